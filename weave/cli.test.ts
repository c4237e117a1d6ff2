/** The command as a person calls it, on books in temporary folders. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandArguments } from "../tangle/index.ts";

const project = resolve(import.meta.dirname, "..");
let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "weave-")));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs `weave` on the book below `root`. */
function weave(...args: readonly string[]): { readonly status: number | null; readonly out: string; readonly err: string } {
  const command = [...commandArguments("weave/cli.ts"), "--root", root, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function smallBook(section: string): void {
  write("book/contents.md", "# Small\n\n- [One](01-one/index.md)\n");
  write("book/book.yml", "title: Small\ndate: 2026-01-02\n");
  write("book/01-one/index.md", section);
}

const page = (): string => readFileSync(join(root, "output/html/01-one/index.html"), "utf8");

test("--help says what there is and ends with 0", () => {
  const { status, out, err } = weave("--help");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain("npm run weave -- [options]");
  expect(out).toContain("--edition NAME  html, pdf, epub or notebooks; may be given more than once (default: all)");
});

test("an unknown option is a usage error", () => {
  expect(weave("--editon", "html")).toEqual({
    status: 2, out: "", err: "usage error: there is no option `--editon`; did you mean `--edition`?\n  see: npm run weave -- --help\n",
  });
});

test("an unknown edition is a usage error", () => {
  smallBook("# One\n");
  expect(weave("--edition", "docx")).toEqual({
    status: 2, out: "", err: "usage error: there is no edition `docx`; there are html, pdf, epub and notebooks\n  see: npm run weave -- --help\n",
  });
  expect(existsSync(join(root, "output"))).toBe(false);
});

test("an edition is written, and said", () => {
  smallBook("# One\n\nText.\n");
  const { status, out, err } = weave("--edition", "html");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toMatch(/^output\/html\/ {2}\d+ files\n$/);
  expect(page()).toContain("<p>Text.</p>");
});

test("what has not been run is warned of once", () => {
  smallBook("# One\n\n```ts run\nconsole.log(1);\n```\n\nIt is `{ts} 1 + 1`, `{ts} 2 + 2`.\n");
  const { status, err } = weave("--edition=html");
  expect([status, err]).toEqual([0, "warning[not-run]: 1 cell and 2 numbers have not been run yet; they are shown as such, and `npm run prove` runs them\n"]);
});

test("evidence that is older than its cell is refused, with the command that renews it", () => {
  smallBook("# One\n\n```ts run\nconst x = 2;\n```\n\nIt is `{ts} 1 + x`.\n");
  const prove = (): number | null => spawnSync(process.execPath, [...commandArguments("prove/cli.ts"), "--root", root], { cwd: project }).status;
  expect(prove()).toBe(0);
  expect(weave("--edition", "html")).toMatchObject({ status: 0, err: "" });
  expect(page()).toContain('It is <span class="value" title="1 + x">3</span>.');
  smallBook("# One\n\n```ts run\nconst x = 3;\n```\n\nIt is `{ts} 1 + x`.\n");
  expect(weave("--edition", "html")).toEqual({
    status: 1,
    out: "",
    err: `book/01-one/index.md:3:1: error[stale-evidence]: this and 1 more of the section, or what they depend on, changed after the last \`npm run prove\`
  3 │ \`\`\`ts run
    ╵ ~~~~~~~~~
  cure: run \`npm run prove\`
1 error; nothing was written
`,
  });
  expect(page()).toContain(">3</span>");
  expect(prove()).toBe(0);
  expect(weave("--edition", "html")).toMatchObject({ status: 0, err: "" });
  expect(page()).toContain(">4</span>");
});

test("all mistakes are printed in the order of the book, and the previous output stays", () => {
  smallBook("# One\n\nBefore.\n");
  weave("--edition", "html");
  smallBook("# One\n\nAfter, [](#nowhere) and $\\frobnicate$.\n\n```ts\nconst x = 1;\n```\n");
  const { status, out, err } = weave("--edition", "html");
  expect([status, out]).toEqual([1, ""]);
  expect(err.match(/^\S+: error\[[a-z-]+\]/gm)).toEqual([
    "book/01-one/index.md:3:8: error[unknown-reference]",
    "book/01-one/index.md:3:26: error[invalid-formula]",
    "book/01-one/index.md:5:4: error[missing-role]",
  ]);
  expect(err.endsWith("3 errors; nothing was written\n")).toBe(true);
  expect(page()).toContain("<p>Before.</p>");
  expect(readdirSync(join(root, "output")).sort()).toEqual([".cache", "html"]);
});

test("a missing book is an error, and nothing is written", () => {
  const { status, err } = weave("--edition", "html");
  expect(status).toBe(1);
  expect(err).toContain("error[missing-contents]");
  expect(existsSync(join(root, "output"))).toBe(false);
});

test("a page that the book no longer has is no longer in the output", () => {
  smallBook("# One\n");
  write("book/two.md", "# Two\n");
  write("book/contents.md", "# Small\n\n- [One](01-one/index.md)\n- [Two](two.md)\n");
  weave("--edition", "html");
  expect(existsSync(join(root, "output/html/two.html"))).toBe(true);
  write("book/contents.md", "# Small\n\n- [One](01-one/index.md)\n");
  rmSync(join(root, "book/two.md"));
  weave("--edition", "html");
  expect(existsSync(join(root, "output/html/two.html"))).toBe(false);
});

test("where nothing can be written, the system's reason is said and the exit code is 1", () => {
  smallBook("# One\n");
  write("output", "a file where the folder should be");
  const { status, err } = weave("--edition", "html");
  expect(status).toBe(1);
  expect(err).toMatch(/^error\[not-written\]: E[A-Z]+: .*; the previous output is as it was\n$/);
  expect(statSync(join(root, "output")).isFile()).toBe(true);
});

const inode = (): number => statSync(join(root, "output/html")).ino;

test("where nothing has changed it says the same and writes nothing, until the book, an output or the question is another", () => {
  smallBook("# One\n\n```ts run\nconsole.log(1);\n```\n");
  const first = weave("--edition", "html");
  const made = inode();
  expect(weave("--edition", "html")).toEqual(first);
  expect(inode()).toBe(made);
  for (const change of [() => smallBook("# One\n\nOther.\n"), () => rmSync(join(root, "output/html/01-one/index.html")), () => write("LICENSE", "Mine.\n")]) {
    const before = inode();
    change();
    expect(weave("--edition", "html").status).toBe(0);
    expect(inode()).not.toBe(before);
  }
  expect(page()).toContain("Other.");
});

test("a book with a mistake is refused each time", () => {
  smallBook("# One\n\n[](#nowhere)\n");
  const first = weave("--edition", "html");
  expect(first.status).toBe(1);
  expect(weave("--edition", "html")).toEqual(first);
});

test("--clean makes it again and keeps nothing, --profile says what each step took", () => {
  smallBook("# One\n\nText.\n");
  const { status, err } = weave("--edition", "html", "--clean", "--profile");
  expect(status).toBe(0);
  expect(err.split("\n").map((line) => line.slice(0, 40).trimEnd())).toEqual([
    "", "starting", "reading the book", "reading its evidence", "making its document", "html: scripts and live cells", "html: names and types", "html: mathematics", "html: coloured code", "html: pages",
    "html: page frames", "html: previews, search and program", "html: writing the pages", "all", "",
  ]);
  const made = inode();
  expect(readdirSync(join(root, "output/.cache"))).toEqual(["standing"]);
  weave("--edition", "html", "--clean");
  expect(inode()).not.toBe(made);
});

test("two runs write the same bytes, the second from the cache", () => {
  cpSync(resolve(import.meta.dirname, "fixtures/coffee/book"), join(root, "book"), { recursive: true });
  const files = (): readonly (readonly [string, string])[] => {
    rmSync(join(root, "output/html"), { recursive: true, force: true });
    weave("--edition", "html");
    const folder = join(root, "output/html");
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile());
    return names.sort().map((name) => [name, readFileSync(join(folder, name), "latin1")]);
  };
  const first = files();
  expect(files()).toEqual(first);
});
