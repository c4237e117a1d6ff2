// Tangled from book/08-transformer/07-decoding.md. Edit the book, then: npm run tangle
/** How likely a model finds a text, and how much of it is repetition. */
// Import what degeneration is measured with
import { logSoftmax } from "../ops/log-softmax.ts";
import { lastWindows, type NextLogits } from "./decoding.ts";

// Compute the information content of each token
/** −log p of each token from place `from` on, in nats, given the `context`
 *  tokens before it. */
export function informationContents(
  next: NextLogits,
  ids: ArrayLike<number>,
  { from, context }: Scoring,
): readonly number[] {
  // Refuse tokens that nothing precedes
  if (!(from >= context)) throw new RangeError(`informationContents: ${context} tokens are read before each, and place ${from} has fewer before it`);
  const read = Array.from(ids);
  const contents: number[] = [];
  for (let start = from; start < read.length; start += AT_ONCE) {
    const places = read.slice(start, start + AT_ONCE).map((_, i) => start + i);
    const windows = places.map((place) => read.slice(place - context, place));
    const logs = logSoftmax(next(lastWindows(windows, context)));
    const [numbers, V] = [logs.dataSync(), logs.shape[1]!];
    places.forEach((place, i) => contents.push(-numbers[i * V + read[place]!]!));
  }
  return contents;
}

const AT_ONCE = 64;

/** Which tokens are scored. */
export interface Scoring {
  /** The first place; at least `context`. */
  readonly from: number;
  readonly context: number;
}

// Count what occurred before
/** The share of a text’s n-grams that occurred in it before. */
export function repeatedShare(ids: ArrayLike<number>, n: number): number {
  const tokens = Array.from(ids);
  const count = tokens.length - n + 1;
  // Refuse a text that is too short
  if (!(Number.isInteger(n) && n > 0 && count > 0)) throw new RangeError(`repeatedShare: ${tokens.length} tokens have no ${n} in a row`);
  const ngrams = Array.from({ length: count }, (_, i) =>
    tokens.slice(i, i + n).join(" "));
  return 1 - new Set(ngrams).size / count;
}
//# sourceMappingURL=../.maps/generate/degeneration.ts.map
