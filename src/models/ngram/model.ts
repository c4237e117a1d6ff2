// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** A Markov chain over characters: a table of what followed what. */
// Import what the chain uses
import { ledger } from "../../ledger/ledger.ts";
import { countCharacters, lastCharacters, placesIn } from "../../tokenizers/characters.ts";

// Describe the table
/** What followed one context in the training text. */
export interface Successors {
  /** How often each character did; only those that did. */
  readonly counts: ReadonlyMap<string, number>;
  /** The sum of the counts. */
  readonly total: number;
}

/** A row for every context of `order` characters that was read. */
export interface MarkovModel {
  readonly order: number;
  readonly table: ReadonlyMap<string, Successors>;
}

// Train by counting
/**
 * Counts, at each place of `text`, what follows `order` characters.
 * Throws `RangeError` if `order` is not 0, 1, 2, …
 */
export function train(text: string, order: number): MarkovModel {
  // Refuse an order that is not a count
  if (!Number.isInteger(order) || order < 0) {
    throw new RangeError(`train: the order must be 0, 1, 2, …, not ${order}`);
  }
  const table = new Map<string, Row>();
  for (const { history: context, next } of placesIn(text, order)) {
    // Count the character that follows
    let row = table.get(context);
    if (!row) table.set(context, (row = { counts: new Map(), total: 0 }));
    row.counts.set(next, (row.counts.get(next) ?? 0) + 1);
    row.total++;
    ledger()?.("count", {
      probes: 2,
      FLOPs: 2,
      // a new row keeps a total, a new letter in it a count
      "numbers kept":
        Number(row.total === 1) + Number(row.counts.get(next) === 1),
    });
  }
  return { order, table };
}

type Row = { counts: Map<string, number>; total: number };

// Look up a probability
/** What the model looks at. Throws `RangeError` if that is too short. */
export function contextOf(model: MarkovModel, history: string): string {
  const { order } = model;
  const context = lastCharacters(history, order);
  // Refuse a history shorter than the order
  const found = countCharacters(context);
  if (found < order) throw new RangeError(`order ${order} needs ${order} characters to start from, not ${found}`);
  return context;
}

/** The share of `next` in the context's row; 0 if it has none. */
export function probability(
  model: MarkovModel,
  history: string,
  next: string,
): number {
  const row = model.table.get(contextOf(model, history));
  // Enter the look-up in the ledger
  ledger()?.("ask", {
    probes: row ? 2 : 1,
    FLOPs: row ? 1 : 0,
  });
  return row ? (row.counts.get(next) ?? 0) / row.total : 0;
}
//# sourceMappingURL=../../.maps/models/ngram/model.ts.map
