/** Helpers that draw: random numbers, vectors, matrices and indices, the same on every run. */
import { currentAttempt } from "./attempt.ts";

/** Numbers of any number of indices: the shape decides. */
export type Drawn = number | readonly Drawn[];

/** Standard normal numbers: one without arguments, else an array of that shape. */
export function normal(...shape: readonly number[]): Drawn {
  const { stream, attempt } = begun("normal", shape);
  return attempt.drawn(filled(shape, stream.normal));
}

/** Positive numbers around 1, from a few hundredths to a few dozens: exponentials of normal ones. */
export function positive(...shape: readonly number[]): Drawn {
  const { stream, attempt } = begun("positive", shape);
  return attempt.drawn(filled(shape, () => Math.exp(stream.normal())));
}

/** `uniform(low, high)`: a number; `uniform(n, low, high)`: a vector of them; `uniform(n)`: from 0 to 1. */
export function uniform(...args: readonly number[]): Drawn {
  const [n, low, high] = args.length === 2 ? [null, ...args] : [args[0] ?? null, args[1] ?? 0, args[2] ?? 1];
  if (args.length > 3 || !(Number(low) < Number(high))) throw new RangeError(`uniform: from ${low} to ${high} is no range`);
  const shape = n === null || n === undefined ? [] : [n];
  const { stream, attempt } = begun("uniform", shape);
  return attempt.drawn(filled(shape, () => Number(low) + (Number(high) - Number(low)) * stream.uniform()));
}

/** A vector of n positive numbers that sum to 1, every such vector as likely as any other. */
export function simplex(n: number): readonly number[] {
  const { stream, attempt } = begun("simplex", [n]);
  // exponential numbers divided by their sum are spread evenly (Devroye 1986, chapter 5)
  const lengths = Array.from({ length: n }, () => -Math.log(1 - stream.uniform()) + 1e-12);
  const total = lengths.reduce((sum, each) => sum + each, 0);
  return attempt.drawn(lengths.map((each) => each / total));
}

/** A whole number from 0 to n − 1. */
export function index(n: number): number {
  const { stream, attempt } = begun("index", [n]);
  return attempt.drawn(stream.below(n));
}

/** `integers(low, high)`: a whole number, both ends included; `integers(n, low, high)`: a vector of them. */
export function integers(...args: readonly number[]): Drawn {
  const [n, low = NaN, high = NaN] = args.length === 2 ? [undefined, ...args] : args;
  if (!Number.isInteger(low) || !Number.isInteger(high) || low > high) throw new RangeError(`integers: from ${low} to ${high} is no range of whole numbers`);
  const shape = n === undefined ? [] : [n];
  const { stream, attempt } = begun("integers", shape);
  return attempt.drawn(filled(shape, () => low + stream.below(high - low + 1)));
}

/** The numbers from 0 to n − 1 in random order. */
export function permutation(n: number): readonly number[] {
  const { stream, attempt } = begun("permutation", [n]);
  const order = Array.from({ length: n }, (_, k) => k);
  for (let k = n - 1; k > 0; k--) {
    const other = stream.below(k + 1);
    [order[k], order[other]] = [order[other] ?? 0, order[k] ?? 0];
  }
  return attempt.drawn(order);
}

/** One of the items. */
export function pick<T>(items: readonly T[]): T {
  const { stream, attempt } = begun("pick", [items.length]);
  return attempt.drawn(items[stream.below(items.length)] as T);
}

/** States the number of draws, for a cell that takes long: from 20 to 1000; 100 without it. */
export function draws(count: number): void {
  if (!Number.isInteger(count) || count < 20 || count > 1000) throw new RangeError(`draws: ${count} is no whole number from 20 to 1000`);
  currentAttempt("draws").limit(count);
}

function begun(name: string, shape: readonly number[]) {
  const wrong = shape.find((extent) => !Number.isInteger(extent) || extent < 1);
  if (wrong !== undefined) throw new RangeError(`${name}: ${wrong} is no number of things`);
  const attempt = currentAttempt(name);
  return { attempt, stream: attempt.stream };
}

function filled(shape: readonly number[], next: () => number): Drawn {
  const [extent, ...rest] = shape;
  return extent === undefined ? next() : Array.from({ length: extent }, () => filled(rest, next));
}
