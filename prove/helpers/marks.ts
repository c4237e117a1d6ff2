/** Helpers that say what a cell's values are: bound symbols, and expressions that are not evaluated. */
import { FromOne, toValue, type Value } from "../math/value.ts";
import { currentAttempt } from "./attempt.ts";

/** A value that the author wrote down for an expression that cannot be evaluated from its LaTeX. */
export class Transcribed {
  readonly value: unknown;
  readonly why: string;

  constructor(value: unknown, why: string) {
    this.value = value;
    this.why = why;
  }
}

/** Stands for an expression that no number can test. */
export class Unchecked {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** Binds the symbols of the display: `given({ x, "x'": y, lambda })`. Called once, before the first `yield`. */
export function given(symbols: Readonly<Record<string, unknown>>): void {
  const bindings = new Map<string, Value>();
  for (const [name, raw] of Object.entries(symbols)) {
    const value = toValue(raw);
    if (value === undefined) throw new TypeError(`given: \`${name}\` is ${wordFor(raw)}, neither a number, an array of numbers, a function nor a random variable`);
    bindings.set(name, value);
  }
  currentAttempt("given").bind(bindings);
}

/** The array, its indices counted from 1, as in x_1, …, x_n. */
export function fromOne(array: unknown): FromOne {
  if (toValue(array)?.kind !== "array") throw new TypeError(`fromOne: ${wordFor(array)} is no array of numbers`);
  return new FromOne(array);
}

/** `yield transcribed(value, "why")`: the expression is compared with its neighbours only. */
export function transcribed(value: unknown, why: string): Transcribed {
  return new Transcribed(value, reason("transcribed", why));
}

/** `yield unchecked("why")`: the expression is compared with nothing. */
export function unchecked(why: string): Unchecked {
  return new Unchecked(reason("unchecked", why));
}

/** What a value is that is none, for a message. */
export function wordFor(raw: unknown): string {
  if (raw === null) return "null";
  if (raw === undefined) return "undefined";
  return Array.isArray(raw) ? "an array of other things" : `a value of type ${typeof raw}`;
}

function reason(name: string, why: unknown): string {
  if (typeof why === "string" && why.trim() !== "") return why.trim();
  throw new TypeError(`${name}: a reason is missing`);
}
