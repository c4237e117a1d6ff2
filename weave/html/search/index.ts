/** The search index of the edition: one file that is loaded when something is first looked for, and the texts of each page for its snippets. */
import type { Notation } from "../../reader/signs.ts";
import { indexName, passagesName, placeKinds, type SearchData } from "../../reader/searchData.ts";
import type { BookDocument } from "../../tree.ts";
import type { SiteFile } from "../assets.ts";
import { dataScript } from "../previews.ts";
import type { PrunedStore } from "../store.ts";
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
  return document.pages.map((page) => ({
    href: page.href,
    title: page.number === null ? page.titleText : `${page.number} ${page.titleText}`,
    places: places(page),
  }));
}

/** The index of pages. */
export function searchData(pages: readonly FoundPage[], store: PrunedStore): SearchData {
  const flat = pages.flatMap(({ places }, page) => places.map((place) => ({ page, place })));
  return {
    pages: pages.map(({ href, title }) => [href, title] as const),
    places: flat.map(({ page, place: { id, title, kind } }) => [page, id, title, placeKinds.indexOf(kind)] as const),
    synonyms: Object.fromEntries(flat.flatMap(({ place: { synonyms = [] } }, place) => (synonyms.length === 0 ? [] : [[place, synonyms]]))),
    index: joinedIndex(pages.map(({ places }) => places.map(({ title, names, text, signs }) => ({ title, names, text, signs }))), store),
  };
}

/** The files, by their path in the edition. */
export function searchFiles(document: BookDocument, notation: Notation | null, store: PrunedStore): readonly (readonly [string, SiteFile])[] {
  const pages = foundPages(document, notation);
  const file = (name: string, value: unknown): readonly [string, SiteFile] => [`assets/${name}.js`, { text: dataScript(name, value) }];
  return [file(indexName, searchData(pages, store)), ...pages.map(({ places }, page) => file(passagesName(page), places.map(({ text }) => text)))];
}
