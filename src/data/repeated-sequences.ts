// Tangled from book/07-attention/06-induction-heads.md. Edit the book, then: npm run tangle
/** Random sequences that repeat themselves: what comes next stands in the sequence, and nowhere else. */
// Import what repeated sequences are made of
import { randomFrom } from "../random/xoshiro128.ts";
import { shuffled } from "./batch-sampler.ts";
import { sequencesOf, type Sequences } from "./sequences.ts";

// Repeat a random segment
/**
 * Sequences of a random segment without a token twice, repeated up to
 * `length`; its period is drawn for each. Targets begin with the second
 * period. Sequence i is a function of `from` + i. Throws `RangeError`
 * for periods that do not fit.
 */
export function repeatedSequences(
  { length, tokens, periods: [shortest, longest], count, from = 0 }: Repetition,
): Sequences {
  // Refuse periods that do not fit
  if (!(shortest >= 1 && shortest <= longest && longest <= tokens && longest < length)) throw new RangeError(`repeatedSequences: periods from ${shortest} to ${longest} of ${tokens} tokens in sequences of ${length}`);
  return sequencesOf(length, count, (i) => {
    const random = randomFrom(from + i);
    const period = shortest
      + Math.floor((longest - shortest + 1) * random.uniform());
    const segment = shuffled(tokens, random).subarray(0, period);
    const at = (t: number) => segment[t % period]!;
    return {
      ids: Int32Array.from({ length }, (_, t) => at(t)),
      targets: Int32Array.from({ length },
        (_, t) => (t + 1 > period ? at(t + 1) : -1)),
    };
  });
}

/** How sequences repeat themselves. */
export interface Repetition {
  readonly length: number;
  /** How many different tokens there are. */
  readonly tokens: number;
  /** The shortest period and the longest. */
  readonly periods: readonly [number, number];
  readonly count: number;
  /** Where the numbers of the sequences begin; 0 by default. */
  readonly from?: number;
}
//# sourceMappingURL=../.maps/data/repeated-sequences.ts.map
