/** Times the search of the pages in Chromium on a made-up index of the finished book's size: what a reader waits after each key. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launchBrowser } from "../html/browser.ts";
import { bundle } from "../html/scripts.ts";
import { searchData, type FoundPage } from "../html/search/index.ts";
import { memoryStore } from "../html/store.ts";
import type { PlaceKind } from "../reader/searchData.ts";
import { randomNumbers } from "./synthetic.ts";

/** What was measured. */
export interface SearchTimes {
  readonly words: number;
  readonly places: number;
  readonly terms: number;
  readonly queries: number;
  /** Milliseconds in the page for a query, from the words to the places. */
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  /** Bytes of the index: as it is, and compressed. */
  readonly size: number;
  readonly compressed: number;
}

/** Makes the index, loads it into a page, and asks it what a reader would, each query key by key. */
export async function benchSearch(words = 200_000, seed = 1): Promise<SearchTimes> {
  const random = randomNumbers(seed);
  const vocabulary = vocabularyOf(random, 20_000);
  const pages = syntheticPages(random, vocabulary, words);
  const data = searchData(pages, memoryStore());
  const queries = queriesFrom(random, vocabulary);
  const times = (await inChromium(data, queries)).toSorted((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN;
  const text = JSON.stringify(data);
  return {
    words, places: data.places.length, terms: vocabulary.length, queries: times.length,
    median: at(0.5), p95: at(0.95), worst: at(1), size: text.length, compressed: gzipSync(text).length,
  };
}

/** The times as lines to print. */
export function searchReport({ words, places, queries, median, p95, worst, compressed }: SearchTimes): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return [
    `search in ${words.toLocaleString("en")} words, ${places.toLocaleString("en")} places: index ${Math.round(compressed / 1000)} kB compressed`,
    `${queries.toLocaleString("en")} queries in Chromium: median ${ms(median)}, 95th percentile ${ms(p95)} (at most 16 ms wanted), worst ${ms(worst)}`,
  ].join("\n") + "\n";
}

/** Different words of syllables, the shorter ones first, as in a language. */
function vocabularyOf(random: () => number, count: number): readonly string[] {
  const letters = (from: string): string => from.charAt(Math.floor(random() * from.length));
  const words = new Set<string>();
  while (words.size < count) {
    const syllables = 1 + Math.floor((words.size / count) ** 0.3 * 3 * random() + random());
    words.add(Array.from({ length: syllables }, () => letters("bcdfghlmnprstvw") + letters("aeiou") + letters("nrstl ").trim()).join(""));
  }
  return [...words];
}

/** By Zipf's law a word's chance is as one over its rank. */
function zipf(random: () => number, vocabulary: readonly string[]): string {
  return vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? "";
}

/** Of 25 places of a page, about as many of each kind as pages of a book have. */
const kindOfPlace = (place: number): PlaceKind => (place === 0 ? "page" : place < 4 ? "definition" : place < 8 ? "heading" : place < 16 ? "block" : "code");

/** Pages of places with 60 words each. */
function syntheticPages(random: () => number, vocabulary: readonly string[], words: number): readonly FoundPage[] {
  const line = (length: number): string => Array.from({ length }, () => zipf(random, vocabulary)).join(" ");
  const places = Math.ceil(words / 60);
  return Array.from({ length: Math.ceil(places / 25) }, (_, page) => ({
    href: `${page}.html`,
    title: line(3),
    places: Array.from({ length: Math.min(25, places - page * 25) }, (_each, place) => ({ id: `p${place}`, kind: kindOfPlace(place), title: line(3), text: line(57), names: line(1), signs: "", synonyms: place > 0 && place < 4 ? [line(1), line(2)] : [] })),
  }));
}

/** Queries as they are typed, from their second letter on: a common word, a rare one, two, one with an error, one that is not there. */
function queriesFrom(random: () => number, vocabulary: readonly string[]): readonly string[] {
  const rare = (): string => vocabulary[Math.floor(random() * vocabulary.length)] ?? "";
  const wrong = (word: string): string => `${word.slice(0, 2)}x${word.slice(3)}`;
  const whole = Array.from({ length: 40 }, () => [
    zipf(random, vocabulary), rare(), `${zipf(random, vocabulary)} ${rare()}`, `${zipf(random, vocabulary)} ${zipf(random, vocabulary)}`, wrong(rare()), `q${rare()}q`,
  ]).flat();
  return whole.flatMap((query) => Array.from({ length: Math.max(1, query.length - 1) }, (_, end) => query.slice(0, end + 2)));
}

async function inChromium(data: unknown, queries: readonly string[]): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), "search-"));
  const browser = await launchBrowser();
  try {
    writeFileSync(join(folder, "timed.js"), await bundle(join(import.meta.dirname, "../reader/searchTimed.ts")));
    writeFileSync(join(folder, "data.js"), `asked(${JSON.stringify(data)}, ${JSON.stringify(queries)});`);
    writeFileSync(join(folder, "index.html"), "<!doctype html><meta charset=utf-8><script src=timed.js></script><script src=data.js></script>");
    const page = await browser.newPage();
    page.on("pageerror", (error) => void console.error(error));
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    return await page.evaluate<number[]>("times");
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
