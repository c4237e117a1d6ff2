// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Training set, validation set and test set. */
// Import what splitting uses
import type { Random } from "../random/random.ts";
import { isWithinCharacter } from "../tokenizers/characters.ts";
import { shuffled } from "./batch-sampler.ts";

/** Items in three parts, none of them in two: to learn from, to choose by, and to judge by when nothing is chosen any more. */
export interface Parts<T> {
  readonly train: readonly T[];
  readonly validation: readonly T[];
  readonly test: readonly T[];
}

/** A text in three parts, one behind the other. `text` is all of them, so that the first characters of each have their context before them. */
export interface TextParts {
  readonly text: string;
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** The first eight tenths of a text, the ninth and the last; no character of two UTF-16 units is cut. */
export function splitText(text: string): TextParts {
  const [most, rest] = [0.8, 0.9].map((share) => Math.floor(share * text.length)).map((at) => (isWithinCharacter(text, at) ? at + 1 : at)) as [number, number];
  return { text, train: text.slice(0, most), validation: text.slice(most, rest), test: text.slice(rest) };
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
