/** A long alphabetical list, letter by letter: a bar of links to the letters, then each with a heading and its own entries. */
import type { Element } from "hast";
import type { Nodes, Root } from "mdast";
import { element } from "./hast.ts";

/** Shorter lists are taken in at a glance, and stay whole. */
const fewest = 30;

/** The entries that begin with one letter, in their order. */
export interface Letter<Entry> {
  /** What the bar calls it. */
  readonly short: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** The entries by their letters, those without one first and files last; null for a list too short to need it. */
export function byLetter<Entry>(entries: readonly Entry[], nameOf: (entry: Entry) => string): readonly Letter<Entry>[] | null {
  if (entries.length < fewest) return null;
  const letters = new Map<string, Entry[]>();
  for (const entry of entries) {
    const short = letterOf(nameOf(entry));
    letters.set(short, [...(letters.get(short) ?? []), entry]);
  }
  return [...letters]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([short, own]) => ({ short, title: short === signs ? "Signs and numbers" : short, entries: own }));
}

/** How its letters are headed: their ids begin with `of`, the bar says what they are the letters of, and `depth` is that of their headings. */
export interface Lettered {
  readonly of: string;
  readonly label: string;
  readonly depth: number;
}

/** The bar and the letters; `listOf` makes the list of one. */
export function letteredList<Entry>(letters: readonly Letter<Entry>[], named: Lettered, listOf: (letter: Letter<Entry>) => Element): Element {
  return element("div", { className: ["lettered"] }, letterBar(letters, named, () => ""), ...headedLetters(letters, named, listOf));
}

/** The bar alone, for letters that stand in the files that `fileOf` says; "" is the bar's own. A letter that stands elsewhere has its id in the bar. */
export function letterBar<Entry>(letters: readonly Letter<Entry>[], { of, label }: Lettered, fileOf: (letter: Letter<Entry>) => string): Element {
  const links = letters.map((letter) => {
    const [id, file] = [letterId(of, letter), fileOf(letter)];
    return element("li", file === "" ? {} : { id }, element("a", { href: `${file}#${encodeURIComponent(id)}` }, letter.short));
  });
  return element("nav", { className: ["letters"], ariaLabel: label }, element("ul", {}, ...links));
}

/** The letters, each under its heading. */
export function headedLetters<Entry>(letters: readonly Letter<Entry>[], { of, depth }: Lettered, listOf: (letter: Letter<Entry>) => Element): readonly Element[] {
  return letters.flatMap((letter) => [element(`h${depth}`, { id: letterId(of, letter) }, letter.title), listOf(letter)]);
}

const letterId = <Entry>(of: string, { short }: Letter<Entry>): string => `${of}-${short.toLowerCase()}`;

/** How deep headings are that stand inside a part of the page: one deeper than the heading above it. */
export function depthBelow(tree: Root, node: Nodes): number {
  const above = tree.children.slice(0, Math.max(0, tree.children.findIndex((each) => each === node))).findLast(({ type }) => type === "heading");
  return above?.type === "heading" ? Math.min(6, Math.max(2, above.depth) + 1) : 2;
}

const signs = "Signs";
const files = "Files";

/** The first letter without its accent: a capital, or a small letter where capitals of another script look like Latin ones. */
function letterOf(name: string): string {
  if (name.startsWith("src/")) return files;
  const [first = ""] = name.normalize("NFKD");
  if (!/\p{L}/u.test(first)) return signs;
  return /\p{Script=Latin}/u.test(first) ? first.toUpperCase() : first.toLowerCase();
}

function rank(short: string): number {
  return short === signs ? 0 : short === files ? 2 : 1;
}
