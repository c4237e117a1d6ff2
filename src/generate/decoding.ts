// Tangled from book/08-transformer/07-decoding.md. Edit the book, then: npm run tangle
/** Continues texts with anything that gives logits. */
// Import what decoding uses
import type { Distribution } from "../information/entropy.ts";
import { softmax } from "../ops/softmax.ts";
import type { Random } from "../random/random.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import { sampleInverseCdf } from "./inverse-cdf.ts";
import { applyTemperature, forbidRepeatedNgrams, minP, penaliseRepetition, topK, topP } from "./sampling-filters.ts";

// Ask for the logits of the next token
/** The logits of the token after each of n sequences of one length: ids,
 *  [n, t], to [n, vocabularySize]. */
export type NextLogits = (ids: Tensor) => Tensor;

/** The last `context` ids of each sequence, as one batch. */
export function lastWindows(
  sequences: readonly (readonly number[])[], context: number,
): Tensor {
  // Refuse sequences of different lengths
  const [first] = sequences;
  if (first === undefined || first.length === 0) throw new RangeError("lastWindows: there is no token to continue");
  const other = sequences.find(({ length }) => length !== first.length);
  if (other) throw new RangeError(`lastWindows: sequences of ${first.length} and of ${other.length} tokens in one batch`);
  if (!(Number.isInteger(context) && context > 0)) throw new RangeError(`lastWindows: the context must be 1, 2, 3, … tokens, not ${context}`);
  return asTensor(sequences.map((ids) => ids.slice(-context)), { dtype: "int32" });
}

// Describe a decoding strategy
/** What is done to a distribution before a token is drawn, in this order. */
export interface Decoding {
  readonly repetitionPenalty?: number;
  /** No n-gram of so many tokens occurs twice. */
  readonly noRepeatNgram?: number;
  /** Divides the logits: 1 by default, 0 for greedy decoding. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
}

/** The filters of a strategy, one after the other; `ids` is the text so far. */
export function filterOf(
  { temperature = 1, topK: k, topP: mass, minP: share, ...repeats }: Decoding,
): (p: Distribution, ids?: readonly number[]) => Distribution {
  const { repetitionPenalty: penalty, noRepeatNgram: n } = repeats;
  return (p, ids = []) => {
    let q = p;
    if (penalty !== undefined) q = penaliseRepetition(q, ids, penalty);
    if (n !== undefined) q = forbidRepeatedNgrams(q, ids, n);
    if (temperature === 0) return topK(q, 1);
    if (temperature !== 1) q = applyTemperature(q, temperature);
    if (k !== undefined) q = topK(q, k);
    if (mass !== undefined) q = topP(q, mass);
    if (share !== undefined) q = minP(q, share);
    return q;
  };
}

/** Takes one of the ids, by their distribution and the text so far. */
export type Choice = (p: Distribution, ids: readonly number[]) => number;

/** Draws by a strategy. */
export function choiceOf(decoding: Decoding, random: Random): Choice {
  const filter = filterOf(decoding);
  return (p, ids) => sampleInverseCdf(filter(p, ids), random);
}

// Continue several prompts at once
/** `length` tokens after each of some prompts of one length, all at once. */
export function continuations(
  next: NextLogits,
  prompts: readonly ArrayLike<number>[],
  { length, context, choose }: Continuation,
): readonly (readonly number[])[] {
  const texts = prompts.map((prompt) => Array.from(prompt));
  for (let t = 0; t < length; t++) {
    const p = softmax(next(lastWindows(texts, context))).toArray() as number[][];
    texts.forEach((text, i) => text.push(choose(p[i]!, text)));
  }
  return texts.map((text) => text.slice(text.length - length));
}

/** How prompts are continued. */
export interface Continuation {
  readonly length: number;
  /** How many tokens the model reads at most. */
  readonly context: number;
  readonly choose: Choice;
}
//# sourceMappingURL=../.maps/generate/decoding.ts.map
