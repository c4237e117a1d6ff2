// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The sample of the demonstration: drawn letter by letter from a belief at a temperature. */
import type { Belief } from "../../models/ngram/smoothing.ts";
import type { Random } from "../../random/random.ts";
import { temper } from "../../generate/logit-processors.ts";
import { walk } from "../../generate/inverse-cdf.ts";
import { lastCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";

/** What to write. */
export interface Task {
  readonly prompt: string;
  readonly length: number;
  readonly temperature: number;
}

/** Who writes: what it believes, the characters that it may choose from, its chance. */
export interface Writer {
  readonly belief: Belief;
  readonly alphabet: Alphabet;
  readonly random: Random;
}

/** Continues the prompt; with less than was asked if nothing can follow. Never draws a stranger. Calls `step` at each letter. */
export function write({ belief, alphabet, random }: Writer, { prompt, length, temperature }: Task, step: () => void): string {
  const letters = [...alphabet.characters];
  const written: string[] = [];
  let history = prompt;
  while (written.length < length) {
    step();
    history = lastCharacters(history, belief.order);
    const chances = letters.map((letter) => belief.probability(history, letter));
    if (chances.every((chance) => chance === 0)) break;
    const letter = letters[walk(temper(chances, temperature), random)] ?? "";
    written.push(letter);
    history += letter;
  }
  return written.join("");
}
//# sourceMappingURL=../../.maps/demos/ngram/sample.ts.map
