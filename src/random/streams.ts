// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Sources of chance for the parts of one experiment, none of which draws what another does. */
import type { Random } from "./random.ts";
import { advance, stateFrom, wordsOf, xoshiro128, type State, type Words, type Xoshiro128 } from "./xoshiro128.ts";

/**
 * As many generators as are taken: `const [weights, order] = streamsFrom(1851)`. The first is that of the seed, and each of the
 * others starts 2⁶⁴ steps behind the one before, so that no part of an experiment comes to the numbers of another, and
 * none has others because a part draws more or a part is added. Throws `RangeError` if the seed is not a safe integer.
 */
export function* streamsFrom(seed: number): Generator<Random, never> {
  for (let state = stateFrom(seed); ; state = jump(state)) yield xoshiro128(state);
}

/**
 * The generator that a training draws from, beside its weights and the order of its examples: no stream of the seed but one of its own, so
 * that the others have the same numbers whether anything is drawn or not. Throws `RangeError` if the seed is not a safe integer.
 */
export function drawsFrom(seed: number): Xoshiro128 {
  return xoshiro128(stateFrom(seed, 1));
}

// the powers of one step whose sum, modulo 2, is 2⁶⁴ steps: a bit each, the lowest first
const POWERS = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];

/**
 * The state 2⁶⁴ steps on, in 128 steps: as one step is linear, any number of steps is a sum of its first 128 powers.
 * Source: the function of this name in Blackman and Vigna's xoshiro128starstar.c, with its constants.
 */
export function jump(state: State): State {
  const walker = wordsOf(state);
  const sum: Words = [0, 0, 0, 0];
  for (const power of POWERS) {
    for (let bit = 0; bit < 32; bit++) {
      if ((power >>> bit) & 1) add(walker, sum);
      advance(walker);
    }
  }
  return sum;
}

function add(words: Words, sum: Words): void {
  sum[0] ^= words[0];
  sum[1] ^= words[1];
  sum[2] ^= words[2];
  sum[3] ^= words[3];
}
//# sourceMappingURL=../.maps/random/streams.ts.map
