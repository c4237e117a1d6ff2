import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bookFromFiles, readBook } from "./book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { render } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { filesOfBook } from "../testing/written.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "book-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function report(): readonly string[] {
  return readBook(root).diagnostics.map(render).join("").split("\n").slice(0, -1);
}

describe("a book on the disk", () => {
  test("is the book of the same files in a map", () => {
    const files = filesOfBook({ "01-a": "```ts file=src/a.ts\r\nx\r\n```\r\n", "01-a/s": "\uFEFF# S\n", pre: "text\n" });
    write(Object.fromEntries(files));
    const [onDisk, inMap] = [readBook(root), bookFromFiles(root, files)];
    expect(onDisk).toEqual(inMap);
    expect(onDisk.diagnostics).toEqual([]);
    expect(onDisk.book?.sections.map(({ path, chapter, role, title }) => [path, chapter, role, title])).toEqual([
      ["book/01-a/index.md", 0, "opening", "01-a"],
      ["book/01-a/s.md", 0, "section", "01-a/s"],
      ["book/pre/index.md", 1, "opening", "pre"],
    ]);
  });

  test("a folder without one is said to have none", () => {
    expect(readBook(root).book).toBe(null);
    expect(report()).toEqual(["book/contents.md: error[missing-contents]: `book/contents.md` does not exist"]);
  });

  test("files that are missing, folders, binary or not UTF-8 are named with their line", () => {
    write({
      "book/contents.md": "- [A](a.md)\n- [B](b.md)\n- [C](c.md)\n- [D](d.md)\n",
      "book/b.md/x": "",
      "book/c.md": "one\ntwo\n\0three\n",
      "book/d.md": Uint8Array.from([0x61, 0x0a, 0xff, 0xfe, 0x0a]),
    });
    expect(report()).toEqual([
      "book/contents.md:1:3: error[missing-file]: `book/a.md` does not exist",
      "  1 │ - [A](a.md)",
      "    ╵   ~~~~~~~~~",
      "book/b.md: error[unreadable-file]: `book/b.md` is a folder",
      "book/contents.md:2:3: note: the contents name it here",
      "book/c.md: error[unreadable-file]: `book/c.md` is not text: line 3 has a NUL byte",
      "book/contents.md:3:3: note: the contents name it here",
      "book/d.md: error[unreadable-file]: `book/d.md` is not UTF-8 text: line 2 is broken",
      "book/contents.md:4:3: note: the contents name it here",
    ]);
  });

  test("a chapter that is a symbolic link out of `book/` is refused, one within it is read", () => {
    write({ "book/contents.md": "- [A](a.md)\n- [B](b.md)\n", "book/real/a.md": "text\n", "elsewhere.md": "text\n" });
    symlinkSync("real/a.md", join(root, "book/a.md"));
    symlinkSync("../elsewhere.md", join(root, "book/b.md"));
    expect(report()).toEqual([
      "book/contents.md:2:3: error[path-outside-book]: `book/b.md` is a symbolic link that leads out of `book/`",
      "  2 │ - [B](b.md)",
      "    ╵   ~~~~~~~~~",
    ]);
  });

  test("the folder `book/` may be a symbolic link itself", () => {
    write({ "real/contents.md": "- [A](a.md)\n", "real/a.md": "text\n" });
    symlinkSync("real", join(root, "book"));
    expect(report()).toEqual([]);
  });

  test("a file of the program that lies behind a symbolic link is refused", () => {
    write({ "book/contents.md": "- [A](a.md)\n", "book/a.md": "```ts file=src/in/a.ts\n```\n\n```ts file=src/b.ts\n```\n\n```ts file=src/c.ts\n```\n", "src/c.ts": "", "out/x": "" });
    symlinkSync("../out", join(root, "src/in"));
    symlinkSync("../nowhere", join(root, "src/b.ts"));
    expect(report()).toEqual([
      "book/a.md:1:12: error[bad-path]: `src/in` is a symbolic link, `src/in/a.ts` would be written elsewhere",
      "  1 │ ```ts file=src/in/a.ts",
      "    ╵            ~~~~~~~~~~~",
      "book/a.md:4:12: error[bad-path]: `src/b.ts` is a symbolic link, `src/b.ts` would be written elsewhere",
      "  4 │ ```ts file=src/b.ts",
      "    ╵            ~~~~~~~~",
    ]);
  });
});

describe("a book read whole", () => {
  test("all mistakes are reported in the order of the book, whatever the names of its files", () => {
    const files = new Map([
      ["book/contents.md", "- [Z](z.md)\n- [A](a.md)\n- [M](missing.md)\n"],
      ["book/a.md", "```ts\n```\n"],
      ["book/z.md", "```ts file=src/z.ts\n<<Fly>>\n```\n\n```sh\n```\n"],
    ]);
    const { book, diagnostics } = bookFromFiles("/book", files);
    expect(diagnostics.map((each) => render(each).split(": ")[0])).toEqual(["book/contents.md:3:3", "book/z.md:5:4", "book/a.md:1:4"]);
    expect(book && chunkGraph(book).diagnostics.map(({ code }) => code)).toEqual(["unknown-chunk"]);
  });

  test("its files end their lines as they like", () => {
    const texts = ["\n", "\r\n", "\r"].map((end) => ["```ts file=src/a.ts", "<<Do it>>", "", "x", "```", "", '```ts chunk="Do it"', "y", "```", ""].join(end));
    const programs = texts.map((text) => {
      const { book } = bookFromFiles("/book", filesOfBook({ "01-a": text }));
      return book && expandAt(book, chunkGraph(book).graph, 0).map(({ lines }) => lines.map((line) => line.indent + line.text));
    });
    expect(programs).toEqual(Array.from({ length: 3 }, () => [["// Do it", "y", "", "x"]]));
  });
});
