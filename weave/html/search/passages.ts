/** What can be found: each term with its meaning, each heading with the text under it, each block, chunk and cell, by the nearest place that a link can lead to. */
import type { Nodes } from "mdast";
import { homeOf } from "../../document/notation.ts";
import type { PlaceKind } from "../../reader/searchData.ts";
import { signsIn, type Notation } from "../../reader/signs.ts";
import type { BookBlock, BookCode, BookDocument, Page } from "../../tree.ts";
import { textOf, walk } from "../../walk.ts";
import { cellIdsOf } from "../cellIds.ts";
import { plainText } from "./plain.ts";

/** A place and what is said there. */
export interface FoundPlace {
  /** Its id on the page; "" for the page itself. */
  readonly id: string;
  readonly kind: PlaceKind;
  readonly title: string;
  readonly text: string;
  readonly names: string;
  readonly signs: string;
  /** Of a definition: the other names of its term. */
  readonly synonyms?: readonly string[];
}

/** Gives the places of a page: the terms that are at home there, then the rest in the order of its text. */
export function placesOn(document: BookDocument, notation: Notation | null): (page: Page) => readonly FoundPlace[] {
  const defined = definedNames(document);
  const synonyms = namesByPlace(document);
  const definitions = definitionsByPage(document);
  return (page) => {
    const ids = cellIdsOf(document, page);
    const titles: Titles = {
      idOf: (code) => code.id ?? ids.get(code) ?? null,
      labelOf: (id) => document.targets.get(id)?.label ?? "",
    };
    const stretches = sectionsOf(page, titles).map(({ id, kind, title, nodes, isApart, block }) => ({
      id,
      kind: kind !== "bibliography" && nodes.length > 0 && nodes.every(isMade) ? "copy" : kind,
      title,
      text: plainText(nodes, (node) => isApart(node)),
      names: [...(defined.get(`${page.id}#${id}`) ?? []), ...new Set(termsIn(nodes, isApart, synonyms))].join(" "),
      signs: meaningsIn(nodes, isApart, { notation, chapter: ((block && homeOf(document, block)) ?? page.chapter).folder }),
    }));
    return [...(definitions.get(page) ?? []), ...stretches];
  };
}

/** Every term of the list, with its meaning, by the page that defines or treats it. */
function definitionsByPage({ terms, targets }: BookDocument): ReadonlyMap<Page, readonly FoundPlace[]> {
  const pages = new Map<Page, FoundPlace[]>();
  for (const { term, also, means, ids: [home = ""] } of terms) {
    const target = targets.get(home);
    if (target === undefined) continue;
    const id = target.id === target.page.id ? "" : target.id;
    const place: FoundPlace = { id, kind: "definition", title: term, text: plainText(means, () => false), names: also.join(" "), signs: "", synonyms: also };
    pages.set(target.page, [...(pages.get(target.page) ?? []), place]);
  }
  return pages;
}

/** What the book makes itself, a list of what it says elsewhere, has no place in an author's file. */
function isMade(node: Nodes): boolean {
  return node.position === undefined && node.type !== "bookBlock" && node.type !== "text";
}

/** How the places of a page are called. */
interface Titles {
  readonly idOf: (code: BookCode) => string | null;
  /** What a reference to a target of the book prints. */
  readonly labelOf: (id: string) => string;
}

interface Stretch {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly title: string;
  readonly nodes: Nodes[];
  /** True for what has a place of its own. */
  readonly isApart: (node: Nodes) => boolean;
  /** Whose content it is; null for what stands under a heading, in a listing or an entry. */
  readonly block: BookBlock | null;
}

function sectionsOf(page: Page, titles: Titles): readonly Stretch[] {
  const apart = new Set<Nodes>();
  const isApart = (node: Nodes): boolean => apart.has(node);
  let current: Stretch = { id: "", kind: "page", title: page.titleText, nodes: [], isApart, block: null };
  const stretches = [current];
  const inside = (node: Nodes): void => walk(node, (child) => {
    const isEntry = child.data?.entry !== undefined;
    const own = isEntry ? null : ownPlace(child, current.title, titles);
    if (own === null && !isEntry) return;
    apart.add(child);
    // what the glossary says of a term is found as its definition
    if (own === null) return;
    // its own nodes are those below it, so that what stands apart in them can be told from it
    stretches.push({ ...own, nodes: contentOf(child), isApart, block: child.type === "bookBlock" ? child : null });
  });
  for (const node of page.tree.children) {
    if (node.type === "heading") {
      current = { id: node.data?.id ?? "", kind: "heading", title: textOf(node), nodes: [], isApart, block: null };
      stretches.push(current);
      continue;
    }
    current.nodes.push(node);
    inside({ type: "root", children: [node] });
  }
  return stretches;
}

