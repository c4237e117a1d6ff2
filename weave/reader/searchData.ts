/** The search index as it is kept in the edition, and the options with which it is made and read. */
import type { Options } from "minisearch";
import { termsOf, wordsOf } from "./terms.ts";

/** The names of its files in `assets/`; the texts of page 3 are `passages/3`. */
export const indexName = "search-index";
export const passagesName = (page: number): string => `passages/${page}`;

/** What `search-index` gives. A place's number is its document id in the index. */
export interface SearchData {
  /** The pages in the order of the book: the address below the edition's folder, and the number and title. */
  readonly pages: readonly (readonly [href: string, title: string])[];
  /** Every heading, block, chunk and cell: its page, its id there ("" for the page itself), how it is called. Those of a page stand together. */
  readonly places: readonly (readonly [page: number, id: string, title: string])[];
  /** MiniSearch's index as JSON. */
  readonly index: string;
}

/** What is indexed of a place. */
export interface Passage {
  readonly id: number;
  readonly title: string;
  /** The terms and names that are defined there. */
  readonly names: string;
  readonly text: string;
  /** What the signs in its formulas mean. */
  readonly signs: string;
}

/** MiniSearch's options; nothing is stored with the index, since the places are kept beside it. */
export const indexOptions: Options<Passage> = {
  fields: ["title", "names", "text", "signs"],
  tokenize: (text) => [...wordsOf(text)],
  processTerm: (word) => termsOf(word),
};

/** What a place's title, names and signs weigh beside its text. */
export const weights = { title: 5, names: 4, text: 1, signs: 0.5 } as const;
