import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inBookOrder, readBook } from "./book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { render } from "../text/diagnostic.ts";

const fixtures = join(import.meta.dirname, "../fixtures", "diagnostics");

// a folder is a test: `book/` and, as a person sees it, everything wrong with it
test.each(readdirSync(fixtures))("everything wrong with %s is reported at once, in order", (name) => {
  const { book, diagnostics } = readBook(join(fixtures, name));
  if (!book) throw new Error(`internal: ${name} has no contents`);
  const report = inBookOrder(book, [...diagnostics, ...chunkGraph(book).diagnostics]).map(render).join("");
  expect(report).toBe(readFileSync(join(fixtures, name, "expected.txt"), "utf8"));
});
