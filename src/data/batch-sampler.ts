// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** In which order examples are read. */
// Import what the sampler uses
import type { Random } from "../random/random.ts";
import { streamsFrom } from "../random/streams.ts";

// Shuffle a list of indices
/** A random permutation of 0, 1, … `count` − 1, by Fisher and Yates’s shuffle. */
export function shuffled(count: number, random: Random): Int32Array {
  const indices = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [indices[i], indices[j]] = [indices[j]!, indices[i]!];
  }
  return indices;
}

// Compute a long permutation on demand
/** A one-to-one function of 0, 1, … up to a count. */
export type Permutation = (i: number) => number;

const LONGEST_LIST = 2 ** 24;
const ROUNDS = 6;

/** An order of `count` examples: a shuffled list, or, if there are more than `longest`, a Feistel network, which keeps none. */
export function permutation(count: number, random: Random, longest = LONGEST_LIST): Permutation {
  if (count > longest) return feistel(count, random);
  const places = shuffled(count, random);
  return (i) => places[i]!;
}

/**
 * A permutation of 0, 1, … `count` − 1, at most 2⁴⁸, that is not drawn from all but from 2¹⁹² of them: a number is cut in two halves, and
 * in each round one of them is changed by a function of the other and of a key, which can be undone whatever the function. Numbers beyond
 * `count` are permuted again until they are not. Source: Luby and Rackoff, 1988; Black and Rogaway, 2002, for the repetition.
 */
function feistel(count: number, random: Random): Permutation {
  const half = 2 ** Math.ceil(Math.log2(count) / 2);
  const keys = Array.from({ length: ROUNDS }, () => random.bits());
  const permuted = (i: number) => {
    let [left, right] = [Math.floor(i / half), i % half];
    for (const key of keys) [left, right] = [right, (left + scattered(right ^ key)) % half];
    return left * half + right;
  };
  return (i) => {
    let place = permuted(i);
    while (place >= count) place = permuted(place);
    return place;
  };
}

/** 32 bits, each of which depends on all of `x`. Source: the last step of MurmurHash3. */
function scattered(x: number): number {
  let mixed = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

// Find the examples of a step
/** The indices of the examples that each step reads: they depend on order and step alone. */
export function batchSampler(
  { count, batch, seed }: Order,
): (step: number) => Int32Array {
  const generatorOf = generatorsOf(seed);
  let current = -1; // the epoch whose permutation is kept
  let shuffledIndex: Permutation;
  const indexAt = (position: number) => {
    const epoch = Math.floor(position / count);
    if (epoch !== current) shuffledIndex = permutation(count, generatorOf(epoch));
    current = epoch;
    return shuffledIndex(position - epoch * count);
  };
  return (step) =>
    Int32Array.from({ length: batch }, (_, i) => indexAt(step * batch + i));
}

/** The examples of every step: `batch` of `count`, so that each is read once in an epoch. */
export interface Order {
  readonly count: number;
  readonly batch: number;
  readonly seed: number;
}

/**
 * The generator of each epoch. The first of the seed’s streams is left to whoever draws parameters. They are made one after the
 * other, and only to go back from the first on again, so that the time of a training does not grow with the square of its epochs.
 */
function generatorsOf(seed: number): (epoch: number) => Random {
  let [streams, next] = [streamsFrom(seed), -1];
  return (epoch) => {
    if (epoch < next) [streams, next] = [streamsFrom(seed), -1];
    for (; next < epoch; next++) streams.next();
    next++;
    return streams.next().value;
  };
}
//# sourceMappingURL=../.maps/data/batch-sampler.ts.map
