// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The text and the prompt of the demonstration, refused before any work is done on them. */
import { randomFrom } from "../../random/xoshiro128.ts";
import { countCharacters, isWithinCharacter, lastCharacters, positionAfter } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import { data } from "../../data/files.ts";
import type { Split } from "../../data/split.ts";
import { BadInput } from "../shell/bad-input.ts";
import { smoothings } from "./models.ts";
import type { ChainOptions } from "./options.ts";
import { textIn } from "../shell/text.ts";

const SHORTEST_TEXT = 1000;

/** The novel, or the text of a file; throws `BadInput` if that is too short, and as `textIn` does. */
export function textFor(file: string | null): string {
  if (file === null) return data("moby-dick.txt");
  const text = textIn(file);
  const characters = countCharacters(text);
  if (characters < SHORTEST_TEXT) {
    throw new BadInput(`${file} has ${characters} characters; there must be at least 1,000 to learn from and be marked on`);
  }
  return text;
}

/**
 * The prompt given; else a line that everyone knows, or, for another text, a stretch of its own.
 * Throws `BadInput` for a character that the training text has not, or if nothing can follow.
 */
export function promptFor(options: ChainOptions, { train: training }: Split, alphabet: Alphabet): string {
  const { order, smoothing, prompt } = options;
  if (prompt === null) return options.file === null ? "Call me Ishmael." : stretchOf(training, options);
  const unknown = [...prompt].find((character) => !alphabet.characters.has(character));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
  const context = lastCharacters(prompt, order);
  if (smoothing === "none" && !training.slice(0, -1).includes(context)) {
    throw new BadInput(`without smoothing nothing can follow ${JSON.stringify(context)}, which the training text has not; try --smoothing kn`);
  }
  return prompt;
}

function stretchOf(training: string, { order, seed }: ChainOptions): string {
  const drawn = Math.floor(randomFrom(seed).uniform() * (training.length - order));
  const rest = training.slice(isWithinCharacter(training, drawn) ? drawn - 1 : drawn);
  return rest.slice(0, positionAfter(rest, order));
}
//# sourceMappingURL=../../.maps/demos/ngram/text.ts.map
