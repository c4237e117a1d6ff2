import { appendFileSync, chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { coverageLine } from "./coverage.ts";
import { check, renderDifference } from "./check.ts";
import { locate } from "../text/diagnostic.ts";
import { diskWriter } from "../disk/files.ts";
import { walk } from "../disk/stat.ts";
import { unchangedSince } from "./stamp.ts";
import { prepare, tangle, type TangleResult } from "./tangle.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A copy of the fixture `coffee`, tangled. */
function coffee(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tangle-")));
  folders.push(root);
  cpSync(join(import.meta.dirname, "../fixtures/programs/coffee/book"), join(root, "book"), { recursive: true });
  expect(said(tangle(root))).toEqual([]);
  return root;
}

function said({ diagnostics }: TangleResult): readonly string[] {
  return diagnostics.map((each) => `${locate(each.at).path}: ${each.code}: ${each.message}`);
}

function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path);
  const text = readFileSync(file, "utf8");
  chmodSync(file, 0o644);
  writeFileSync(file, change(text));
}

function differences(root: string): readonly string[] {
  const { ready } = prepare(root);
  return ready === null ? ["the book has errors"] : check(ready).differences.map(renderDifference);
}

const before = "8 files, 57 lines, 13 chunks, 0 outside the book (1017 bytes from the book, 977 generated)";
const mill = "book/01-grinding/01-mill.md";

describe("the coverage", () => {
  test("counts the files, lines and chunks of src/ and what is in the book", () => {
    const root = coffee();
    const { coverage } = tangle(root);
    expect(coverage && coverageLine(coverage)).toBe(before);
    const texts = walk(root, "src", (path) => path.startsWith("src/.")).map((path) => readFileSync(join(root, path), "utf8"));
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect([texts.length, texts.join("").split("\n").length - 1, bytes]).toEqual([8, 57, 1017 + 977]);
  });

  test.each(["src/stray.ts", "src/deep/.stray"])("a file that no chapter defines (%s) is outside the book, and is not removed", (path) => {
    const root = coffee();
    cpSync(join(root, mill), join(root, path));
    const result = tangle(root);
    expect(said(result)).toEqual([`${path}: outside-the-book: \`${path}\` does not come from the book: no chapter defines it`]);
    expect(result.coverage && coverageLine(result.coverage)).toContain("9 files, 57 lines, 13 chunks, 1 outside the book");
    expect(existsSync(join(root, path))).toBe(true);
    expect(unchangedSince(root)).toBe(null);
  });

  test("a symbolic link in src/ is outside the book", () => {
    const root = coffee();
    symlinkSync(join(root, "book"), join(root, "src/link"));
    expect(said(tangle(root))).toEqual(["src/link: outside-the-book: `src/link` does not come from the book: no chapter defines it"]);
  });
});

describe("a change in the book", () => {
  test("changes, creates and removes files, and leaves the others", () => {
    const root = coffee();
    edit(root, mill, (text) => text.replace("file=src/main.ts", "file=src/start.ts").replace("let grounds = beans;", "let grounds = +beans;"));
    expect(tangle(root).emitted).toMatchObject({ created: ["src/start.ts"], changed: ["src/mill.ts"], removed: ["src/main.ts"] });
    expect(existsSync(join(root, "src/.maps/main.ts.map"))).toBe(false);
  });

  test("that only moves lines renews the maps", () => {
    const root = coffee();
    const map = readFileSync(join(root, "src/.maps/mill.ts.map"), "utf8");
    edit(root, mill, (text) => text.replace("# The mill\n", "# The mill\n\nA word.\n"));
    expect(tangle(root).emitted).toMatchObject({ changed: [] });
    expect(readFileSync(join(root, "src/.maps/mill.ts.map"), "utf8")).not.toBe(map);
  });

  test("that is wrong changes nothing in src/, and is reported at its line", () => {
    const root = coffee();
    const files = walk(root, "src").map((path) => readFileSync(join(root, path), "utf8"));
    edit(root, mill, (text) => text.replace("<<Grind the beans>>", "<<Grind the bean>>"));
    const { diagnostics, emitted, coverage } = tangle(root);
    expect(diagnostics.map(({ at, code }) => [locate(at), code])).toContainEqual([{ path: mill, line: 10, column: 3 }, "unknown-chunk"]);
    expect([emitted, coverage]).toEqual([null, null]);
    expect(walk(root, "src").map((path) => readFileSync(join(root, path), "utf8"))).toEqual(files);
  });

  test("to the end of a whole chapter removes what only it defined", () => {
    const root = coffee();
    edit(root, "book/contents.md", (text) => text.replace("- [Tasting](03-tasting/index.md)\n", ""));
    expect(tangle(root).emitted).toMatchObject({ created: [], removed: ["src/taste.py"], changed: ["src/mill.test.ts", "src/mill.ts", "src/settings.json"] });
  });
});

test("a book whose last fence is gone leaves an empty program", () => {
  const root = coffee();
  writeFileSync(join(root, "book/contents.md"), "# Coffee\n\n- [Before the first cup](preface.md)\n");
  const { emitted, coverage } = tangle(root);
  expect(emitted?.removed).toHaveLength(8);
  expect(walk(root, "src")).toEqual(["src/.manifest.json", "src/.tangle/base.json", "src/.tangle/stamp.json"]);
  expect(coverage && coverageLine(coverage)).toBe("0 files, 0 lines, 0 chunks, 0 outside the book (0 bytes from the book, 0 generated)");
});

