/** The search index as it is kept in the edition, and the options with which it is made and read. */
import type { Options } from "minisearch";
import { compoundsOf, exactTermsOf, folded, functionWords, termsOf, wordsOf } from "./terms.ts";

/** The names of its files in `assets/`; the texts of page 3 are `passages/3`. */
export const indexName = "search-index";
export const passagesName = (page: number): string => `passages/${page}`;

/** What kind of place it is, the best answer to a question first. `copy`: what the book says elsewhere, collected in a list. */
export const placeKinds = ["definition", "page", "heading", "block", "exercise", "code", "copy", "bibliography"] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** What a match in a place of the kind counts. */
export const ranks: Readonly<Record<PlaceKind, number>> = { definition: 3, page: 1.6, heading: 1.3, block: 1, exercise: 0.6, code: 0.5, copy: 0.4, bibliography: 0.3 };

/** What `search-index` gives. A place's number is its document id in the index. */
export interface SearchData {
  /** The pages in the order of the book: the address below the edition's folder, and the number and title. */
  readonly pages: readonly (readonly [href: string, title: string])[];
  /** Every definition, heading, block, chunk and cell: its page, its id there ("" for the page itself), how it is called, its place in `placeKinds`. Those of a page stand together. */
  readonly places: readonly (readonly [page: number, id: string, title: string, kind: number])[];
  /** For the place of a definition: the other names of its term. */
  readonly synonyms: Readonly<Record<number, readonly string[]>>;
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
export const indexOptions = {
  fields: ["title", "names", "text", "signs"],
  tokenize: (text, field) => (isNamed(field) ? [...wordsOf(text), ...compoundsOf(text)] : [...wordsOf(text)]),
  processTerm: (word, field) => (isNamed(field) ? exactTermsOf(word) : functionWords.has(folded(word)) ? null : termsOf(word)),
} satisfies Options<Passage>;

function isNamed(field: string | undefined): boolean {
  return field === "title" || field === "names";
}

/** What a place's title, names and signs weigh beside its text. */
export const weights = { title: 5, names: 4, text: 1, signs: 0.5 } as const;
