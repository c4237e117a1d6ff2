/** One token of the book, changed. */
import { sha256, type Section, type Span } from "../../tangle/index.ts";

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
  readonly within: Within;
}

/** The formula, output, number or chunk that a mutant is in, told without lines: it is the same wherever the text around it moves to. */
export interface Within {
  /** What it is called in its section. */
  readonly name: string;
  readonly text: string;
  /** The offset of the token in `text`. */
  readonly at: number;
}

/** A mutant with a name of its own in its section, which no edit outside what it is within changes. */
export type Identified<T extends Mutant> = T & { readonly identity: string };

/** Names the mutants of one section. Of equal ones, as in two chunks of one name and text, the second and later are told apart by their number. */
export function identified<T extends Mutant>(mutants: readonly T[]): readonly Identified<T>[] {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const { kind, change, text, within } = mutant;
    const said = JSON.stringify([kind, change, within.name, within.text, within.at, text]);
    const count = seen.get(said) ?? 0;
    seen.set(said, count + 1);
    return { ...mutant, identity: sha256(`${said} ${count}`) };
  });
}

/** The change as a person reads it: `+ → -`. */
export function changeOf({ section, span, text }: Mutant): string {
  const before = section.source.text.slice(span.start, span.end);
  return `${shown(before)} → ${shown(text)}`;
}

function shown(text: string): string {
  return text === "" ? "nothing" : `\`${text}\``;
}
