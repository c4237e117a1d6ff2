// Tangled from book/01-markov-chains/04-add-one-and-witten-bell.md. Edit the book, then: npm run tangle
/** Smoothed n-gram models: a probability for every character, counted or not. */
// Import the tables and the vocabulary
import { ledger } from "../../ledger/ledger.ts";
import { lastCharacters, placesIn } from "../../tokenizers/characters.ts";
import { alphabetOf, type Alphabet } from "../../tokenizers/alphabet.ts";
import { contextOf, train, type CountTable } from "./model.ts";

// Describe an n-gram model
/** The tables of order 0, 1, …, k, and the vocabulary. */
export interface Counts {
  readonly tables: readonly CountTable[];
  readonly alphabet: Alphabet;
}

/** A predictive distribution after every history. */
export interface NgramModel {
  readonly order: number;
  /** Sums to one over the characters and the unknown token. */
  probability(history: string, next: string): number;
}

/** A method that turns counts into an n-gram model. */
export type Smoothing = (counts: Counts) => NgramModel;

// Count at every order
/**
 * Counts `training` at each order from 0 to `order`.
 * Throws `RangeError` if that is not 0, 1, 2, …
 */
export function countsOf(training: string, order: number): Counts {
  const tables = [train(training, order)];
  for (let shorter = order - 1; shorter >= 0; shorter--)
    tables.unshift(train(training, shorter));
  return { tables, alphabet: alphabetOf(training) };
}

function highest(tables: readonly CountTable[]): CountTable {
  const model = tables.at(-1);
  if (!model) throw new RangeError("smoothing: there is no table");
  return model;
}

// Add α to every count
/** The posterior mean for a Dirichlet prior: (c + α) / (r + αV). */
export function addAlpha(alpha: number): Smoothing {
  // Refuse an α that is not positive
  if (!(alpha > 0)) throw new RangeError(`addAlpha: the credit must be positive, not ${alpha}`);
  return ({ tables, alphabet }) => {
    const model = highest(tables);
    return {
      order: model.order,
      probability(history, next) {
        const row = model.table.get(contextOf(model, history));
        // Add α to the count
        const count = row?.counts.get(next) ?? 0;
        const total = row?.total ?? 0;
        return (count + alpha) / (total + alpha * alphabet.size);
      },
    };
  };
}

// Interpolate all orders by Witten and Bell
/** Interpolates with the lower orders, by the weight ν / (r + ν). */
export const wittenBell: Smoothing = ({ tables, alphabet }) => ({
  order: highest(tables).order,
  probability(history, next) {
    let q = 1 / alphabet.size;
    // Record the uniform model
    ledger()?.("evaluate", { FLOPs: 1 });
    for (const { order, table } of tables) {
      if (order > history.length) break;
      const row = table.get(lastCharacters(history, order));
      // Record one order
      ledger()?.("evaluate", { probes: row ? 2 : 1, FLOPs: row ? 4 : 0 });
      if (!row) break;
      // Interpolate with the lower order
      const count = row.counts.get(next) ?? 0;
      const distinct = row.counts.size;
      q = (count + distinct * q) / (row.total + distinct);
    }
    return q;
  },
});

// Take the loss of an n-gram model
/**
 * The loss of `text` from position `from` on, in nats per character.
 * Throws `RangeError` if there is no character.
 */
export function lossUnder(
  model: NgramModel, text: string, from: number): number {
  if (from >= text.length)
    throw new RangeError("lossUnder: there is no character to evaluate");
  let [sum, places] = [0, 0];
  for (const { history, next } of placesIn(text, model.order, from)) {
    sum += Math.log(model.probability(history, next));
    places++;
    ledger()?.("evaluate", { FLOPs: 2 });
  }
  return -sum / places;
}
//# sourceMappingURL=../../.maps/models/ngram/smoothing.ts.map
