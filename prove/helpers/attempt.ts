/** One run of a verify cell on one draw: what it draws, what it binds, and how exact its numbers are. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Bindings, NumberPlace } from "../math/scope.ts";
import { Stream } from "../math/stream.ts";
import type { Value } from "../math/value.ts";

/** A number of a draw: which drawn thing, counted from 0, and where in it. */
export interface DrawnPlace {
  readonly ordinal: number;
  readonly path: readonly number[];
}

/** In a replay, the drawn number at a place is another one. */
export interface Move {
  readonly place: DrawnPlace;
  readonly to: number;
}

/** Ends a replay as soon as its symbols are bound: nobody asks for its yields. */
export class Bound extends Error {}

/** What the helpers of a cell share while it runs. */
export class Attempt {
  readonly stream: Stream;
  readonly #moves: readonly Move[] | null;
  readonly #drawn: unknown[] = [];
  #bindings: Bindings | null = null;
  #doubt: Doubt = { relative: 0, absolute: 0 };
  #count: number | null = null;

  /** `moves` of a replay; null in the first run, which goes on to its yields. */
  constructor(seed: string, moves: readonly Move[] | null) {
    this.stream = new Stream(seed);
    this.#moves = moves;
  }

  /** Takes note of what a helper drew; gives it back, in a replay with the numbers moved that are said. */
  drawn<T>(value: T): T {
    const ordinal = this.#drawn.length;
    const moves = (this.#moves ?? []).filter(({ place }) => place.ordinal === ordinal);
    const kept = moves.reduce((each, { place, to }) => withNumber(each, place.path, to), value);
    this.#drawn.push(kept);
    return kept;
  }

  /** True if the cell has drawn anything. */
  get hasDrawn(): boolean {
    return this.#drawn.length > 0;
  }

  /** The bindings, once `given` was called. */
  get bindings(): Bindings | null {
    return this.#bindings;
  }

  bind(bindings: Bindings): void {
    if (this.#bindings !== null) throw new TypeError("given: the symbols are bound already; call it once");
    this.#bindings = bindings;
    if (this.#moves !== null) throw new Bound();
  }

  /** How far numbers computed from here on may be off, since they may rest on differences or samples. */
  get doubt(): Doubt {
    return this.#doubt;
  }

  mistrust({ relative, absolute }: Doubt): void {
    this.#doubt = { relative: Math.max(relative, this.#doubt.relative), absolute: Math.max(absolute, this.#doubt.absolute) };
  }

  /** The number of draws that the cell asked for; null if it did not. */
  get count(): number | null {
    return this.#count;
  }

  limit(count: number): void {
    this.#count = count;
  }

  /** Where among the drawn numbers a bound value comes from, if it is drawn and not computed. */
  placeOf(value: Value, { path }: NumberPlace): DrawnPlace | null {
    for (const [ordinal, drawn] of this.#drawn.entries()) {
      const way = wayTo(drawn, value);
      if (way !== null) return { ordinal, path: [...way, ...path] };
    }
    return null;
  }
}

/** Relative to the number itself, and in absolute terms. */
export interface Doubt {
  readonly relative: number;
  readonly absolute: number;
}

const current = new AsyncLocalStorage<Attempt>();

/** Runs a part of a cell within its attempt. */
export function within<T>(attempt: Attempt, part: () => T): T {
  return current.run(attempt, part);
}

/** The attempt that calls the helper `name`; throws outside of verify cells. */
export function currentAttempt(name: string): Attempt {
  const attempt = current.getStore();
  if (attempt === undefined) throw new TypeError(`${name}: there is a draw only while a verify cell runs`);
  return attempt;
}

/** Takes note of inexact numbers; outside of verify cells nobody asks. */
export function mistrust(doubt: Doubt): void {
  current.getStore()?.mistrust(doubt);
}

/** An array is found by identity; a number by its 53 random bits, whole numbers not at all. */
function wayTo(drawn: unknown, value: Value): readonly number[] | null {
  if (value.kind === "number") {
    if (drawn === value.re && !Number.isInteger(value.re)) return [];
  } else if (value.kind !== "array" || value.raw === drawn) {
    return value.kind === "array" ? [] : null;
  }
  if (!Array.isArray(drawn)) return null;
  for (const [index, item] of drawn.entries()) {
    const way = wayTo(item, value);
    if (way !== null) return [index, ...way];
  }
  return null;
}

function withNumber<T>(value: T, path: readonly number[], to: number): T {
  const [index, ...rest] = path;
  // a replay draws just what the first run drew, so at the path there is a number as there was then
  if (index === undefined) return to as T;
  return (value as T & readonly unknown[]).map((item, k) => (k === index ? withNumber(item, rest, to) : item)) as T;
}
