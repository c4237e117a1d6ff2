/** Looking for words in the index: first as they are written, by their synonyms and spellings, then with errors forgiven. */
import MiniSearch, { type Query, type SearchOptions, type SearchResult } from "minisearch";
import { indexOptions, placeKinds, ranks, weights, type Passage, type SearchData } from "./searchData.ts";
import { phrasebookOf, type Phrasebook, type Reading } from "./searchReadings.ts";
import { stemOf } from "./stem.ts";
import { folded, meantOf } from "./terms.ts";

/** A place that was found. */
export interface Hit {
  readonly place: number;
  /** The terms of the index that were found there. */
  readonly terms: readonly string[];
}

/** A page with its places, the best first. */
export interface HitPage {
  readonly page: number;
  readonly hits: readonly Hit[];
}

/** What was found. */
export interface Findings {
  /** `most`, `some`: no place has all words, and these have most of them, or as many as any place has. */
  readonly words: "all" | "most" | "some";
  readonly pages: readonly HitPage[];
  /** How many places there are in all, and how many of them are among `pages`. */
  readonly total: number;
  readonly shown: number;
  /** Where no place has all words: the query with a word of the book in the place of one that the book does not have. */
  readonly near: readonly string[];
}

/** Looks for a query. */
export type Find = (query: string) => Findings;

const mostPages = 10;
const mostOfPage = 4;

interface Book {
  readonly engine: MiniSearch<Passage>;
  readonly names: Phrasebook;
  readonly places: SearchData["places"];
}

/** Reads the index, with pauses, in which the page answers keys. */
export async function engineOf(data: SearchData): Promise<Find> {
  const book: Book = { engine: await MiniSearch.loadJSONAsync<Passage>(data.index, indexOptions), names: await phrasebookOf(data), places: data.places };
  return (query) => {
    const words = meantOf(withoutArguments(query));
    if (words.length === 0) return { words: "all", pages: [], total: 0, shown: 0, near: [] };
    const whole = found(book, words);
    const { had, results } = whole.length > 0 ? { had: "all" as const, results: whole } : withSome(book, words);
    const pages = grouped(results, data.places);
    const shown = pages.reduce((sum, { hits }) => sum + hits.length, 0);
    return { words: had, pages, total: results.length, shown, near: had === "all" ? [] : nearQueries(book, words) };
  };
}

/** A call as somebody pastes it, `F.dropout(x, training=False)` or `retain_graph=True`, by its name. */
function withoutArguments(query: string): string {
  return query.replace(/(?<=\w)\([^()]*=[^()]*\)/g, "").replace(/(?<=\w)\s*=\s*(?:True|False|None|true|false|null|-?\d[\w.+-]*)(?![\w.])/g, "");
}

/** Places with all words of some reading; where there are none, with errors forgiven. */
function found(book: Book, words: readonly string[]): readonly SearchResult[] {
  const readings = book.names.readings(words);
  const exact = best(readings.map((reading) => search(book, reading, written)));
  const results = exact.length > 0 ? exact : best(readings.map((reading) => search(book, reading, misspelt)));
  return withNamed(book, words, results);
}

function search({ engine, places }: Book, { words, weight }: Reading, wordQuery: WordQuery): readonly SearchResult[] {
  const queries = words.map((word, index) => wordQuery(word, index === words.length - 1));
  return engine.search({ combineWith: "AND", queries }, options(places, weight));
}

function options(places: SearchData["places"], weight = 1): SearchOptions {
  return { boost: { ...weights }, processTerm: (term) => term, boostDocument: (place) => weight * rankOf(places, Number(place)) };
}

function rankOf(places: SearchData["places"], place: number): number {
  const kind = placeKinds[places[place]?.[3] ?? 0];
  return kind === undefined ? 1 : ranks[kind];
}

type WordQuery = (word: string, isLast: boolean) => Query;

/** The word or another form of it; the last one, which is still being written, at least as a beginning. */
const written: WordQuery = (word, isLast) => {
  const forms = [...new Set([word, stemOf(word)])];
  return { combineWith: "OR", queries: forms.map((form) => ({ queries: [form], prefix: form === word && isBegun(word, isLast), weights: { prefix: 0.4, fuzzy: 0 } })) };
};

