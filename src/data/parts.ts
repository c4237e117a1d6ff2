// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Examples → to learn from, to choose by, to be judged by. */
// Import what cutting needs
import type { Random } from "../random/random.ts";
import { shuffled } from "./batch-sampler.ts";

/** Items in three parts, none of them in two. */
export interface Parts<T> {
  readonly training: readonly T[];
  readonly heldOut: readonly T[];
  readonly test: readonly T[];
}

// Shuffle, then cut
/** Eight tenths, a tenth and a tenth of the items, at random. */
export function partsOf<T>(
  items: readonly T[],
  random: Random,
): Parts<T> {
  const order = shuffled(items.length, random);
  const mixed = Array.from(order, (i) => items[i]!);
  const at = (share: number) => Math.floor(share * items.length);
  const [most, rest] = [at(0.8), at(0.9)];
  return {
    training: mixed.slice(0, most),
    heldOut: mixed.slice(most, rest),
    test: mixed.slice(rest),
  };
}
//# sourceMappingURL=../.maps/data/parts.ts.map
