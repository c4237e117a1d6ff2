// Tangled from book/01-markov-chains/01-one-letter-at-a-time.md. Edit the book, then: npm run tangle
/** What a text costs under a model. */
import { ledger } from "../../ledger/ledger.ts";
import { countCharacters, placesIn } from "../../tokenizers/characters.ts";
import { contextOf, probability, type MarkovModel } from "./model.ts";

// Add the logarithms
/**
 * log P of `text` from position `from` on, given what stands before:
 * −∞ if the model holds one of its characters to be impossible.
 */
export function logProbability(
  model: MarkovModel,
  text: string,
  from: number,
): number {
  let sum = 0;
  for (const { history, next } of placesIn(text, model.order, from)) {
    sum += Math.log(probability(model, history, next));
    // Enter the logarithm and the sum
    ledger()?.("ask", { FLOPs: 2 });
  }
  return sum;
}

// Take the mean over the characters
/**
 * The negative log-likelihood of `text` from position `from` on, in
 * nats a character. Throws `RangeError` if there is none.
 */
export function loss(
  model: MarkovModel,
  text: string,
  from: number,
): number {
  // Refuse an empty text
  if (from >= text.length) {
    throw new RangeError("loss: there is no character to price");
  }
  return -logProbability(model, text, from) / countCharacters(text, from);
}

// Say the loss in bits and as a perplexity
/** A loss in nats, in bits. */
export function bits(nats: number): number {
  return nats / Math.LN2;
}

/** The faces of the fair die that costs `nats` a throw. */
export function perplexity(nats: number): number {
  return Math.exp(nats);
}

// Count the impossible and the well guessed
/** How a model fares on a stretch of text. */
export interface Examination {
  readonly places: number;
  /** The places whose character the model holds to be impossible. */
  readonly impossible: number;
  /** The places whose character is the one most often counted; of several such, the one that was met first. */
  readonly guessed: number;
  /** The mean cost of a character at the other places, in bits; NaN if there are none. */
  readonly bitsElsewhere: number;
}

/** Examines a model on `text` from position `from` on. */
export function examine(model: MarkovModel, text: string, from: number): Examination {
  let [places, impossible, guessed, nats] = [0, 0, 0, 0];
  for (const { history, next } of placesIn(text, model.order, from)) {
    const share = probability(model, history, next);
    places++;
    if (share === 0) impossible++;
    else nats -= Math.log(share);
    if (likeliest(model, history) === next) guessed++;
  }
  return { places, impossible, guessed, bitsElsewhere: bits(nats / (places - impossible)) };
}

/** The character most often counted after `history`; of several such, the one that was met first; `undefined` if there is no row. */
export function likeliest(model: MarkovModel, history: string): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [character, count] of model.table.get(contextOf(model, history))?.counts ?? []) {
    if (count > most) [best, most] = [character, count];
  }
  return best;
}
//# sourceMappingURL=../../.maps/models/ngram/evaluate.ts.map
