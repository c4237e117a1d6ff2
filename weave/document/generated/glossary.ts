/** `::glossary`: every term with the sentence that defines it. */
import type { BlockContent, PhrasingContent } from "mdast";
import type { Collected } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { pageLabel } from "../pageTitles.ts";
import type { BookTerm } from "../../tree.ts";
import { isSettled, text, walk, walkOpen } from "../../walk.ts";
import { item, paragraph } from "./grouped.ts";
import { plainCopy } from "./plainCopy.ts";

/** A list: the term, its sentence, a link to where it stands. */
export function glossary({ drafts }: Collected): readonly BlockContent[] {
  const entries = drafts.flatMap((draft) => definitionsOf(draft));
  if (entries.length === 0) return [paragraph([text("No term is defined yet.")])];
  entries.sort((a, b) => order.compare(a.term.term, b.term.term));
  return [{ type: "list", ordered: false, spread: false, children: entries.map(entryItem) }];
}

/** Alphabetical order for a reader, the same on every machine. */
export const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

interface Entry {
  readonly term: BookTerm;
  readonly sentence: readonly PhrasingContent[];
  readonly draft: Draft;
}

function entryItem({ term, sentence, draft }: Entry) {
  const name: PhrasingContent = { type: "bookReference", target: term.id, children: [{ type: "strong", children: [text(term.term)] }] };
  const where: PhrasingContent = { type: "bookReference", target: draft.pageId, children: [text(pageLabel(draft))] };
  return item([name, text(" — "), ...plainCopy(sentence), text(" ("), where, text(")")]);
}

/** The terms of a file, each with the sentence around it. */
function definitionsOf(draft: Draft): Entry[] {
  const found = new Map<string, Entry>();
  walkOpen(draft.tree, (node) => {
    if (isSettled(node)) return;
    if (node.type !== "paragraph" && node.type !== "tableCell" && node.type !== "bookBlock") return;
    const content = node.type === "bookBlock" ? node.caption : node.children;
    for (const sentence of sentencesOf(content)) {
      walk({ type: "paragraph", children: sentence }, (each) => {
        // Paragraphs of a margin note are visited after the one that holds it, and know the nearer sentence.
        if (each.type === "bookTerm") found.set(each.id, { term: each, sentence, draft });
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
