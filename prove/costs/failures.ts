/** The messages of costs that are not what was counted. */
import { shownBindings } from "../derivations/wording.ts";
import type { MathSpan, Refusal } from "../math/expression.ts";
import type { Trouble } from "../math/trouble.ts";
import type { Failure } from "../records/outcome.ts";
import type { CountedRun } from "./counting.ts";
import type { EntryPlace } from "./places.ts";

/** The run in which something is wrong, in words. */
export function at(runs: readonly CountedRun[], run: number): string {
  const bindings = runs[run]?.bindings ?? new Map();
  return `in run ${run + 1} of ${runs.length}: ${shownBindings(bindings.keys(), bindings)}`;
}

/** The formula is not what was counted, or a bound does not hold. */
export function unequal(place: EntryPlace, { said, counted }: { readonly said: number; readonly counted: number }, { relation, at }: { readonly relation: "=" | "≤"; readonly at: string }): Failure {
  const found = `the ledger has ${counted} \`${place.column}\` ${under(place)}`;
  const failure = relation === "=" ? inEntry(place, "unequal-cost", `\`${shown(place)}\` is ${said}, but ${found}`) : inEntry(place, "bound-exceeded", `\`${shown(place)}\` allows ${said}, but ${found}`);
  return { ...failure, notes: [at] };
}

/** A bound that is what was counted, every time. */
export function alwaysEqual(place: EntryPlace, runs: number): Failure {
  const failure = inEntry(place, "always-equal", `\`${shown(place)}\` is a bound, and is just what was counted in all of ${runs} runs`);
  return { ...failure, cure: "write it without `\\le`, or count where less is done" };
}

/** The counts are on average not what is expected. */
export function offExpectation(place: EntryPlace, { ratio, approx, runs }: { readonly ratio: number; readonly approx: number; readonly runs: number }): Failure {
  const message = `on average over ${runs} runs the ledger has ${Number(ratio.toPrecision(4))} times what \`${shown(place)}\` expects of \`${place.column}\` ${under(place)}, and ${approx} is allowed`;
  return inEntry(place, "off-expectation", message);
}

/** An expectation without the distance that it allows. */
export function noTolerance(place: EntryPlace): Failure {
  return { ...inEntry(place, "expectation-without-tolerance", `\`${shown(place)}\` is an expectation, and the table does not say how near the counts must come`), cure: 'state it on the container: approx="0.05"' };
}

/** The formula cannot be read. */
export function unreadable(place: EntryPlace, { message, at, cure, unbound }: Refusal): Failure {
  if (unbound === undefined) return { ...inEntry(place, "unreadable-formula", message, at), ...(cure !== undefined && { cure }) };
  return { ...inEntry(place, "unbound", `\`${unbound}\` is not bound`, at), cure: cure ?? `take it from \`sizes()\`, or bind it with \`given({ ${unbound} })\`` };
}

/** The formula has no value at these sizes. */
export function troubled(place: EntryPlace, { code, message, at, cure }: Trouble, run: string): Failure {
  const words = message.startsWith("this ") ? `\`${place.formula.latex.slice(at.start, at.end).trim()}\` ${message.slice("this ".length)}` : message;
  return { ...inEntry(place, code, words, at), notes: [run], ...(cure !== undefined && { cure }) };
}

/** The formula has a value that is no number. */
export function notANumber(place: EntryPlace, what: string): Failure {
  return inEntry(place, "not-a-cost", `\`${shown(place)}\` is ${what}, and a cost is a number`);
}

function inEntry({ number, formula }: EntryPlace, code: string, message: string, at: MathSpan = { start: 0, end: formula.latex.length }): Failure {
  return { code, message, where: { kind: "formula", formula: number, at }, notes: [] };
}

function under({ label, total }: EntryPlace): string {
  return total ? "in all" : `under \`${label}\``;
}

function shown({ formula }: EntryPlace): string {
  return formula.latex.replace(/\s+/g, " ").trim();
}
