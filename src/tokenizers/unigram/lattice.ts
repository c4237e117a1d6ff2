// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** The lattice of a text: every token that occurs in it is an edge between two of its positions. */
// Import what lattices use
import { ledger } from "../../ledger/ledger.ts";
import type { Random } from "../../random/random.ts";
import type { Trie } from "./trie.ts";

// Describe a lattice
/**
 * The tokens in a pre-token of `length` bytes, sorted by where they begin:
 * `ids[e]` spans bytes `starts[e]` up to `ends[e]`.
 */
export interface Lattice {
  readonly length: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly ids: readonly number[];
}

// Build the lattice of a pre-token
/** The lattice of a pre-token, whose edges are the tokens of `trie`. */
export function latticeOf(trie: Trie, preToken: Uint8Array): Lattice {
  const [starts, ends, ids]: [number[], number[], number[]] = [[], [], []];
  for (let start = 0; start < preToken.length; start++) {
    trie.matchesAt(preToken, start, (id, end) => {
      starts.push(start);
      ends.push(end);
      ids.push(id);
    });
  }
  ledger()?.("lattice", { edges: ids.length });
  return { length: preToken.length, starts, ends, ids };
}

// Sum over all segmentations
/** log α: of each position, the sum over all ways to reach it from the start. */
export function forward(
  { length, starts, ends, ids }: Lattice,
  logP: ArrayLike<number>,
): Float64Array {
  const alpha = new Float64Array(length + 1).fill(-Infinity);
  alpha[0] = 0;
  for (let e = 0; e < ids.length; e++) {
    alpha[ends[e]!] = logAdd(alpha[ends[e]!]!, alpha[starts[e]!]! + logP[ids[e]!]!);
  }
  return alpha;
}

/** log β: of each position, the sum over all ways from it to the end. */
export function backward(
  { length, starts, ends, ids }: Lattice,
  logP: ArrayLike<number>,
): Float64Array {
  const beta = new Float64Array(length + 1).fill(-Infinity);
  beta[length] = 0;
  for (let e = ids.length - 1; e >= 0; e--) {
    beta[starts[e]!] = logAdd(beta[starts[e]!]!, beta[ends[e]!]! + logP[ids[e]!]!);
  }
  return beta;
}

// Count the tokens that are expected
/**
 * Adds to `counts` the expected count of each token in the pre-token, times `weight`;
 * returns the log-probability of the pre-token.
 */
export function addExpectedCounts(
  lattice: Lattice,
  logP: ArrayLike<number>,
  weight: number,
  counts: Float64Array,
): number {
  const { length, starts, ends, ids } = lattice;
  const [alpha, beta] = [forward(lattice, logP), backward(lattice, logP)];
  const whole = alpha[length]!;
  ids.forEach((id, e) => {
    const through = alpha[starts[e]!]! + logP[id]! + beta[ends[e]!]!;
    counts[id]! += weight * Math.exp(through - whole);
  });
  return whole;
}

/** The lattice without one of its tokens. */
export function without({ length, starts, ends, ids }: Lattice, id: number): Lattice {
  const kept = ids.flatMap((each, e) => (each === id ? [] : [e]));
  return { length, starts: kept.map((e) => starts[e]!), ends: kept.map((e) => ends[e]!), ids: kept.map((e) => ids[e]!) };
}

// Find the most probable segmentation
/** Viterbi: the most probable segmentation. Throws `RangeError` where there is none. */
export function viterbi(
  { length, starts, ends, ids }: Lattice,
  logP: ArrayLike<number>,
): number[] {
  const best = new Float64Array(length + 1).fill(-Infinity);
  const into = new Int32Array(length + 1).fill(-1); // the last edge of the best path
  best[0] = 0;
  for (let e = 0; e < ids.length; e++) {
    const through = best[starts[e]!]! + logP[ids[e]!]!;
    if (through > best[ends[e]!]!) {
      best[ends[e]!] = through;
      into[ends[e]!] = e;
    }
  }
  const path: number[] = [];
  for (let at = length; at > 0; at = starts[into[at]!]!) {
    // Refuse a pre-token that no tokens make up
    if (into[at] === -1) throw new RangeError(`viterbi: no tokens make up the first ${at} bytes`);
    path.push(ids[into[at]!]!);
  }
  return path.reverse();
}

// Sample a segmentation
/** A segmentation, drawn by its probability. Throws `RangeError` where there is none. */
export function sampleSegmentation(
  lattice: Lattice,
  logP: ArrayLike<number>,
  random: Random,
): number[] {
  const { length, starts, ends, ids } = lattice;
  const beta = backward(lattice, logP);
  // Refuse to sample where there is nothing
  if (beta[0] === -Infinity) throw new RangeError(`sampleSegmentation: no tokens make up the ${length} bytes`);
  const path: number[] = [];
  let [at, chosen, u] = [0, -1, random.uniform()];
  for (let e = 0; at < length; e++) {
    if (starts[e] !== at) continue;
    const share = Math.exp(logP[ids[e]!]! + beta[ends[e]!]! - beta[at]!);
    if (share > 0) chosen = e;
    u -= share;
    if (u >= 0 && starts[e + 1] === at) continue; // another edge begins here
    path.push(ids[chosen]!);
    [at, u] = [ends[chosen]!, random.uniform()];
  }
  return path;
}

// Add in the logarithm
/** log(eˣ + eʸ). */
function logAdd(x: number, y: number): number {
  const [low, high] = x < y ? [x, y] : [y, x];
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}
//# sourceMappingURL=../../.maps/tokenizers/unigram/lattice.ts.map
