// Tangled from book/01-markov-chains/06-loaded-dice.md. Edit the book, then: npm run tangle
/** Writes with anything that names a row of chances for a history. */
// Import what writing uses
import type { Distribution } from "../../information/entropy.ts";
import { ledger } from "../../ledger/ledger.ts";
import type { Random } from "../../random/random.ts";
import { walk } from "../../generate/inverse-cdf.ts";
import { lastCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import type { Assignment } from "./generate.ts";
import type { Belief } from "./smoothing.ts";

/** Who writes: with which letters, and with what chances. */
export interface Writer {
  readonly order: number;
  readonly letters: readonly string[];
  /** The chances of the letters after a history; they sum to one. */
  row(history: string): Distribution;
}

// Ask about each letter
/**
 * The writer who believes `belief`, and writes no strangers. His rows
 * throw `RangeError` after a history that no letter can follow.
 */
export function writerOf(belief: Belief, alphabet: Alphabet): Writer {
  const letters = [...alphabet.characters];
  const row = (history: string) => {
    const p = letters.map((each) => belief.probability(history, each));
    const sum = p.reduce((left, right) => left + right);
    // Refuse a row without a chance
    if (!(sum > 0)) throw new RangeError(`writerOf: no letter has a chance after ${JSON.stringify(history)}`);
    // Enter the row in the ledger
    ledger()?.("row", { FLOPs: 2 * letters.length - 1 });
    return p.map((chance) => chance / sum);
  };
  return { order: belief.order, letters, row };
}

/** The writer with each of its rows changed by `reshape`. */
export function reshaped(
  writer: Writer,
  reshape: (p: Distribution) => Distribution,
): Writer {
  return { ...writer, row: (history) => reshape(writer.row(history)) };
}

// Draw, and go on from there
/** Continues a prompt. */
export function write(
  { order, letters, row }: Writer,
  random: Random,
  { prompt, length }: Assignment,
): string {
  let written = "";
  let history = prompt;
  for (let i = 0; i < length; i++) {
    history = lastCharacters(history, order);
    const letter = letters[walk(row(history), random)]!;
    written += letter;
    history += letter;
  }
  return written;
}
//# sourceMappingURL=../../.maps/models/ngram/sampler.ts.map
