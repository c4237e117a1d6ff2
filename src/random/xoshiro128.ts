// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** xoshiro128**: the random numbers of this book. */
import type { Random } from "./random.ts";
import { splitmix64 } from "./splitmix64.ts";

/** The generator that a seed stands for. Throws `RangeError` if the seed is not a safe integer. */
export function randomFrom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`randomFrom: the seed must be an integer, not ${seed}`);
  const [first = 0n, second = 0n] = splitmix64(BigInt(seed), 2);
  const low = (word: bigint) => Number(BigInt.asUintN(32, word));
  return xoshiro128([low(first), low(first >> 32n), low(second), low(second >> 32n)]);
}

/**
 * The generator with the given state: four 32-bit integers, not all of them zero.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021, and their xoshiro128starstar.c, version 1.1.
 */
export function xoshiro128(state: readonly [number, number, number, number]): Random {
  if (state.every((word) => word === 0)) throw new RangeError("xoshiro128: a state of zeros would stay zero for ever");
  let [a, b, c, d] = state;
  const bits = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  return { bits, uniform: () => bits() / 2 ** 32 };
}

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
//# sourceMappingURL=../.maps/random/xoshiro128.ts.map
