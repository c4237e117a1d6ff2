// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
/** Writes with anything that gives a predictive distribution for a context. */
// Import what writing uses
import type { Distribution } from "../../information/entropy.ts";
import { ledger } from "../../ledger/ledger.ts";
import type { Random } from "../../random/random.ts";
import { sampleInverseCdf } from "../../generate/inverse-cdf.ts";
import { lastCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import type { GenerationRequest } from "./generate.ts";
import type { NgramModel } from "./smoothing.ts";

/** A predictor: characters and their distribution given a context. */
export interface Predictor {
  readonly order: number;
  readonly characters: readonly string[];
  /** The probabilities of the characters after a context; they sum to one. */
  distribution(history: string): Distribution;
}

// Evaluate the model for each character
/**
 * The predictor of an n-gram model, without the unknown token. It
 * throws `RangeError` after a context that no character can follow.
 */
export function predictorOf(model: NgramModel, alphabet: Alphabet): Predictor {
  const characters = [...alphabet.characters];
  const distribution = (history: string) => {
    const p = characters.map((each) => model.probability(history, each));
    const sum = p.reduce((left, right) => left + right);
    // Refuse a context that nothing can follow
    if (!(sum > 0)) throw new RangeError(`predictorOf: no character has a probability above 0 after ${JSON.stringify(history)}`);
    // Enter the distribution in the ledger
    ledger()?.("normalise", { FLOPs: 2 * characters.length - 1 });
    return p.map((each) => each / sum);
  };
  return { order: model.order, characters, distribution };
}

/** The predictor with each of its distributions transformed by `process`. */
export function withProcessor(
  predictor: Predictor,
  process: (p: Distribution) => Distribution,
): Predictor {
  return { ...predictor, distribution: (history) => process(predictor.distribution(history)) };
}

// Draw a token and append it to the context
/** Continues a prompt. */
export function write(
  { order, characters, distribution }: Predictor,
  random: Random,
  { prompt, length }: GenerationRequest,
): string {
  let written = "";
  let history = prompt;
  for (let i = 0; i < length; i++) {
    history = lastCharacters(history, order);
    const character = characters[sampleInverseCdf(distribution(history), random)]!;
    written += character;
    history += character;
  }
  return written;
}
//# sourceMappingURL=../../.maps/models/ngram/sampler.ts.map
