// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The text and the prompt of the demonstration, refused before any work is done on them. */
import { randomFrom } from "../../random/xoshiro128.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import { data } from "../../data/files.ts";
import type { Split } from "../../data/split.ts";
import { BadInput } from "../shell/bad-input.ts";
import { smoothings } from "./models.ts";
import type { ChainOptions } from "./options.ts";
import { bytesOf } from "../shell/files.ts";

const SHORTEST_TEXT = 1000;

/** The novel, or the text of a file; throws `BadInput` if that cannot be read, is too short or is not UTF-8. */
export function textFor(file: string | null): string {
  if (file === null) return data("moby-dick.txt");
  const text = decode(file, bytesOf(file));
  if (text.length < SHORTEST_TEXT) {
    throw new BadInput(`${file} has ${text.length} characters; there must be at least 1,000 to learn from and be marked on`);
  }
  return text;
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
  }
  throw new BadInput(`${file} is not UTF-8 text`);
}

/**
 * The prompt given; else a line that everyone knows, or, for another text, a stretch of its own.
 * Throws `BadInput` for a character that the training text has not, or if nothing can follow.
 */
export function promptFor(options: ChainOptions, { training }: Split, alphabet: Alphabet): string {
  const { order, smoothing, prompt } = options;
  if (prompt === null) return options.file === null ? "Call me Ishmael." : stretchOf(training, options);
  // the program’s letters are UTF-16 units, of which a character may have two
  const unknown = [...prompt].find((character) => character.split("").some((unit) => !alphabet.characters.has(unit)));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
  const context = prompt.slice(prompt.length - order);
  if (smoothing === "none" && !training.slice(0, -1).includes(context)) {
    throw new BadInput(`without smoothing nothing can follow ${JSON.stringify(context)}, which the training text has not; try --smoothing kn`);
  }
  return prompt;
}

function stretchOf(training: string, { order, seed }: ChainOptions): string {
  const at = Math.floor(randomFrom(seed).uniform() * (training.length - order));
  return training.slice(at, at + order);
}
//# sourceMappingURL=../../.maps/demos/ngram/text.ts.map
