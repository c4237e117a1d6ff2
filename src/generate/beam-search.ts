// Tangled from book/08-transformer/07-decoding.md. Edit the book, then: npm run tangle
/** Beam search: the few most probable hypotheses, kept at each step. */
// Import what beam search uses
import { ledger } from "../ledger/ledger.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { lastWindows, type NextLogits } from "./decoding.ts";

// Describe a hypothesis
/** A continuation, and the sum of the logarithms of its probabilities. */
export interface Hypothesis {
  readonly ids: readonly number[];
  readonly logProbability: number;
}

// Search with a beam
/** Continuations of a prompt by `length` tokens, at most `width` of them,
 *  the most probable first. */
export function beamSearch(
  next: NextLogits,
  prompt: ArrayLike<number>,
  { width, length, context }: Beam,
): readonly Hypothesis[] {
  // Refuse a beam without width
  if (!(Number.isInteger(width) && width > 0)) throw new RangeError(`beamSearch: the width must be 1, 2, 3, …, not ${width}`);
  const read = Array.from(prompt);
  let beam: readonly Hypothesis[] = [{ ids: [], logProbability: 0 }];
  for (let t = 0; t < length; t++) {
    const windows = lastWindows(beam.map(({ ids }) => [...read, ...ids]), context);
    const logs = logSoftmax(next(windows)); // [beams, vocabularySize]
    // Extend each hypothesis by each token
    const V = logs.shape[1]!;
    const totals = Float64Array.from(logs.dataSync(), (log, i) =>
      beam[Math.floor(i / V)]!.logProbability + log);
    // Enter the sums in the ledger
    ledger()?.("extend beam", { FLOPs: totals.length });
    // Keep the most probable extensions
    beam = largest(totals, width).map((i) => ({
      ids: [...beam[Math.floor(i / V)]!.ids, i % V],
      logProbability: totals[i]!,
    }));
  }
  return beam;
}

/** How a beam search is done. */
export interface Beam {
  /** How many hypotheses are kept. */
  readonly width: number;
  readonly length: number;
  /** How many tokens the model reads at most. */
  readonly context: number;
}

// Find the largest numbers
/** The indices of the `count` largest numbers, the largest first; of
 *  equals, the earlier ones. */
export function largest(
  numbers: ArrayLike<number>, count: number,
): readonly number[] {
  const found: number[] = []; // sorted, never more than `count`
  for (let i = 0; i < numbers.length; i++) {
    if (found.length === count && !(numbers[i]! > numbers[found[count - 1]!]!)) continue;
    let at = found.length;
    while (at > 0 && numbers[i]! > numbers[found[at - 1]!]!) at--;
    found.splice(at, 0, i);
    found.length = Math.min(found.length, count);
  }
  return found;
}
//# sourceMappingURL=../.maps/generate/beam-search.ts.map