describe("nothing changed", () => {
  test("is known after a tangle, with its coverage", () => {
    expect(unchangedSince(coffee())).toEqual({ coverage: before, warnings: "" });
  });

  test.each([
    ["an edited output", (root) => edit(root, "src/mill.ts", (text) => text.replace("-", "+"))],
    ["an output edited to the same size with its old times", (root) => {
      const { atime, mtime, mode } = statSync(join(root, "src/taste.py"));
      edit(root, "src/taste.py", (text) => text.replace("cup < 1", "cup > 1"));
      chmodSync(join(root, "src/taste.py"), mode);
      utimesSync(join(root, "src/taste.py"), atime, mtime);
    }],
    ["a deleted output", (root) => rmSync(join(root, "src/taste.py"))],
    ["a deleted map", (root) => rmSync(join(root, "src/.maps/mill.ts.map"))],
    ["a deleted manifest", (root) => rmSync(join(root, "src/.manifest.json"))],
    ["a deleted base", (root) => rmSync(join(root, "src/.tangle/base.json"))],
    ["an output that became writable", (root) => chmodSync(join(root, "src/mill.ts"), 0o644)],
    ["an output that became a link", (root) => {
      renameSync(join(root, "src/mill.ts"), join(root, "mill.ts"));
      symlinkSync(join(root, "mill.ts"), join(root, "src/mill.ts"));
    }],
    ["a stray file", (root) => writeFileSync(join(root, "src/stray.ts"), "")],
    ["a stray link to nothing", (root) => symlinkSync("nowhere", join(root, "src/stray"))],
    ["an edited chapter", (root) => appendFileSync(join(root, mill), "\n")],
    ["an edited table of contents", (root) => appendFileSync(join(root, "book/contents.md"), "\n")],
    ["a deleted chapter", (root) => rmSync(join(root, mill))],
    ["a deleted stamp", (root) => rmSync(join(root, "src/.tangle/stamp.json"))],
    ["a damaged stamp", (root) => writeFileSync(join(root, "src/.tangle/stamp.json"), "{")],
  ] satisfies readonly [string, (root: string) => void][])("is not believed after %s", (_, change) => {
    const root = coffee();
    change(root);
    expect(unchangedSince(root)).toBe(null);
  });

  test("is not believed in another place, where the maps would lead back to the old one", () => {
    const root = coffee();
    const moved = `${root}-moved`;
    folders.push(moved);
    renameSync(root, moved);
    expect(unchangedSince(moved)).toBe(null);
    expect(said(tangle(moved))).toEqual([]);
    expect(readFileSync(join(moved, "src/.maps/mill.ts.map"), "utf8")).toContain("-moved/book/");
  });

  test("is not believed while an interrupted tangle waits to be undone", () => {
    const root = coffee();
    edit(root, mill, (text) => text.replace("grounds -= 1", "grounds -= 2"));
    const dying = diskWriter(({ operation, path }) => {
      if (operation === "unlink" && path.endsWith("journal.json")) throw new Error("power cut");
    });
    expect(() => tangle(root, { writer: dying })).toThrow("power cut");
    expect(unchangedSince(root)).toBe(null);
    expect(said(tangle(root))).toEqual([]);
    expect(differences(root)).toEqual([]);
  });
});

describe("--check", () => {
  test("finds nothing after a tangle, also without maps and base, as in a clone", () => {
    const root = coffee();
    expect(differences(root)).toEqual([]);
    rmSync(join(root, "src/.maps"), { recursive: true });
    rmSync(join(root, "src/.tangle"), { recursive: true });
    expect(differences(root)).toEqual([]);
    expect(existsSync(join(root, "src/.tangle"))).toBe(false);
  });

  test("shows a stale file with the lines that the book has now, and the manifest with it", () => {
    const root = coffee();
    edit(root, "book/03-tasting/index.md", (text) => text.replace('{ "coarseness": 2 }', '{ "coarseness": 1 }'));
    const [manifest, settings] = differences(root);
    expect(settings).toBe(`src/settings.json: stale: the book has changed since it was tangled (\`npm run tangle\`)
--- src/settings.json
+++ src/settings.json (from the book)
@@ -1,1 +1,1 @@
-{ "coarseness": 2 }
+{ "coarseness": 1 }
`);
    expect(manifest).toMatch(/^src\/\.manifest\.json: stale: /);
  });

  test("tells an edited file from a stale one", () => {
    const root = coffee();
    edit(root, "src/settings.json", () => '{ "coarseness": 9 }\n');
    expect(differences(root)).toEqual([`src/settings.json: edited by hand since it was tangled (\`npm run stitch\` takes the edit into the book)
--- src/settings.json
+++ src/settings.json (from the book)
@@ -1,1 +1,1 @@
-{ "coarseness": 9 }
+{ "coarseness": 2 }
`]);
  });

  test("names missing, left-over and stray files", () => {
    const root = coffee();
    rmSync(join(root, "src/main.ts"));
    writeFileSync(join(root, "src/stray.ts"), "");
    edit(root, "book/03-tasting/index.md", (text) => text.replaceAll(/```py[^]*?```\n/g, ""));
    expect(differences(root).map((each) => each.split("\n")[0])).toEqual([
      "src/.manifest.json: stale: the book has changed since it was tangled (`npm run tangle`)",
      "src/main.ts: missing (`npm run tangle` writes it)",
      "src/stray.ts: not from the book (put its text into a chapter, or remove the file)",
      "src/taste.py: no chapter defines it any more (`npm run tangle` removes it)",
    ]);
  });
});
