/** The rule of terms: a term is used where it has been defined, in bold, or later. */
import type { Strong } from "mdast";
import { SKIP, visit } from "unist-util-visit";
import { mistake, type Diagnostic, type Offset, type Source } from "../../../tangle/index.ts";
import { spanIn, type Manuscript, type Manuscripted, type Rule } from "../manuscript.ts";
import { isMarked, type Passage } from "../passages.ts";
import { withoutQuotations } from "../quoted.ts";
import { formOf } from "../words.ts";

/**
 * A mistake for each first use of a term before the paragraph that defines it: an error where the term cannot be anything
 * else (`held-out`, `Markov chain`, `FLOP`), a warning where it is also a plain word (`price`, `order`). A title may name
 * what follows it, a link may lead to what comes later, and what stands before the first numbered chapter, or is defined
 * after the last, is outside of this order.
 */
export const terms: Rule = (manuscript) => {
  const order = mainLine(manuscript);
  const defined = definitionsIn(order);
  return [...defined.values()].flatMap((term) => earlyUse(order, term, defined));
};

/** From the first numbered chapter to the last; all of a book that numbers none. */
function mainLine({ book, sections }: Manuscript): readonly Manuscripted[] {
  const numbered = book.chapters.flatMap(({ number }, index) => (number === null ? [] : [index]));
  const first = numbered[0] ?? 0;
  const last = numbered.at(-1) ?? book.chapters.length - 1;
  return sections.filter(({ section }) => first <= section.chapter && section.chapter <= last);
}

interface Definition {
  readonly term: string;
  readonly source: Source;
  /** Index of the section in the main line. */
  readonly section: number;
  readonly at: { readonly start: Offset; readonly end: Offset };
}

/** By term in lower case: its first bold, as the editions take it. */
function definitionsIn(order: readonly Manuscripted[]): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  order.forEach(({ section: { source }, tree }, section) => {
    visit(tree, (node) => {
      if (node.type === "heading") return SKIP;
      if (node.type !== "strong") return undefined;
      const term = wordsOf(node, source);
      const at = { start: (node.position?.start.offset ?? 0) as Offset, end: (node.position?.end.offset ?? 0) as Offset };
      if (/\p{L}/u.test(term) && !found.has(term.toLowerCase())) found.set(term.toLowerCase(), { term, source, section, at });
      return undefined;
    });
  });
  return found;
}

function wordsOf({ position }: Strong, { text }: Source): string {
  return text.slice(position?.start.offset, position?.end.offset).replace(/^[*_]+|[*_]+$/g, "").replace(/\s+/g, " ").replace(/[\s.,:;]+$/, "").trim();
}

function earlyUse(order: readonly Manuscripted[], definition: Definition, all: ReadonlyMap<string, Definition>): readonly Diagnostic[] {
  const form = formOf(definition.term);
  // `conditional entropy` is no use of `entropy`
  const longer = [...all.values()].filter(({ term }) => term !== definition.term && term.toLowerCase().includes(definition.term.toLowerCase())).map(({ term }) => formOf(term));
  for (const [index, { section: { source }, passages }] of order.slice(0, definition.section + 1).entries()) {
    for (const passage of passages) {
      if (index === definition.section && passage.span.end >= definition.at.start) break;
      const use = useIn(passage, form, longer);
      if (use !== null) return [early(definition, source, spanIn(passage, use.start, use.end))];
    }
  }
  return [];
}

function useIn(passage: Passage, form: RegExp, longer: readonly RegExp[]): { readonly start: number; readonly end: number } | null {
  if (passage.kind === "heading" || passage.kind === "attribute" || passage.kind === "table" || passage.kind === "quotation") return null;
  const text = longer.reduce((rest, other) => rest.replace(other, (found) => " ".repeat(found.length)), withoutQuotations(passage.text));
  for (const { index, 0: found } of text.matchAll(form)) {
    if (!isMarked(passage, "link", index)) return { start: index, end: index + found.length };
  }
  return null;
}

function early({ term, source: definedIn, at }: Definition, source: Source, span: { readonly start: Offset; readonly end: Offset }): Diagnostic {
  const plain = /^\p{Ll}+$/u.test(term);
  const message = plain ? `\`${term}\` is used before it is defined, unless it means something else here` : `\`${term}\` is used before it is defined`;
  const notes = [{ message: `\`${term}\` is defined here`, at: { source: definedIn, span: at } }];
  return { ...mistake("undefined-term", message, { source, span }), severity: plain ? "warning" : "error", notes };
}
