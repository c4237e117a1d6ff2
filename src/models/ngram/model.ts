// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** An n-gram model over characters: for each context, the counts of what followed it. */
// Import the characters and the ledger
import { ledger } from "../../ledger/ledger.ts";
import { countCharacters, lastCharacters, placesIn } from "../../tokenizers/characters.ts";

// Describe the table of counts
/** The row of one context: what followed it in the training text. */
export interface Successors {
  /** The count of each character that followed. */
  readonly counts: ReadonlyMap<string, number>;
  /** The sum of the counts. */
  readonly total: number;
}

/** A row for every context of `order` characters in the training text. */
export interface CountTable {
  readonly order: number;
  readonly table: ReadonlyMap<string, Successors>;
}

// Train by counting
/**
 * Counts, for each context of `order` characters of `text`, what follows it.
 * Throws `RangeError` if `order` is not 0, 1, 2, …
 */
export function train(text: string, order: number): CountTable {
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
      // a new row holds a total, a new character in it a count
      "numbers kept":
        Number(row.total === 1) + Number(row.counts.get(next) === 1),
    });
  }
  return { order, table };
}

type Row = { counts: Map<string, number>; total: number };

// Look up a probability
/** The last `order` characters. Throws `RangeError` if there are fewer. */
export function contextOf(model: CountTable, history: string): string {
  const { order } = model;
  const context = lastCharacters(history, order);
  // Refuse a history shorter than the order
  const found = countCharacters(context);
  if (found < order) throw new RangeError(`order ${order} needs ${order} characters to start from, not ${found}`);
  return context;
}

/** The relative frequency of `next` after its context; 0 without a row. */
export function probability(
  model: CountTable,
  history: string,
  next: string,
): number {
  const row = model.table.get(contextOf(model, history));
  // Record the look-up
  ledger()?.("evaluate", {
    probes: row ? 2 : 1,
    FLOPs: row ? 1 : 0,
  });
  return row ? (row.counts.get(next) ?? 0) / row.total : 0;
}
//# sourceMappingURL=../../.maps/models/ngram/model.ts.map
