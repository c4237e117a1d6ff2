/** A section as a sequence of what a reader meets on its main line: words, headings, shown code. */
import { visit } from "unist-util-visit";
import type { Fence, Span } from "../../../tangle/index.ts";
import type { Manuscripted } from "../manuscript.ts";
import type { Passage } from "../passages.ts";
import { withoutQuotations } from "../quoted.ts";

/** One thing that a reader meets; exercises, captions, margin notes, outputs and folded code are not among them. */
export type Beat =
  | { readonly kind: "words"; readonly words: number; readonly isList: boolean; readonly questions: readonly Span[]; readonly span: Span }
  | { readonly kind: "heading"; readonly span: Span }
  | { readonly kind: "snippet"; readonly fence: Fence; readonly span: Span };

/** The beats in the order of the text. */
export function beatsOf(read: Manuscripted): readonly Beat[] {
  const aside = asideIn(read);
  const snippets = read.section.fences.filter((fence) => isShown(fence) && !isWithin(fence.span, aside)).map((fence): Beat => ({ kind: "snippet", fence, span: fence.span }));
  const prose = read.passages.filter(({ span }) => !isWithin(span, aside)).flatMap(beatOf);
  return [...prose, ...snippets].sort((a, b) => a.span.start - b.span.start);
}

/** The blocks of a section that are not its main line. */
export function asideIn({ tree }: Pick<Manuscripted, "tree">): readonly Span[] {
  const aside: Span[] = [];
  visit(tree, "containerDirective", ({ name, position }) => {
    if (besides.has(name)) aside.push({ start: (position?.start.offset ?? 0) as Span["start"], end: (position?.end.offset ?? 0) as Span["end"] });
  });
  return aside;
}

/** True if a stretch stands in one of others. */
export function isWithin(span: Span, others: readonly Span[]): boolean {
  return others.some(({ start, end }) => start <= span.start && span.end <= end);
}

/** Blocks that are not the main line; what stands in a figure or a derivation serves its caption or its check. */
const besides: ReadonlySet<string> = new Set(["exercise", "hint", "solution", "aside", "card", "figure", "table", "derivation", "cost"]);

function isShown({ role, hide }: Fence): boolean {
  return !hide && (role === "file" || role === "chunk" || role === "run" || role === "experiment" || role === "fragment" || role === "wrong");
}

function beatOf(passage: Passage): readonly Beat[] {
  const { kind, span } = passage;
  if (kind === "heading") return [{ kind, span }];
  if (kind !== "paragraph" && kind !== "list" && kind !== "quotation") return [];
  return [{ kind: "words", words: wordsIn(passage.text), isList: kind === "list", questions: kind === "quotation" ? [] : questionsIn(passage), span }];
}

/** Words as they are read; a formula, a name in code, a citation is one. */
export function wordsIn(text: string): number {
  return text.match(/\uFFFC+|[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

function questionsIn({ text, span, marks }: Passage): readonly Span[] {
  return [...withoutQuotations(text).matchAll(/\?/g)]
    .map(({ index }) => ({ start: (span.start + index) as Span["start"], end: (span.start + index + 1) as Span["end"] }))
    .filter(({ start }) => !marks.some((mark) => mark.kind === "italics" && mark.span.start <= start && start < mark.span.end));
}
