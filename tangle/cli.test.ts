import { execFile } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commandArguments } from "./start/commands.ts";
import { walk } from "./disk/stat.ts";
import { cases } from "./testing/fullRun.ts";

const project = dirname(import.meta.dirname);
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a script of this project in a process of its own, as a person does who is not at a terminal. */
function run(script: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...commandArguments(script), ...args], { cwd: project, env: { ...process.env, NO_COLOR: "1" } }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

const tangle = (...args: readonly string[]): Promise<Ended> => run("tangle/cli.ts", ...args);

/** A copy of a fixture book, in a folder of the system or, where its packages must resolve, below the project. */
function copyOf(fixture: string, parent = tmpdir()): string {
  mkdirSync(parent, { recursive: true });
  const root = realpathSync(mkdtempSync(join(parent, "tangle-cli-")));
  folders.push(root);
  cpSync(join(import.meta.dirname, "fixtures", fixture, "book"), join(root, "book"), { recursive: true });
  return root;
}

function filesOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(walk(root, "src", (path) => path.startsWith("src/.")).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

const coverage = "8 files, 57 lines, 13 chunks, 0 outside the book (1017 bytes from the book, 977 generated)\n";

describe("tangle", () => {
  test("says what it wrote, then that nothing changed, with the same coverage", async () => {
    const root = copyOf("programs/coffee");
    expect(await tangle("--root", root)).toEqual({ code: 0, out: `8 created\n${coverage}`, err: "" });
    expect(await tangle("--root", root)).toEqual({ code: 0, out: `nothing changed\n${coverage}`, err: "" });
    expect(await tangle("--root", root, "--check")).toEqual({ code: 0, out: `src/ is what the book says\n${coverage}`, err: "" });
  });

  test("refuses a hand edit with exit code 1, and --force throws it away", async () => {
    const root = copyOf("programs/coffee");
    await tangle("--root", root);
    const before = filesOf(root);
    chmodSync(join(root, "src/main.ts"), 0o644);
    writeFileSync(join(root, "src/main.ts"), "mine\n");
    expect(await tangle("--root", root)).toEqual({
      code: 1,
      out: "",
      err: `src/main.ts:1:1: error[hand-edit]: \`src/main.ts\` was edited by hand since it was tangled
  1 │ mine
    ╵ ~~~~
  cure: \`npm run stitch\` takes the edit into the book; \`npm run tangle -- --force\` throws it away
`,
    });
    expect(filesOf(root)).toEqual({ ...before, "src/main.ts": "mine\n" });
    expect(await tangle("--root", root, "--force")).toEqual({ code: 0, out: `1 changed, 7 unchanged\n${coverage}`, err: "" });
    expect(filesOf(root)).toEqual(before);
  });

  test("--check shows a difference and exits with 1", async () => {
    const root = copyOf("programs/coffee");
    await tangle("--root", root);
    rmSync(join(root, "src/settings.json"));
    expect(await tangle("--root", root, "--check")).toEqual({
      code: 1,
      out: `src/settings.json: missing (\`npm run tangle\` writes it)
--- /dev/null
+++ src/settings.json (from the book)
@@ -0,0 +1,1 @@
+{ "coarseness": 2 }

src/ is not what the book says: 1 files differ, 7 are as they should be
`,
      err: "",
    });
    expect(existsSync(join(root, "src/settings.json"))).toBe(false);
  });

  test("a stray file in src/ makes it fail and is named", async () => {
    const root = copyOf("programs/coffee");
    await tangle("--root", root);
    writeFileSync(join(root, "src/stray.ts"), "");
    const { code, out, err } = await tangle("--root", root);
    expect(code).toBe(1);
    expect(err).toContain("src/stray.ts: error[outside-the-book]: `src/stray.ts` does not come from the book: no chapter defines it\n");
    expect(out).toContain("9 files, 57 lines, 13 chunks, 1 outside the book");
  });

  test("a book with mistakes is exit code 1, all of them are shown, and nothing is written", async () => {
    const root = copyOf("programs/coffee");
    writeFileSync(join(root, "book/02-brewing/index.md"), "# Brewing\n\n```ts file=/etc/passwd\n```\n\n```ts chunk=\"Unused\"\n```\n");
    const { code, out, err } = await tangle("--root", root);
    expect([code, out]).toEqual([1, ""]);
    expect(err.match(/^book\/\S+: error\[/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(root, "src"))).toBe(false);
  });

  test("a folder without a book is exit code 1", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "tangle-cli-")));
    folders.push(root);
    expect(await tangle("--root", root)).toMatchObject({ code: 1, err: expect.stringContaining("book/contents.md") });
  });
});