/** Blocks, chunks, cells and entries of the bibliography. */
function ownPlace(node: Nodes, heading: string, { idOf, labelOf }: Titles): Pick<Stretch, "id" | "kind" | "title"> | null {
  if (node.type === "bookBlock" && node.kind !== "answer") return { id: node.id, kind: kindOf(node), title: blockTitle(node) };
  if (node.type === "bookBibliographyEntry") return { id: node.id, kind: "bibliography", title: labelOf(node.id) };
  if (node.type !== "bookCode" || node.hide || !printedApart.has(node.role)) return null;
  const id = idOf(node);
  return id === null ? null : { id, kind: "code", title: node.chunk === null ? heading : chunkTitle(node.chunk) };
}

/** A card in the quick reference repeats that of its section. */
function kindOf({ kind, data }: BookBlock): PlaceKind {
  if (kind === "exercise" || kind === "hint" || kind === "solution") return "exercise";
  return data?.home === undefined ? "block" : "copy";
}

const printedApart: ReadonlySet<BookCode["role"]> = new Set(["file", "chunk", "run", "experiment", "fragment", "wrong"]);

function contentOf(node: Nodes): Nodes[] {
  if (node.type === "bookBlock") return node.kind === "answer" ? [] : [...node.children, ...node.caption];
  if (node.type === "bookCode") return [{ type: "text", value: node.value }];
  return "children" in node ? [...node.children] : [];
}

function blockTitle({ kind, label, title, caption }: BookBlock): string {
  return [label, kind === "card" ? textOf(caption) : "", textOf(title)].filter((part) => part !== "").join(" · ");
}

function chunkTitle({ kind, name }: NonNullable<BookCode["chunk"]>): string {
  return kind === "file" ? name : `⟨${name}⟩`;
}

/** Names of the program and terms by the place that defines them: `PAGE#ID`. */
function definedNames({ identifierIndex, terms, targets }: BookDocument): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (key: string, text: string): void => void names.set(key, [...(names.get(key) ?? []), text]);
  for (const { text, places } of identifierIndex) {
    for (const { id, page } of places.filter(({ primary }) => primary)) add(`${page.id}#${id}`, text);
  }
  for (const { term, also, ids } of terms) {
    for (const target of ids.flatMap((id) => targets.get(id) ?? [])) {
      const { id, page, kind } = target;
      // bold words are found in the text, where they have no place of their own
      if (kind !== "term") add(`${page.id}#${id === page.id ? "" : id}`, [term, ...also].join(" "));
    }
  }
  return names;
}

/** The words of the list by the places to which they lead; several terms may have one home. */
function namesByPlace({ terms }: BookDocument): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { term, also, ids } of terms) for (const id of ids) names.set(id, [...(names.get(id) ?? []), term, ...also]);
  return names;
}

function termsIn(nodes: readonly Nodes[], isApart: (node: Nodes) => boolean, synonyms: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const terms: string[] = [];
  each(nodes, isApart, (node) => void (node.type === "bookTerm" && terms.push(node.term, ...(synonyms.get(node.id) ?? []))));
  return terms;
}

function meaningsIn(nodes: readonly Nodes[], isApart: (node: Nodes) => boolean, { notation, chapter }: { readonly notation: Notation | null; readonly chapter: string }): string {
  const meanings = new Set<string>();
  if (notation === null) return "";
  each(nodes, isApart, (node) => {
    if (node.type === "bookMath") for (const [, , meaning] of signsIn(node.value, notation, chapter)) meanings.add(meaning.replace(/<(annotation|math)[^]*?<\/\1>|<[^>]*>/g, " "));
  });
  return [...meanings].join(" ").replace(/\s+/g, " ");
}

function each(nodes: readonly Nodes[], isApart: (node: Nodes) => boolean, visit: (node: Nodes) => void): void {
  for (const node of nodes.filter((one) => !isApart(one))) {
    visit(node);
    walk(node, (child) => void (isApart(child) || visit(child)), isApart);
  }
}
