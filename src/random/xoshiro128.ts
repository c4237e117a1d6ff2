// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** xoshiro128**: the random numbers of this book. */
import type { Random } from "./random.ts";
import { splitmix64 } from "./splitmix64.ts";

/** The generator that a seed stands for. Throws `RangeError` if the seed is not a safe integer. */
export function randomFrom(seed: number): Xoshiro128 {
  return xoshiro128(stateFrom(seed));
}

/** Four 32-bit integers, not all of them zero. */
export type State = readonly [number, number, number, number];

/** The state in which the generator of a seed starts, or another one of it that has nothing to do with the first. Throws `RangeError` if the seed is not a safe integer. */
export function stateFrom(seed: number, number = 0): State {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`randomFrom: the seed must be an integer, not ${seed}`);
  const [first = 0n, second = 0n] = splitmix64(BigInt(seed), 2 * number + 2).slice(-2);
  const low = (word: bigint) => Number(BigInt.asUintN(32, word));
  return [low(first), low(first >> 32n), low(second), low(second >> 32n)];
}

/**
 * The generator with the given state. Throws `RangeError` if that is all zeros.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021, and their xoshiro128starstar.c, version 1.1.
 */
export function xoshiro128(state: State): Xoshiro128 {
  if (state.every((word) => word === 0)) throw new RangeError("xoshiro128: a state of zeros would stay zero for ever");
  const words = wordsOf(state);
  const bits = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(words[1], 5), 7), 9) >>> 0;
    advance(words);
    return result;
  };
  const now = (): State => [words[0] >>> 0, words[1] >>> 0, words[2] >>> 0, words[3] >>> 0];
  return { bits, uniform: () => bits() / 2 ** 32, state: now };
}

/** A generator that can be left and taken up again: `xoshiro128(generator.state())` goes on as it does. */
export interface Xoshiro128 extends Random {
  state(): State;
}

/** The words of a state, to be changed. As signed integers they are small to V8, and no step allocates. */
export type Words = [number, number, number, number];

/** A state's words. */
export function wordsOf([a, b, c, d]: State): Words {
  return [a | 0, b | 0, c | 0, d | 0];
}

/** One step of the state, in place: linear, if a state is read as 128 numbers that are 0 or 1 and are added modulo 2. */
export function advance(words: Words): void {
  const shifted = words[1] << 9;
  words[2] ^= words[0];
  words[3] ^= words[1];
  words[1] ^= words[2];
  words[0] ^= words[3];
  words[2] ^= shifted;
  words[3] = rotateLeft(words[3], 11);
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
//# sourceMappingURL=../.maps/random/xoshiro128.ts.map