test("--help says what every option does", async () => {
  const { code, out } = await tangle("--help");
  expect(code).toBe(0);
  for (const option of ["--check", "--force", "--through CHAPTER", "--out DIR", "--every-chapter", "--root DIR", "--help"]) expect(out).toContain(`\n  ${option} `);
});

describe("usage errors are exit code 2 and write nothing", () => {
  test.each([
    [["--through", "1"], "`--through` needs `--out DIR`, the folder to write to"],
    [["--out", "x"], "`--out` needs `--through CHAPTER`"],
    [["--trough", "1"], "there is no option `--trough`; did you mean `--through`?"],
    [["--check", "--force"], "`--check` writes nothing, so `--force` has no meaning"],
    [["--check", "--every-chapter"], "`--check` and `--every-chapter` do not go together"],
    [["--at-most", "3"], "`--at-most` needs `--every-chapter`"],
    [["--every-chapter", "--at-most", "few"], "`--at-most` takes a whole number, not `few`"],
    [["--through", "9", "--out", "elsewhere"], "there is no chapter `9`; the chapters are `preface`, `01-grinding`, `02-brewing`, `interlude-water`, `03-tasting`"],
    [["--through", "02-brewin", "--out", "elsewhere"], "there is no chapter `02-brewin`; did you mean `02-brewing`?"],
    [["--through", "1", "--out", "."], "`--out` is the folder of the book itself; its `src/` is the whole program"],
    [["--through", "1", "--out", "src/one"], "`--out` must not be inside `src/`"],
  ])("%j", async (args, mistake) => {
    const root = copyOf("programs/coffee");
    const paths = args.map((arg, index) => (args[index - 1] === "--out" ? join(root, arg) : arg));
    expect(await tangle("--root", root, ...paths)).toEqual({ code: 2, out: "", err: `usage error: ${mistake}\n  see: npm run tangle -- --help\n` });
    expect(walk(root, ".").every((path) => path.startsWith("./book/"))).toBe(true);
  });
});

describe("--through", () => {
  test("writes the program at a chapter's end, by number or by folder, and touches nothing else", async () => {
    const root = copyOf("programs/coffee");
    const out = join(root, "elsewhere");
    const { code, out: said } = await tangle("--root", root, "--through", "02", "--out", out);
    expect([code, said]).toEqual([0, `the program at the end of \`02-brewing\` is in ${out}/src: 7 created\n`]);
    expect(filesOf(out)).toEqual(filesOf(join(import.meta.dirname, "fixtures/programs/coffee/expected/02-brewing")));
    expect(walk(root, ".").filter((path) => !path.startsWith("./book/") && !path.startsWith("./elsewhere/src/"))).toEqual([]);
    expect(await tangle("--root", root, "--through", "01-grinding", "--out", out)).toMatchObject({ code: 0, out: expect.stringContaining("3 changed, 2 removed") });
  });

  test("does not write over a file that it did not write, or that was edited", async () => {
    const root = copyOf("programs/coffee");
    const out = join(root, "elsewhere");
    mkdirSync(join(out, "src"), { recursive: true });
    writeFileSync(join(out, "src/mill.ts"), "mine\n");
    const { code, err } = await tangle("--root", root, "--through", "1", "--out", out);
    expect(code).toBe(1);
    expect(err).toBe(`${join(out, "src/mill.ts")}:1:1: error[foreign-file]: \`src/mill.ts\` exists and was not written by tangle
  1 │ mine
    ╵ ~~~~
  cure: choose another folder, move the file away, or let \`--force\` replace it
`);
    expect(filesOf(out)).toEqual({ "src/mill.ts": "mine\n" });
  });
});

