import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { Meta } from "../tree.ts";
import { editHref, reportHref } from "./forge.ts";

const metaOf = (yml: string): Meta => smallBook({ "book.yml": `title: T\ndate: 2026-01-02\n${yml}`, "a.md": "# A\n" }).document.meta;

test.each([
  ["https://github.com/o/r", "https://github.com/o/r/edit/main/book/a%20b.md", "https://github.com/o/r/issues/new?title=A%20%26%20B"],
  ["https://gitlab.example.org/o/r", "https://gitlab.example.org/o/r/-/edit/main/book/a%20b.md", "https://gitlab.example.org/o/r/-/issues/new?issue[title]=A%20%26%20B"],
  ["https://codeberg.org/o/r/", "https://codeberg.org/o/r/_edit/main/book/a%20b.md", "https://codeberg.org/o/r/issues/new?title=A%20%26%20B"],
  ["https://notgithub.com/o/r", null, null],
])("a repository at %s is edited and told of mistakes where its host has it", (repository, edit, report) => {
  const meta = metaOf(`repository: ${repository}\n`);
  expect([editHref(meta, "book/a b.md"), reportHref(meta, "book/a b.md", "A & B")]).toEqual([edit, report]);
});

test("what book.yml says comes before what the host has", () => {
  const meta = metaOf("repository: https://github.com/o/r\nedit: https://e.org/?f={path}\nreport: https://e.org/new/{path}?t={title}\n");
  expect(editHref(meta, "book/a.md")).toBe("https://e.org/?f=book/a.md");
  expect(reportHref(meta, "book/a.md", "A")).toBe("https://e.org/new/book/a.md?t=A");
});

test("a book that says nothing has neither, and an address for editing needs the file's path", () => {
  expect([editHref(metaOf(""), "book/a.md"), reportHref(metaOf(""), "book/a.md", "A")]).toEqual([null, null]);
  const { messages } = smallBook({ "book.yml": "title: T\ndate: 2026-01-02\nedit: https://e.org/\n", "a.md": "# A\n" });
  expect(messages).toContain("`edit` must be an address that begins with `https://` and has `{path}` in it");
});
