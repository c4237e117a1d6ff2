/** The companion: every piece that the book sets aside, by chapter and file, in two columns, with indexes of its own. */
import type { BookCode, BookDocument, IndexEntry, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import { pieceMarkup } from "./code.ts";
import { typstMarkup, typstString } from "./escape.ts";
import { entriesMarkup } from "./indexes.ts";
import { programMatter, settings, titleAlone } from "./matter.ts";
import type { GatheringText } from "./gatherings.ts";
import { anchored, printed, type NewSession, type Session } from "./session.ts";
import type { ChapterAside, Piece, SetAside } from "./setAside.ts";

/** The companion's gatherings: what stands before the code, each chapter, each index. */
export function programTexts(document: BookDocument, aside: SetAside, newSession: NewSession): readonly GatheringText[] {
  const roots = rootFiles(document);
  const front = newSession();
  const contents: string[] = [];
  const following = [
    ...aside.chapters.map((each) => ({ name: each.chapter.opening.id, markup: (headings: Headings) => chapterMarkup(each, roots, headings) })),
    ...indexesOf(document, aside),
  ].map(({ name, markup }): GatheringText => {
    const session = newSession();
    let count = 0;
    const body = markup({
      session,
      head: (role, title, number = null) => {
        const id = anchored(`program--${name}--${(count += 1)}`, session);
        if (role !== "section") contents.push(`#program-entry("${role}", ${printed(`program--${name}--${count}`, front)}, ${title}${number === null ? "" : `, number: ${typstString(number)}`})`);
        return id;
      },
    });
    return { source: sourceOf(titleAlone(document.meta), body), session, opensRight: false };
  });
  return [{ source: sourceOf(settings(document.meta), programMatter(document, contents.join("\n"))), session: front, opensRight: true }, ...following];
}

function sourceOf(told: string, body: string): string {
  return ['#import "/template/program.typ": *', `#show: program.with(${told})`, body, ""].join("\n\n");
}

/** A gathering's session, and what names its headings: an anchor each, and a line of the contents for those that have one. */
interface Headings {
  readonly session: Session;
  readonly head: (role: "chapter" | "file" | "cells" | "section", title: string, number?: string | null) => string;
}

/** What a place in the book is called from here: `§ 1.5`, `Chapter 1`, or the title of a page without a number. */
export function placeInBook({ number, role, titleText }: Page): string {
  if (number === null) return titleText;
  return role === "opening" ? `Chapter ${number}` : `§ ${number}`;
}

/** First the files, by path, each with its own parts and those of the chunks that it uses; then what is no part of the program, by section. */
function chapterMarkup({ chapter, pieces }: ChapterAside, roots: ReadonlyMap<string, string>, { session, head }: Headings): string {
  const number = chapter.number === null ? "" : `, number: ${typstString(chapter.number)}`;
  const parts = pieces.filter(({ code }) => code.chunk !== null);
  const files = grouped(parts, ({ id }) => roots.get(id) ?? "").toSorted(([a], [b]) => (a < b ? -1 : 1));
  const others = grouped(pieces.filter(({ code }) => code.chunk === null), ({ page }) => page);
  const title = `[${typstMarkup(chapter.opening.titleText)}]`;
  return [
    `#program-chapter(${head("chapter", title, chapter.number)}${number})${title}`,
    ...files.flatMap(([path, own]) => [`#program-file(${head("file", typstString(path))}, ${typstString(path)})`, ...own.map((piece) => pieceMarkup(piece, placeInBook(piece.page), session))]),
    ...(others.length === 0 ? [] : [`#program-cells(${head("cells", "[Cells and checks]")})`]),
    ...others.flatMap(([page, own]) => [
      `#program-section(${head("section", "")})[${typstMarkup([page.number, page.titleText].filter((word) => word !== null).join(" "))}]`,
      ...own.map((piece) => pieceMarkup(piece, labelOf(piece), session)),
    ]),
  ].join("\n\n");
}

/** What a piece is that is no part of the program. */
function labelOf({ code, around }: Piece): string {
  switch (code.role) {
    case "verify": return around === null ? "A check" : `The check of ${around.label}`;
    case "figure": return around === null ? "A figure" : `What draws ${around.label}`;
    case "experiment": return "An experiment";
    case "wrong": return "A mistake on purpose";
    case "output": return "What is printed";
    case "fragment":
    case "plain": return "A text";
    default: return "A cell";
  }
}

/** The file that each part of a chunk goes into, by the part's id; of several the first by path. */
function rootFiles(document: BookDocument): ReadonlyMap<string, string> {
  const parts = new Map<string, NonNullable<BookCode["chunk"]>>();
  for (const page of document.pages) walk(page.tree, (node) => void (node.type === "bookCode" && node.chunk !== null && parts.set(node.chunk.id, node.chunk)));
  const roots = new Map<string, string>();
  return new Map([...parts.keys()].map((id) => [id, rootOf(id)]));

  function rootOf(id: string): string {
    const part = parts.get(id);
    if (part === undefined) return "";
    if (part.kind === "file") return part.name;
    const known = roots.get(id);
    if (known !== undefined) return known;
    roots.set(id, ""); // chunks do not use each other in a circle, but a book with a mistake may
    const root = part.usedIn.map((user) => rootOf(user.id)).filter((path) => path !== "").toSorted()[0] ?? "";
    roots.set(id, root);
    return root;
  }
}

/** The indexes of files and chunks and of identifiers, with the places in the companion alone. */
function indexesOf(document: BookDocument, { ids }: SetAside): readonly { readonly name: string; readonly markup: (headings: Headings) => string }[] {
  const here = (entries: readonly IndexEntry[]): readonly IndexEntry[] =>
    entries.map((entry) => ({ ...entry, places: entry.places.filter(({ id }) => ids.has(id)) })).filter(({ places }) => places.length > 0);
  const index = (title: string, of: "chunks" | "identifiers", entries: readonly IndexEntry[]): ReturnType<typeof indexesOf> => (entries.length === 0 ? [] : [{
    name: `index-of-${of}`,
    markup: ({ session, head }) => `#program-index(${head("chapter", `[${title}]`)}, [${title}])[\n${entriesMarkup(entries, of, session)}\n]`,
  }]);
  return [...index("Index of files and chunks", "chunks", here(document.chunkIndex)), ...index("Index of identifiers", "identifiers", here(document.identifierIndex))];
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): readonly (readonly [K, readonly T[]])[] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}