describe("--every-chapter", () => {
  test("checks each program and runs only the tests whose reached files changed", async () => {
    const root = copyOf("programs/coffee");
    expect(await tangle("--root", root, "--every-chapter")).toEqual({
      code: 0,
      out: "5 chapters, 3 programs: each type-checks and passes its tests (4 test files run, 0 known to pass, 1 unchanged)\n4 passed, 0 failed\n",
      err: "",
    });
    expect(existsSync(join(root, "src"))).toBe(false);
    expect(walk(root, "output").filter((path) => !path.startsWith("output/.cache/verdicts/"))).toEqual([]);
  });

  test("runs a test once in programs in which it runs the same code, also where it asks for a package when it runs", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "tangle-cli-")));
    folders.push(root);
    const file = (path: string, code: string): string => `\`\`\`ts file=${path}\n${code}\n\`\`\`\n\n`;
    const pack = 'import { createRequire } from "node:module";\n\nexport const named = async (): Promise<readonly string[]> => {\n  const address = createRequire(import.meta.url).resolve("fast-check");\n  return Object.keys(await import(address));\n};';
    const texts = {
      "contents.md": "# Two\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n",
      "01-one/index.md": `# One\n\n${file("src/pack.ts", pack)}${file("src/pack.test.ts", 'import { expect, test } from "vitest";\nimport { named } from "./pack.ts";\n\ntest("it has a name", async () => expect(await named()).toContain("assert"));')}`,
      "02-two/index.md": `# Two\n\n${file("src/two.ts", "export const two = 2;")}${file("src/two.test.ts", 'import { expect, test } from "vitest";\nimport { two } from "./two.ts";\n\ntest("two is two", () => expect(two).toBe(2));')}`,
    };
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, "book", path)), { recursive: true });
      writeFileSync(join(root, "book", path), text);
    }
    const said = (run: number, known: number): Ended => ({ code: 0, out: `2 chapters, 2 programs: each type-checks and passes its tests (${run} test files run, ${known} known to pass, 1 unchanged)\n2 passed, 0 failed\n`, err: "" });
    expect(await tangle("--root", root, "--every-chapter")).toEqual(said(2, 0));
    // whoever tests the program of one chapter asks for the key that the test has there
    expect(walk(root, "output/.cache/verdicts")).toHaveLength(3);
    expect(await tangle("--root", root, "--every-chapter")).toEqual(said(0, 2));
  });

  test("a module stands where the first program has it that has it just so, and is loaded from there", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "tangle-cli-")));
    folders.push(root);
    const chapter = (name: string, files: Readonly<Record<string, string>>): void => {
      mkdirSync(join(root, "book", name), { recursive: true });
      writeFileSync(join(root, "book", name, "index.md"), `# ${name}\n\n${Object.entries(files).map(([path, code]) => `\`\`\`ts ${path}\n${code}\n\`\`\`\n`).join("\n")}`);
    };
    const testOf = (module: string, chapter: string): string => `import { expect, test } from "vitest";\nimport { place } from "./${module}.ts";\n\ntest("${module} at ${chapter}", () => expect(place).toContain("/${chapter}/src/${module}.ts"));`;
    chapter("01-one", {
      "file=src/same.ts": "export const place = import.meta.url;",
      "file=src/same.test.ts": testOf("same", "01-one"),
      "file=src/other.ts": "export const place = import.meta.url;\n<<More>>",
      'chunk="More"': "export const more = 1;",
    });
    chapter("02-two", { "file=src/again.test.ts": testOf("same", "01-one"), 'chunk="01-one/More" +=': "export const yet = 2;", "file=src/other.test.ts": testOf("other", "02-two") });
    writeFileSync(join(root, "book/contents.md"), "# Two\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n");
    expect(await tangle("--root", root, "--every-chapter")).toEqual({ code: 0, out: "2 chapters, 2 programs: each type-checks and passes its tests (3 test files run, 0 known to pass, 1 unchanged)\n3 passed, 0 failed\n", err: "" });
  });

  test("with --at-most leaves out tests at ends between the one where they are new and the last", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "tangle-cli-")));
    folders.push(root);
    const chapter = (name: string, code: string): void => {
      mkdirSync(join(root, "book", name), { recursive: true });
      writeFileSync(join(root, "book", name, "index.md"), `# ${name}\n\n${code}`);
    };
    chapter("01-one", '```ts file=src/cups.ts\nexport const cups = [\n  <<Cups>>\n];\n```\n\n```ts chunk="Cups"\n1,\n```\n\n```ts file=src/cups.test.ts\nimport { expect, test } from "vitest";\nimport { cups } from "./cups.ts";\n\ntest("cups are small", () => expect(Math.max(...cups)).toBeLessThan(4));\n```\n');
    for (const [name, cup] of [["02-two", 2], ["03-three", 3]]) chapter(String(name), `\`\`\`ts chunk="01-one/Cups" +=\n${cup},\n\`\`\`\n`);
    writeFileSync(join(root, "book/contents.md"), "# Three\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n- [Three](03-three/index.md)\n");
    const said = (files: string, tests: number): Ended => ({ code: 0, out: `3 chapters, 3 programs: each type-checks and passes its tests (${files})\n${tests} passed, 0 failed\n`, err: "" });
    expect(await tangle("--root", root, "--every-chapter", "--at-most", "0")).toEqual(said("2 test files run, 0 known to pass, 0 unchanged, 1 left out", 2));
    expect(await tangle("--root", root, "--every-chapter", "--at-most", "1")).toEqual(said("1 test files run, 2 known to pass, 0 unchanged", 3));
  });

  test("shows type errors at chapter positions, each once", async () => {
    const root = copyOf("chapters/broken-types");
    expect(await tangle("--root", root, "--every-chapter")).toEqual({
      code: 1,
      out: "3 chapters, 3 programs: 2 errors (0 test files run, 0 known to pass, 0 unchanged)\n0 passed, 0 failed\n",
      err: `book/01-one/index.md:12:8: error[TS2304]: Cannot find name 'later'.
  12 │ return later;
     ╵        ~~~~~
  note: in the program at the end of \`01-one\`

book/02-two/index.md:10:14: error[TS2322]: Type 'number' is not assignable to type 'string'.
  10 │ export const two: string = one();
     ╵              ~~~
  note: in the program at the end of \`02-two\`
`,
    });
  });

  test("shows a failing test where the chapter throws, to the column", async () => {
    const root = copyOf("chapters/failing-test");
    const { code, out, err } = await tangle("--root", root, "--every-chapter");
    expect(code).toBe(1);
    expect(out).toMatch(/^3 chapters, 3 programs: 2 errors \(4 test files run, 0 known to pass, 2 unchanged\)\n\d+ passed, [12] failed\n$/);
    expect(err).toContain(`book/02-two/index.md:6:40: error[failing-test]: the test \`two words are two\` fails: too many words
  6 │   /* 😀 */ if (words.length > 1) throw new RangeError("too many words");
    ╵                                        ~
book/01-one/index.md:18:10: note: reached from here
  note: in the program at the end of \`02-two\`
`);
    expect(err).toContain("book/01-one/index.md:18:29: error[failing-test]: the test `two words are two` fails: expected 3 to be 2");
  });
});

