/** One token of the book, changed. */
import type { Section, Span } from "../../tangle/index.ts";

/** What was changed, by what must notice it. */
export type MutantKind = "formula" | "cost" | "output" | "number" | "operator";

/** A change of one token in a chapter. */
export interface Mutant {
  readonly kind: MutantKind;
  /** What of it: `sign`, `index`, `digit`, … */
  readonly change: string;
  readonly section: Section;
  /** The token that goes. */
  readonly span: Span;
  /** What stands there instead. */
  readonly text: string;
  /** False for a change without meaning, which must pass. */
  readonly matters: boolean;
}

/** The chapter's text with the change made. */
export function mutatedText({ section, span, text }: Mutant): string {
  const before = section.source.text;
  return before.slice(0, span.start) + text + before.slice(span.end);
}

/** The change as a person reads it: `+ → -`. */
export function changeOf({ section, span, text }: Mutant): string {
  const before = section.source.text.slice(span.start, span.end);
  return `${shown(before)} → ${shown(text)}`;
}

function shown(text: string): string {
  return text === "" ? "nothing" : `\`${text}\``;
}
