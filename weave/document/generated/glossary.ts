/** `::glossary`: every term of the list with its meaning, every other one with the sentence that defines it. */
import type { BlockContent, ListItem, PhrasingContent, Root } from "mdast";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { Collected } from "../collected.ts";
import type { Draft } from "../draft.ts";
import type { ListedTerm } from "../listedTerms.ts";
import { pageLabel } from "../pageTitles.ts";
import type { BookTerm } from "../../tree.ts";
import { isSettled, text, walk, walkOpen } from "../../walk.ts";
import { item, paragraph } from "./grouped.ts";
import { plainCopy } from "./plainCopy.ts";

/** A list: the term, its meaning or its sentence, its synonyms, a link to where it stands. */
export function glossary({ drafts, listed, labels }: Collected): readonly BlockContent[] {
  const places = new Map(drafts.flatMap(({ draft }) => answerOf(draft, definitions).map((entry) => [entry.term.id, { ...entry, draft }] as const)));
  const known = new Set(listed.flatMap(({ bold }) => bold));
  const entries: readonly Named[] = [
    ...listed.map((each) => ({ name: each.term, item: listedItem(each, { places, labels }) })),
    ...[...places.values()].filter(({ term }) => !known.has(term.id)).map((entry) => ({ name: entry.term.term, item: entryItem(entry) })),
  ];
  if (entries.length === 0) return [paragraph([text("No term is defined yet.")])];
  const items = [...entries].sort((a, b) => order.compare(a.name, b.name)).map((each) => each.item);
  return [{ type: "list", ordered: false, spread: false, children: items }];
}

interface Named {
  readonly name: string;
  readonly item: ListItem;
}

/** Alphabetical order for a reader, the same on every machine. */
export const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A term with the sentence that defines it. */
interface Definition {
  readonly term: BookTerm;
  readonly sentence: readonly PhrasingContent[];
}

interface Entry extends Definition {
  readonly draft: Draft;
}

interface Known {
  readonly places: ReadonlyMap<string, Entry>;
  readonly labels: ReadonlyMap<string, string>;
}

/** "**perplexity** — The exponential … Also called *branching factor*. (Section 1.3)"; what only the glossary defines has its id here. */
function listedItem({ term, also, means, bold, where, home }: ListedTerm, { places, labels }: Known): ListItem {
  const strong: PhrasingContent = { type: "strong", children: [text(term)] };
  const name: PhrasingContent = bold.length === 0 && where.length === 0
    ? { type: "bookTerm", id: home, term, children: [text(term)] }
    : { type: "bookReference", target: home, children: [strong] };
  const draft = places.get(home)?.draft;
  // where another term's bold words are its home, their page is the place; where the glossary is, there is none
  const place = draft !== undefined ? { id: draft.pageId, label: pageLabel(draft) } : where.length > 0 ? { id: home, label: labels.get(home) ?? home } : null;
  const link: PhrasingContent[] = place === null ? [] : [text(" ("), { type: "bookReference", target: place.id, children: [text(place.label)] }, text(")")];
  return entry(term, name.type === "bookTerm" ? home : null, [name, text(" — "), ...means, ...synonyms(also), ...link]);
}

/** An item that the search can tell from what stands around it: `id` is its anchor where only the glossary has the term. */
function entry(term: string, id: string | null, children: PhrasingContent[]): ListItem {
  return { ...item(children), data: { entry: { term, id } } };
}

/** " Also called *a*, *b* or *c*." */
function synonyms(also: readonly string[]): PhrasingContent[] {
  if (also.length === 0) return [];
  const names = also.flatMap((each, index): PhrasingContent[] => [
    text(index === 0 ? " Also called " : index === also.length - 1 ? " or " : ", "),
    { type: "emphasis", children: [text(each)] },
  ]);
  return [...names, text(".")];
}

function entryItem({ term, sentence, draft }: Entry): ListItem {
  const name: PhrasingContent = { type: "bookReference", target: term.id, children: [{ type: "strong", children: [text(term.term)] }] };
  const where: PhrasingContent = { type: "bookReference", target: draft.pageId, children: [text(pageLabel(draft))] };
  return entry(term.term, null, [name, text(" — "), ...plainCopy(sentence), text(" ("), where, text(")")]);
}

const definitions: Question<readonly Definition[]> = { module: "weave/document/generated/glossary.ts", name: "definitions", answer: definitionsIn };

/** The terms of a file, each with the sentence around it. */
function definitionsIn(tree: Root): readonly Definition[] {
  const found = new Map<string, Definition>();
  walkOpen(tree, (node) => {
    if (isSettled(node)) return;
    if (node.type !== "paragraph" && node.type !== "tableCell" && node.type !== "bookBlock") return;
    const content = node.type === "bookBlock" ? node.caption : node.children;
    for (const sentence of sentencesOf(content)) {
      walk({ type: "paragraph", children: sentence }, (each) => {
        // Paragraphs of a margin note are visited after the one that holds it, and know the nearer sentence.
        if (each.type === "bookTerm") found.set(each.id, { term: each, sentence });
      });
    }
  });
  return [...found.values()];
}

/** Phrasing cut after each full stop, question or exclamation mark that a capital follows. */
export function sentencesOf(content: readonly PhrasingContent[]): PhrasingContent[][] {
  const sentences: PhrasingContent[][] = [[]];
  for (const node of content) {
    const pieces = node.type === "text" ? node.value.split(/(?<=[.?!]["”’)]*)\s+(?=["“‘(]?\p{Lu})/u) : [null];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) sentences.push([]);
      sentences.at(-1)?.push(piece === null ? node : text(piece));
    }
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
