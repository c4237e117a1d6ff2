import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { highlighterFor, type Code } from "../highlight.ts";
import { codesIn, listingsAhead } from "./listingsAhead.ts";
import { hasListings, keptListings } from "./listings.ts";
import { lastFiles } from "./program/paths.ts";

const coffee = join(import.meta.dirname, "../fixtures/coffee");
let kept = "";
beforeEach(() => void (kept = mkdtempSync(join(tmpdir(), "ahead-"))));
afterEach(() => rmSync(kept, { recursive: true }));

const { chapters, document } = readDocument(coffee, { cache: noCache, staleness: "show" });
if (chapters === null || document === null) throw new Error("the book could not be read");
const read = { chapters, document };

test("what is coloured ahead is what the book's listings and files show", async () => {
  const codes = new Set(codesIn(read.chapters, { withProgram: true }).map(({ text, language }) => `${language}\n${text}`));
  expect(lastFiles(read.document).filter(({ text, language }) => !codes.has(`${language}\n${text}`))).toEqual([]);
  const asked: Code[] = [];
  await keptListings(read.document.pages, kept, (missing) => {
    asked.push(...missing);
    return highlighterFor(missing);
  });
  expect(asked.length).toBeGreaterThan(20);
  // what is no fence of the book, such as what stands in an included text, is coloured when it is met
  expect(asked.filter(({ text, language }) => codes.has(`${language}\n${text}`)).length / asked.length).toBeGreaterThan(0.9);
});

test("a thread colours as the highlighter does, and what it was not given is coloured all the same", async () => {
  const codes = codesIn(read.chapters, { withProgram: false });
  const ahead = listingsAhead(kept, 1);
  ahead.begin(() => codes.slice(1));
  const [{ lines }, plain] = await Promise.all([ahead.load(codes), highlighterFor(codes)]);
  for (const { text, language } of codes) expect(lines(text, language)).toEqual(plain.lines(text, language));
  ahead.stop();
});

test("nothing is begun where there is little of it, or where the book's code is kept", async () => {
  let counted = 0;
  const counting = (): readonly Code[] => {
    counted += 1;
    return codesIn(read.chapters, { withProgram: false });
  };
  const small = listingsAhead(kept, 10_000);
  small.begin(counting);
  expect(await small.load([])).toBeDefined();
  await keptListings(read.document.pages, kept);
  expect(hasListings(kept)).toBe(true);
  listingsAhead(kept, 1).begin(counting);
  expect(counted).toBe(1);
});