const misspelt: WordQuery = (word, isLast) => ({
  combineWith: "OR",
  queries: [
    { queries: [stemOf(word)], prefix: isBegun(word, isLast), fuzzy: forgiven(word), weights: { prefix: 0.4, fuzzy: 0.3 } },
    ...(forgiven(word) === false ? [] : swapsOf(word).map((swapped) => ({ queries: [stemOf(swapped)], prefix: false }))),
  ],
});

/** The word with two neighbouring letters in each other's place, which the fuzzy search would count as two errors. */
function swapsOf(word: string): readonly string[] {
  const letters = [...word];
  return letters.slice(1).map((letter, before) => [...letters.slice(0, before), letter, letters[before], ...letters.slice(before + 2)].join(""));
}

/** One letter is the beginning of too much. */
function isBegun(word: string, isLast: boolean): boolean {
  return isLast && word.length > 1;
}

/** How many letters may be wrong. */
function forgiven(word: string): number | false {
  if (word.length < 4) return false;
  return word.length < 8 ? 1 : 2;
}

/** Each place once, as its best reading has it. */
function best(readings: readonly (readonly SearchResult[])[]): readonly SearchResult[] {
  if (readings.length === 1) return readings[0] ?? [];
  const places = new Map<number, SearchResult>();
  for (const result of readings.flat()) {
    const place = Number(result.id);
    if (result.score > (places.get(place)?.score ?? 0)) places.set(place, result);
  }
  return [...places.values()].sort(byScore);
}

const byScore = (a: SearchResult, b: SearchResult): number => b.score - a.score;

/** The places whose name the query is, or has in it, count more. */
function withNamed({ names }: Book, words: readonly string[], results: readonly SearchResult[]): readonly SearchResult[] {
  const named = names.named(words);
  if (named.size === 0) return results;
  return results.map((result) => ({ ...result, score: result.score * (named.get(Number(result.id)) ?? 1) })).sort(byScore);
}

/** Places that have two thirds of the words that mean something, or where there are none as many as any place has, those with more of them first. Errors are forgiven in words that stand nowhere. */
function withSome(book: Book, words: readonly string[]): { readonly had: "most" | "some"; readonly results: readonly SearchResult[] } {
  const most = Math.ceil((2 * words.length) / 3);
  const counts = new Map<number, { readonly result: SearchResult; readonly count: number }>();
  for (const word of words) {
    const exact = book.engine.search(written(word, word === words.at(-1)), options(book.places));
    for (const result of exact.length > 0 ? exact : book.engine.search(misspelt(word, false), options(book.places))) {
      const before = counts.get(Number(result.id));
      const both = before === undefined ? result : { ...result, score: before.result.score + result.score, match: { ...before.result.match, ...result.match } };
      counts.set(Number(result.id), { result: both, count: (before?.count ?? 0) + 1 });
    }
  }
  const found = [...counts.values()].sort((a, b) => b.count - a.count || byScore(a.result, b.result));
  const least = Math.min(most, found[0]?.count ?? 0);
  return { had: least < most ? "some" : "most", results: found.filter(({ count }) => count >= least).map(({ result }) => result) };
}

/** The best places of the best pages: pages in the order of their best place. */
function grouped(results: readonly SearchResult[], places: SearchData["places"]): readonly HitPage[] {
  const pages = new Map<number, Hit[]>();
  for (const { id, match } of results) {
    const place = Number(id);
    const page = places[place]?.[0] ?? 0;
    const hits = pages.get(page);
    if (hits === undefined && pages.size === mostPages) continue;
    const hit = (): Hit => ({ place, terms: Object.keys(match) });
    if (hits === undefined) pages.set(page, [hit()]);
    else if (hits.length < mostOfPage) hits.push(hit());
  }
  return [...pages].map(([page, hits]) => ({ page, hits }));
}

/** The query with a word of a name in the place of one that stands nowhere. */
function nearQueries({ engine, names }: Book, words: readonly string[]): readonly string[] {
  const near = words.flatMap((word, at) => {
    if (engine.search(written(word, false)).length > 0) return [];
    const results = engine.search(word, { processTerm: folded, prefix: word.length > 2, fuzzy: word.length < 4 ? 1 : word.length < 7 ? 2 : 3 });
    const like = [...new Set(results.slice(0, 50).flatMap(({ terms }) => terms))].filter((term) => names.words.has(term)).slice(0, 3);
    return like.map((other) => words.with(at, other).join(" "));
  });
  return [...new Set(near)].slice(0, 6);
}
