// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The sample of the demonstration: drawn character by character from an n-gram model at a temperature. */
import type { NgramModel } from "../../models/ngram/smoothing.ts";
import type { Random } from "../../random/random.ts";
import { applyTemperature } from "../../generate/sampling-filters.ts";
import { sampleInverseCdf } from "../../generate/inverse-cdf.ts";
import { lastCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";

/** What to write. */
export interface Task {
  readonly prompt: string;
  readonly length: number;
  readonly temperature: number;
}

/** What is sampled from: the model, the characters that may be drawn, the random numbers. */
export interface SamplingModel {
  readonly model: NgramModel;
  readonly alphabet: Alphabet;
  readonly random: Random;
}

/** Continues the prompt; with less than was asked if nothing can follow. Never draws an unknown character. Calls `step` at each character. */
export function writeSample({ model, alphabet, random }: SamplingModel, { prompt, length, temperature }: Task, step: () => void): string {
  const characters = [...alphabet.characters];
  const written: string[] = [];
  let history = prompt;
  while (written.length < length) {
    step();
    history = lastCharacters(history, model.order);
    const probabilities = characters.map((character) => model.probability(history, character));
    if (probabilities.every((q) => q === 0)) break;
    const character = characters[sampleInverseCdf(applyTemperature(probabilities, temperature), random)] ?? "";
    written.push(character);
    history += character;
  }
  return written.join("");
}
//# sourceMappingURL=../../.maps/demos/ngram/sample.ts.map
