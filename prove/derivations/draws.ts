/** Draws of a verify cell: the symbols that it binds and the values that it yields, the same on every run. */
import { Attempt, Bound, within, type Move } from "../helpers/attempt.ts";
import { Transcribed, Unchecked, wordFor } from "../helpers/marks.ts";
import { mapNumbers } from "../math/arrays.ts";
import { exactly } from "../math/quantity.ts";
import { settingOf, type Bindings, type Setting } from "../math/scope.ts";
import { Stream } from "../math/stream.ts";
import { toValue, type Value } from "../math/value.ts";
import type { Failure, FailurePlace } from "../records/outcome.ts";
import type { SymbolRange } from "../units/unit.ts";
import { replayOf } from "./replay.ts";

/** The body of a verify cell, with the section's scope around it. */
export type VerifyCell = () => Generator<unknown>;

/** Where in the chapter an exception of the cell was thrown. */
export type PlaceOfError = (error: unknown) => FailurePlace;

/** One draw. */
export interface Draw {
  /** From 1. */
  readonly number: number;
  readonly setting: Setting;
  /** In the order of the display's expressions; null if there is no cell. */
  readonly yields: readonly Yielded[] | null;
  /** True if every draw is like this one, since nothing is drawn. */
  readonly isOnly: boolean;
  /** The number of draws that the cell asks for. */
  readonly stated: number | null;
}

export type Yielded =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "transcribed"; readonly value: Value; readonly why: string }
  | { readonly kind: "unchecked"; readonly why: string };

export type Drawing = { readonly draw: Draw } | { readonly failure: Failure };

/** More yields than any display has expressions: a cell that yields for ever is stopped. */
const mostYields = 1000;

/** Runs the cell on draw `number` of the unit `id`. */
export function drawOf(cell: VerifyCell, at: { readonly id: string; readonly number: number }, placeOf: PlaceOfError): Drawing {
  const seed = `${at.id} draw ${at.number}`;
  const attempt = new Attempt(seed, null);
  try {
    const yields = yieldsOf(cell, attempt);
    const { bindings } = attempt;
    if (bindings === null) throw new TypeError("given: the cell does not bind its symbols");
    const replay = replayOf(bindings, attempt, (moves) => bindingsOf(cell, new Attempt(seed, moves)));
    const setting = settingOf(bindings, seed, replay);
    return { draw: { number: at.number, setting, yields, isOnly: !attempt.hasDrawn, stated: attempt.count } };
  } catch (error) {
    return { failure: failureOf(error, at.number, placeOf) };
  }
}

/** A draw of the symbols that are stated on the container, where there is no cell. */
export function rangeDraw(ranges: readonly SymbolRange[], at: { readonly id: string; readonly number: number }): Draw {
  const seed = `${at.id} draw ${at.number}`;
  const stream = new Stream(seed);
  const bindings = new Map(ranges.map(({ name, from, to }) => [name, exactly(from + (to - from) * stream.uniform())]));
  return { number: at.number, setting: settingOf(bindings, seed), yields: null, isOnly: ranges.length === 0, stated: null };
}

/** A mistake in what the cell hands over, not an exception of its code. */
class Misused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function yieldsOf(cell: VerifyCell, attempt: Attempt): readonly Yielded[] {
  const generator = within(attempt, cell);
  const yields: Yielded[] = [];
  for (;;) {
    const next = within(attempt, () => generator.next());
    if (attempt.bindings === null) {
      const what = next.done === true ? "does not bind the symbols" : "yields before it binds the symbols";
      throw new Misused("given-missing", `the cell ${what} with \`given\``);
    }
    if (next.done === true) return yields;
    if (yields.length === mostYields) throw new Misused("too-many-yields", `the cell yields more than ${mostYields} values`);
    yields.push(yieldedOf(next.value, yields.length + 1, attempt));
  }
}

function bindingsOf(cell: VerifyCell, attempt: Attempt): Bindings | null {
  try {
    within(attempt, () => cell().next());
  } catch (error) {
    if (!(error instanceof Bound)) throw error;
  }
  return attempt.bindings;
}

function yieldedOf(raw: unknown, ordinal: number, attempt: Attempt): Yielded {
  if (raw instanceof Unchecked) return { kind: "unchecked", why: raw.why };
  if (raw instanceof Transcribed) return { kind: "transcribed", why: raw.why, value: inDoubt(valueOf(raw.value, ordinal), attempt) };
  return { kind: "value", value: inDoubt(valueOf(raw, ordinal), attempt) };
}

function valueOf(raw: unknown, ordinal: number): Value {
  const value = toValue(raw);
  if (value?.kind === "number" || value?.kind === "array") return value;
  const what = value === undefined ? wordFor(raw) : value.kind === "function" ? "a function" : "a random variable";
  throw new Misused("not-a-value", `yield ${ordinal} of the cell is ${what}, neither a number nor an array of numbers`);
}

function inDoubt(value: Value, { doubt: { relative, absolute } }: Attempt): Value {
  if (relative === 0 && absolute === 0) return value;
  return mapNumbers(value, { start: 0, end: 0 }, (a) => ({ ...a, doubt: relative * Math.abs(a.re) + absolute }));
}

function failureOf(error: unknown, number: number, placeOf: PlaceOfError): Failure {
  const notes = [`in draw ${number}`];
  if (error instanceof Misused) return { code: error.code, message: error.message, where: { kind: "unit" }, notes };
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: "cell-throws", message: `the cell throws ${words}`, where: placeOf(error), notes };
}
