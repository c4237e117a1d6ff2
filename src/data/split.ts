// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Splits one text into training, validation and test set. */

import { isWithinCharacter } from "../tokenizers/characters.ts";

/** `text` is the whole, so that what precedes a part is its context. */
export interface TextParts {
  readonly text: string;
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** Eight tenths, one and one, in this order; no surrogate pair is cut. */
export function splitText(text: string): TextParts {
  const [first, second] = [placeAt(text, 0.8), placeAt(text, 0.9)];
  return {
    text,
    train: text.slice(0, first),
    validation: text.slice(first, second),
    test: text.slice(second),
  };
}

// Split for the final evaluation
/** The text before the test set, which begins at `testFrom`, and the test set. */
export interface Split {
  readonly text: string;
  /** In UTF-16 units. */
  readonly testFrom: number;
  readonly train: string;
  readonly test: string;
}

/** The first nine tenths to train on, and the last to evaluate on. */
export function split(text: string): Split {
  const testFrom = placeAt(text, 0.9);
  return { text, testFrom, train: text.slice(0, testFrom), test: text.slice(testFrom) };
}

// Find a place between two characters
function placeAt(text: string, share: number): number {
  const place = Math.floor(text.length * share);
  return isWithinCharacter(text, place) ? place + 1 : place;
}
//# sourceMappingURL=../.maps/data/split.ts.map
