/** What stands in the way of judging: the book as it is does not pass what its changes are to fail. */
import { mistake, type Diagnostic, type Section, type Span } from "../../tangle/index.ts";

/** Thrown where a trial shows that the book as it is fails. */
export class Unjudged extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** A unit of a section that has no evidence, or that shows something else when it is run again: where it stands. */
interface PlacedUnit {
  readonly id: string;
  readonly span: Span;
}

/** Without evidence that holds, a change that is noticed says nothing. */
export function notProved(section: Section, unit: PlacedUnit): Diagnostic {
  return { ...mistake("not-proved", `\`${unit.id}\` is not proved as it stands, so no change of it can be judged`, at(section, unit)), cure: "npm run prove" };
}

/** Nor does one where the unit itself shows something else than is recorded. */
export function notRepeated(section: Section, unit: PlacedUnit): Diagnostic {
  return { ...mistake("not-repeated", `\`${unit.id}\` shows something else now than what is recorded, so no change of it can be judged`, at(section, unit)), cure: "npm run prove -- --fresh" };
}

/** Nor one of a program that is itself at fault; `mutant` is the change that was to be tried. */
export function failsAsItIs({ section, span }: { readonly section: Section; readonly span: Span }, why: string): Diagnostic {
  return { ...mistake("fails-as-it-is", `the program as it is fails here, so no change of it can be judged: ${why}`, { source: section.source, span }), cure: "npm test" };
}

function at({ source }: Section, { span }: PlacedUnit): { readonly source: Section["source"]; readonly span: Span } {
  return { source, span: { start: span.start, end: span.start } };
}
