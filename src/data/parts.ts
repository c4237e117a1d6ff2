// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Training set, validation set and test set. */
// Import what splitting uses
import type { Random } from "../random/random.ts";
import { shuffled } from "./batch-sampler.ts";

/** Items in three parts, none of them in two: to learn from, to choose by, and to judge by when nothing is chosen any more. */
export interface Parts<T> {
  readonly train: readonly T[];
  readonly validation: readonly T[];
  readonly test: readonly T[];
}

// Shuffle, then split
/** Eight tenths, a tenth and a tenth of the items, at random. */
export function splitItems<T>(
  items: readonly T[],
  random: Random,
): Parts<T> {
  const order = shuffled(items.length, random);
  const mixed = Array.from(order, (i) => items[i]!);
  const at = (share: number) => Math.floor(share * items.length);
  const [most, rest] = [at(0.8), at(0.9)];
  return {
    train: mixed.slice(0, most),
    validation: mixed.slice(most, rest),
    test: mixed.slice(rest),
  };
}
//# sourceMappingURL=../.maps/data/parts.ts.map