test("Vitest by itself shows a throwing line at its chapter, line and column", async () => {
  const root = copyOf("chapters/failing-test", join(project, "output/.cache"));
  writeFileSync(join(root, "package.json"), '{ "type": "module", "imports": { "#src/*": "./src/*" } }\n');
  writeFileSync(join(root, "book/contents.md"), "# Two\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n");
  expect((await tangle("--root", root)).code).toBe(0);
  const { code, out, err } = await run("node_modules/vitest/vitest.mjs", "run", "--root", root);
  expect(code).toBe(1);
  expect(out + err).toContain("❯ count book/02-two/index.md:6:40\n");
  expect(out + err).toContain("❯ book/01-one/index.md:18:10\n");
  expect(out + err).not.toContain("missing source files");
});

describe("a process that is killed", () => {
  test("at any moment leaves what the next tangle turns into the whole program", async () => {
    const fresh = copyOf("programs/coffee");
    const steps = Number((await run("tangle/fixtures/killed.ts", fresh, "-1")).out);
    const moments = cases([0, 2, 5, 7], [1, 3, 4, 6]).map((sevenths) => Math.floor((sevenths * (steps - 1)) / 7));
    const outcomes: unknown[] = [];
    for (const moment of moments) {
      const root = copyOf("programs/coffee");
      const killed = await run("tangle/fixtures/killed.ts", root, String(moment));
      expect(killed).toMatchObject({ code: null, out: "" });
      expect((await tangle("--root", root)).code).toBe(0);
      expect(await tangle("--root", root, "--check")).toMatchObject({ code: 0, out: expect.stringMatching(/^src\/ is what the book says/) });
      outcomes.push(filesOf(root));
      expect(walk(root, "src/.tangle")).toEqual(["src/.tangle/base.json", "src/.tangle/stamp.json"]);
    }
    expect(outcomes).toEqual(moments.map(() => filesOf(fresh)));
  });
});
