/** The search index of the edition: one file that is loaded when something is first looked for, and the texts of each page for its snippets. */
import type { Notation } from "../../reader/signs.ts";
import { indexName, passagesName, placeKinds, type SearchData } from "../../reader/searchData.ts";
import { once } from "../../once.ts";
import type { BookDocument, Page } from "../../tree.ts";
import type { Batch, NamedFile } from "../batch.ts";
import { digest } from "../fingerprint.ts";
import { dataScript } from "../previews.ts";
import type { PrunedStore, Store } from "../store.ts";
import { indexedPage, indexKeys, joinedIndex, type Indexed, type IndexedPage } from "./joined.ts";
import { placesOn, type FoundPlace } from "./passages.ts";

/** A page with its places. */
export interface FoundPage {
  readonly href: string;
  readonly title: string;
  readonly places: readonly FoundPlace[];
}

/** The pages of the book with all that can be found on them. */
export function foundPages(document: BookDocument, notation: Notation | null): readonly FoundPage[] {
  const places = placesOn(document, notation);
  return document.pages.map((page) => ({ ...foundPage(page), places: places(page) }));
}

function foundPage({ href, number, titleText }: Page): Omit<FoundPage, "places"> {
  return { href, title: number === null ? titleText : `${number} ${titleText}` };
}

/** The index of pages. */
export function searchData(pages: readonly FoundPage[], store: Store): SearchData {
  return dataOf(pages.map(({ places, ...page }) => ({ ...page, ...entryOf(places), found: () => places })), store);
}

/** A page as the index knows it: how its places are called, and with `found` what they say. */
interface PageEntry extends Omit<FoundPage, "places">, Entry {
  readonly found: () => readonly FoundPlace[];
}

/** What is kept of a page's places beside them. */
interface Entry {
  /** A digest of what is indexed. */
  readonly key: string;
  readonly places: readonly (readonly [id: string, title: string, kind: number])[];
  /** By the place's number on the page. */
  readonly synonyms: readonly (readonly [place: number, names: readonly string[]])[];
}

function entryOf(places: readonly FoundPlace[]): Entry {
  return {
    key: indexedPage(indexedOf(places)).key,
    places: places.map(({ id, title, kind }) => [id, title, placeKinds.indexOf(kind)]),
    synonyms: places.flatMap(({ synonyms = [] }, place) => (synonyms.length === 0 ? [] : [[place, synonyms] as const])),
  };
}

function indexedOf(places: readonly FoundPlace[]): readonly Indexed[] {
  return places.map(({ title, names, text, signs }) => ({ title, names, text, signs }));
}

function indexedPages(pages: readonly PageEntry[]): readonly IndexedPage[] {
  return pages.map(({ key, places, found }) => ({ key, count: places.length, places: () => indexedOf(found()) }));
}

function dataOf(pages: readonly PageEntry[], store: Store): SearchData {
  let first = 0;
  const synonyms = pages.flatMap(({ places, synonyms: own }) => {
    const base = first;
    first += places.length;
    return own.map(([place, names]) => [base + place, names] as const);
  });
  return {
    pages: pages.map(({ href, title }) => [href, title] as const),
    places: pages.flatMap(({ places }, page) => places.map(([id, title, kind]) => [page, id, title, kind] as const)),
    synonyms: Object.fromEntries(synonyms),
    index: joinedIndex(indexedPages(pages), store),
  };
}

/** What is kept of the pages. */
export interface KeptPages {
  readonly store: PrunedStore;
  /** A key of a page's content and of all that can be referred to. */
  readonly placed: (page: Page) => string;
}

/** The files: that of the index, and those of the pages. */
export function searchBatches(document: BookDocument, notation: Notation | null, { store, placed }: KeptPages): readonly Batch[] {
  const lists = digest(JSON.stringify([notation, document.terms, document.identifierIndex.map(({ text, places }) => [text, places.map(({ id, page, primary }) => [id, page.id, primary])])]));
  const placesOf = once(() => placesOn(document, notation));
  const keys = document.pages.map((page) => digest(`places ${lists} ${placed(page)}`));
  const pages = document.pages.map((page, at) => ({ ...foundPage(page), ...entryIn(store, keys[at] ?? "", () => placesOf()(page)) }));
  store.keep(new Set([...keys, ...keys.map(textKey), ...indexKeys(indexedPages(pages))]));
  const file = (name: string, value: unknown): NamedFile => [`assets/${name}.js`, { text: dataScript(name, value) }];
  return [
    { key: digest(JSON.stringify(["search", pages])), files: () => [file(indexName, dataOf(pages, store))] },
    ...pages.map(({ key, found }, page): Batch => ({ key: digest(`passages ${page} ${key}`), files: () => [file(passagesName(page), found().map(({ text }) => text))] })),
  ];
}

/** Takes what can be found on a page from the store, where the places themselves are read only when somebody asks for them. */
function entryIn(store: Store, key: string, make: () => readonly FoundPlace[]): Entry & Pick<PageEntry, "found"> {
  const kept = store.get(key);
  if (kept !== undefined && store.has(textKey(key))) {
    return { ...(JSON.parse(kept) as Entry), found: once(() => JSON.parse(store.get(textKey(key)) ?? "[]") as readonly FoundPlace[]) };
  }
  const places = make();
  const entry = entryOf(places);
  store.set(textKey(key), JSON.stringify(places));
  store.set(key, JSON.stringify(entry));
  return { ...entry, found: () => places };
}

const textKey = (key: string): string => `${key}.places`;
