// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** One text → the part we learn from and the part we are examined on. */

import { isWithinCharacter } from "../tokenizers/characters.ts";

/** A text cut in two. `text` is both, so that the first characters of the validation part still have their context before them. */
export interface Split {
  readonly text: string;
  /** Where the validation part begins, in UTF-16 units, as all positions in the program. */
  readonly cut: number;
  readonly training: string;
  readonly validation: string;
}

/** The first nine tenths to learn from, the last tenth for validation. No character is cut. */
export function split(text: string): Split {
  const tenths = Math.floor(text.length * 0.9);
  const cut = isWithinCharacter(text, tenths) ? tenths + 1 : tenths;
  return { text, cut, training: text.slice(0, cut), validation: text.slice(cut) };
}
//# sourceMappingURL=../.maps/data/split.ts.map
