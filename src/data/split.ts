// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Splits one text into a training part and a held-out part. */

import { isWithinCharacter } from "../tokenizers/characters.ts";

/** `text` is the whole, so that the first held-out characters have a context. */
export interface Split {
  readonly text: string;
  /** Where the held-out part begins, in UTF-16 units. */
  readonly cut: number;
  readonly training: string;
  readonly validation: string;
}

/** The first nine tenths and the last tenth; no surrogate pair is cut. */
export function split(text: string): Split {
  const tenths = Math.floor(text.length * 0.9);
  const cut = isWithinCharacter(text, tenths) ? tenths + 1 : tenths;
  return {
    text, cut, training: text.slice(0, cut), validation: text.slice(cut) };
}
//# sourceMappingURL=../.maps/data/split.ts.map
