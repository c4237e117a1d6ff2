/** The search index of the edition: one file that is loaded when something is first looked for, and the texts of each page for its snippets. */
import type { Notation } from "../../reader/signs.ts";
import { indexName, passagesName, placeKinds, type SearchData } from "../../reader/searchData.ts";
import { once } from "../../once.ts";
import type { BookDocument, Page } from "../../tree.ts";
import type { SiteFile } from "../assets.ts";
import { digest } from "../fingerprint.ts";
import { dataScript } from "../previews.ts";
import type { PrunedStore, Store } from "../store.ts";
import { joinedIndex } from "./joined.ts";
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
  return document.pages.map((page) => foundPage(page, places(page)));
}

function foundPage({ href, number, titleText }: Page, places: readonly FoundPlace[]): FoundPage {
  return { href, title: number === null ? titleText : `${number} ${titleText}`, places };
}

/** The index of pages. */
export function searchData(pages: readonly FoundPage[], store: Store): SearchData {
  const flat = pages.flatMap(({ places }, page) => places.map((place) => ({ page, place })));
  return {
    pages: pages.map(({ href, title }) => [href, title] as const),
    places: flat.map(({ page, place: { id, title, kind } }) => [page, id, title, placeKinds.indexOf(kind)] as const),
    synonyms: Object.fromEntries(flat.flatMap(({ place: { synonyms = [] } }, place) => (synonyms.length === 0 ? [] : [[place, synonyms]]))),
    index: joinedIndex(pages.map(({ places }) => places.map(({ title, names, text, signs }) => ({ title, names, text, signs }))), store),
  };
}

/** What is kept of the pages. */
export interface KeptPages {
  readonly store: PrunedStore;
  /** A key of a page's content and of all that surrounds it. */
  readonly seen: (page: Page) => string;
}

/** The files, by their path in the edition. */
export function searchFiles(document: BookDocument, notation: Notation | null, { store: all, seen }: KeptPages): readonly (readonly [string, SiteFile])[] {
  const used = new Set<string>();
  const store: Store = { ...all, get: (key) => (used.add(key), all.get(key)), has: (key) => (used.add(key), all.has(key)) };
  const lists = digest(JSON.stringify([notation, document.terms, document.identifierIndex.map(({ text, places }) => [text, places.map(({ id, page, primary }) => [id, page.id, primary])])]));
  const placesOf = once(() => placesOn(document, notation));
  const pages = document.pages.map((page) => {
    const key = digest(`places ${lists} ${seen(page)}`);
    const kept = store.get(key);
    if (kept !== undefined) return foundPage(page, JSON.parse(kept) as readonly FoundPlace[]);
    const places = placesOf()(page);
    store.set(key, JSON.stringify(places));
    return foundPage(page, places);
  });
  const file = (name: string, value: unknown): readonly [string, SiteFile] => [`assets/${name}.js`, { text: dataScript(name, value) }];
  const files = [file(indexName, searchData(pages, store)), ...pages.map(({ places }, page) => file(passagesName(page), places.map(({ text }) => text)))];
  all.keep(used);
  return files;
}
