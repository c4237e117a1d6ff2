/** Generated lists at the back of the book: the index of chunks, of identifiers, of terms, and the bibliography's entries. */
import type { Element, ElementContent } from "hast";
import type { BookBibliographyEntry, BookDocument, BookIndex, IndexEntry } from "../../tree.ts";
import { element, text } from "../hast.ts";
import { entriesOf, indexParts, type IndexPart } from "../indexParts.ts";
import { byLetter, depthBelow, headedLetters, letterBar, letteredList, type Lettered } from "../letters.ts";
import { placeHref, relativeHref } from "../links.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `bookIndex`. */
export const bookIndex: HandlerFor = ({ document, page }) => (_state, node: BookIndex) => indexList(document, node.of, { from: page.href, depth: depthBelow(page.tree, node) });

/** The handler of `bookBibliographyEntry`. */
export const bookBibliographyEntry: HandlerFor = () => (state, node: BookBibliographyEntry) =>
  element("p", { id: node.id, className: ["entry"] }, ...state.all(node));

/** The file in which an index stands, and how deep headings inside it are. */
export interface IndexPlace {
  readonly from: string;
  readonly depth: number;
}

/** One index as a list of links, a long one letter by letter; definitions are bold. One that is too long for a page leads to its pages. */
export function indexList(document: BookDocument, of: BookIndex["of"], { from, depth }: IndexPlace): Element {
  const all = entriesOf(document, of);
  const parts = indexParts(all, of, from);
  const named = lettered(of, depth);
  if (parts.length > 0) return element("div", { className: ["lettered"] }, partsBar(parts, named, from), element("ul", { className: ["index", of] }, ...parts.map((part) => partItem(part, from))));
  const letters = byLetter(all, (entry) => entry.text);
  return letters === null ? listOf(all, of, from) : letteredList(letters, named, ({ entries }) => listOf(entries, of, from));
}

/** What a page of a long index shows: the letters of all pages, and its own with their entries. */
export function indexPartList(part: IndexPart, parts: readonly IndexPart[]): Element {
  const named = lettered(part.of, 2);
  return element("div", { className: ["lettered"] }, partsBar(parts, named, part.href), ...headedLetters(part.letters, named, ({ entries }) => listOf(entries, part.of, part.href)));
}

const lettered = (of: BookIndex["of"], depth: number): Lettered => ({ of, label: `Letters of the ${of}`, depth });

const listOf = (entries: readonly IndexEntry[], of: BookIndex["of"], from: string): Element => element("ul", { className: ["index", of] }, ...entries.map((entry) => item(entry, of, from)));

/** Each letter once, with this page where that has some of it, or else the first one. */
function partsBar(parts: readonly IndexPart[], named: Lettered, from: string): Element {
  const byRank = [...parts.filter(({ href }) => href !== from).toReversed(), ...parts.filter(({ href }) => href === from)];
  const places = new Map(byRank.flatMap(({ href, letters }) => letters.map((letter) => [letter.short, { href, letter }] as const)));
  const all = [...new Set(parts.flatMap(({ letters }) => letters.map(({ short }) => short)))].flatMap((short) => places.get(short) ?? []);
  return letterBar(all.map(({ letter }) => letter), named, ({ short }) => relativeHref(from, places.get(short)?.href ?? from));
}

/** "A–C: `abs` to `column`", a link to the page. */
function partItem({ of, href, title, letters }: IndexPart, from: string): Element {
  const entries = letters.flatMap((letter) => letter.entries);
  const [first, last] = [entries[0], entries.at(-1)];
  const ends = first === undefined || last === undefined ? [] : [text(": "), heading(first, of), text(" to "), heading(last, of)];
  return element("li", {}, element("a", { href: relativeHref(from, href) }, title), ...ends);
}

function item(entry: IndexEntry, of: BookIndex["of"], from: string): Element {
  return element("li", {}, heading(entry, of), ...(entry.see === null ? places(entry, from) : seeAlso(entry.see, entry, from)));
}

function heading(entry: IndexEntry, of: BookIndex["of"]): ElementContent {
  if (of === "identifiers" || entry.text.startsWith("src/")) return element("code", {}, entry.text);
  if (of === "chunks") return element("span", { className: ["chunk-name"] }, `⟨${entry.text}⟩`);
  return text(entry.text);
}

/** ", see *term*", with a link to where the term is defined; the other places stand with that term. */
function seeAlso(term: string, { places: [place] }: IndexEntry, from: string): ElementContent[] {
  const name: ElementContent = place === undefined ? text(term) : element("a", { href: placeHref(from, place) }, term);
  return [text(", see "), element("em", {}, name)];
}

/** The places by section number; several in one section are told apart by letters. */
function places(entry: IndexEntry, from: string): ElementContent[] {
  const total = new Map<string, number>();
  for (const { page } of entry.places) total.set(page.id, (total.get(page.id) ?? 0) + 1);
  const seen = new Map<string, number>();
  return entry.places.flatMap((place) => {
    const nth = seen.get(place.page.id) ?? 0;
    seen.set(place.page.id, nth + 1);
    const letter = (total.get(place.page.id) ?? 1) > 1 ? letterOf(nth) : "";
    const link = element("a", { href: placeHref(from, place) }, (place.page.number ?? place.page.titleText) + letter);
    // an index is long: an element is shorter than a class of links
    return [text("  "), place.primary ? element("b", {}, link) : link];
  });
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : String(index + 1);
}
