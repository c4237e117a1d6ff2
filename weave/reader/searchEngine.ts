/** Looking for words in the index: first as they are written, then with errors forgiven. */
import MiniSearch, { type SearchOptions, type SearchResult } from "minisearch";
import { indexOptions, weights, type Passage, type SearchData } from "./searchData.ts";
import { folded, wordsOf } from "./terms.ts";

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
  /** `most`: no place has all words, and these have most of them. */
  readonly words: "all" | "most";
  readonly pages: readonly HitPage[];
  /** How many places there are in all, and how many of them are among `pages`. */
  readonly total: number;
  readonly shown: number;
  /** Where nothing was found: words of the book that are near. */
  readonly near: readonly string[];
}

/** Looks for a query. */
export type Find = (query: string) => Findings;

const mostPages = 10;
const mostOfPage = 4;

/** Reads the index. */
export function engineOf({ index, places }: SearchData): Find {
  const engine = MiniSearch.loadJSON<Passage>(index, indexOptions);
  return (query) => {
    const words = wordsOf(query).map(folded).filter((word) => word !== "");
    if (words.length === 0) return { words: "all", pages: [], total: 0, shown: 0, near: [] };
    const whole = found(engine, words);
    const results = whole.length > 0 ? whole : withMost(engine, words);
    const pages = grouped(results, places);
    const shown = pages.reduce((sum, { hits }) => sum + hits.length, 0);
    return { words: whole.length > 0 ? "all" : "most", pages, total: results.length, shown, near: results.length > 0 ? [] : nearWords(engine, words) };
  };
}

/** Places with all words: as they are written; else without those that only make a question of them; else with errors forgiven. */
function found(engine: MiniSearch<Passage>, words: readonly string[]): readonly SearchResult[] {
  const meant = words.filter((word) => !functionWords.has(word));
  const readings = meant.length === 0 || meant.length === words.length ? [words] : [words, meant];
  for (const more of [{}, { fuzzy: forgiven }]) {
    for (const reading of readings) {
      const results = engine.search(reading.join(" "), { ...asWritten(reading), ...more });
      if (results.length > 0) return results;
    }
  }
  return [];
}

/** Places that have at least two thirds of the words that mean something, those with more of them first. */
function withMost(engine: MiniSearch<Passage>, words: readonly string[]): readonly SearchResult[] {
  const meant = words.filter((word) => !functionWords.has(word));
  const least = Math.ceil((2 * meant.length) / 3);
  const counted = engine.search(meant.join(" "), { ...asWritten(meant), combineWith: "OR" }).map((result) => ({ result, count: new Set(result.queryTerms).size }));
  return counted.filter(({ count }) => count >= least).sort((a, b) => b.count - a.count).map(({ result }) => result);
}

/** Words of questions, which need not stand where the answer is: "why tanh saturates", "forward mode vs reverse mode". */
const functionWords: ReadonlySet<string> = new Set(
  "a an and are at by can do does for from how i if in is it my of on or should than that the this to versus vs what when where which who why with".split(" ").map(folded),
);

/** All words must stand there, the last one, which is still being written, at least as a beginning. */
function asWritten(words: readonly string[]): SearchOptions {
  return {
    combineWith: "AND",
    boost: { ...weights },
    processTerm: folded,
    prefix: (word, index) => index === words.length - 1 && word.length > 1,
    weights: { prefix: 0.4, fuzzy: 0.3 },
  };
}

/** How many letters may be wrong. */
function forgiven(word: string): number | false {
  if (word.length < 4) return false;
  return word.length < 8 ? 1 : 2;
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

/** Words like those that were written; each word alone where the book has them all, but nowhere together. */
function nearWords(engine: MiniSearch<Passage>, words: readonly string[]): readonly string[] {
  const near = words.flatMap((word) => {
    const results = engine.search(word, { processTerm: folded, prefix: word.length > 2, fuzzy: word.length < 4 ? 1 : word.length < 7 ? 2 : 3 });
    const terms = results.slice(0, 50).flatMap(({ terms: each }) => each);
    return terms.includes(word) ? [word] : [...new Set(terms)].slice(0, 3);
  });
  return [...new Set(near)].filter((word) => words.length > 1 || word !== words[0]).slice(0, 6);
}
