/** The real book's editions, read back. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outlineOf } from "./pdf/heads.ts";
import { chapterLengths, writtenPages } from "./pdf/lengths.ts";
import { readBack } from "./testing/readBack.ts";
import { realBook, realDocument } from "./testing/realBook.ts";

describe("the real book", () => readBack({ output: realBook.output, document: realDocument }));

/** What a chapter's main line and exercises may take in print. */
const MOST_PAGES = 48;

test("PDF: no chapter has more pages before its solutions than one has room for", () => {
  const pdf = join(realBook.output, "book.pdf");
  const chapters = realDocument().parts.flatMap((part) => part.chapters).filter(({ number }) => number !== null);
  const lengths = chapterLengths(outlineOf(pdf), writtenPages(pdf), chapters);
  expect(lengths.length).toBe(chapters.length);
  const long = lengths.flatMap(({ chapter: { number, opening }, from, pages }) => (pages <= MOST_PAGES ? [] : [`Chapter ${number}, ${opening.titleText}, has ${pages} pages from page ${from} on, and may have ${MOST_PAGES}`]));
  expect(long).toEqual([]);
});
