// Tangled from book/01-markov-chains/01-chain-rule-and-markov-assumption.md. Edit the book, then: npm run tangle
/** The loss of a text under a model. */
import { ledger } from "../../ledger/ledger.ts";
import { countCharacters, placesIn } from "../../tokenizers/characters.ts";
import { contextOf, probability, type CountTable } from "./model.ts";

// Add the logarithms
/**
 * log P of `text` from position `from` on, given what precedes it:
 * −∞ if one of its characters has probability 0.
 */
export function logProbability(
  model: CountTable,
  text: string,
  from: number,
): number {
  let sum = 0;
  for (const { history, next } of placesIn(text, model.order, from)) {
    sum += Math.log(probability(model, history, next));
    // Record the logarithm and the sum
    ledger()?.("evaluate", { FLOPs: 2 });
  }
  return sum;
}

// Take the mean over the characters
/**
 * The negative log-likelihood of `text` from position `from` on, in
 * nats per character. Throws `RangeError` if there is no character.
 */
export function loss(
  model: CountTable,
  text: string,
  from: number,
): number {
  // Refuse an empty text
  if (from >= text.length) {
    throw new RangeError("loss: there is no character to evaluate");
  }
  return -logProbability(model, text, from) / countCharacters(text, from);
}

// Convert the loss to bits and to perplexity
/** A loss in nats, in bits. */
export function bits(nats: number): number {
  return nats / Math.LN2;
}

/** The perplexity of a loss in nats. */
export function perplexity(nats: number): number {
  return Math.exp(nats);
}

// Count zero probabilities and correct predictions
/** The result of evaluating a model on a text. */
export interface Evaluation {
  readonly places: number;
  /** The places whose character has probability 0. */
  readonly impossible: number;
  /** The places whose character is the one most often counted; of several such, the one that was met first. */
  readonly guessed: number;
  /** The mean information content at the other places, in bits; NaN if there are none. */
  readonly bitsElsewhere: number;
}

/** Evaluates a model on `text` from position `from` on. */
export function evaluate(model: CountTable, text: string, from: number): Evaluation {
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
export function likeliest(model: CountTable, history: string): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [character, count] of model.table.get(contextOf(model, history))?.counts ?? []) {
    if (count > most) [best, most] = [character, count];
  }
  return best;
}
//# sourceMappingURL=../../.maps/models/ngram/evaluate.ts.map
