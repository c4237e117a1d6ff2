// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** A Markov chain over characters: a table of what followed what. */

// Describe the table
/** What followed one context in the training text. */
export interface Successors {
  /** How often each character did; only those that did. */
  readonly counts: ReadonlyMap<string, number>;
  /** The sum of the counts. */
  readonly total: number;
}

/** A row of successors for every context of `order` characters that the training text holds. */
export interface MarkovModel {
  readonly order: number;
  readonly table: ReadonlyMap<string, Successors>;
}

// Train by counting
/**
 * Counts, at every place of `text`, which character follows the `order` characters before it.
 * Throws `RangeError` if `order` is not 0, 1, 2, …
 */
export function train(text: string, order: number): MarkovModel {
  // Refuse an order that is not a count
  if (!Number.isInteger(order) || order < 0) {
    throw new RangeError(`train: the order must be 0, 1, 2, …, not ${order}`);
  }
  const table = new Map<string, { counts: Map<string, number>; total: number }>();
  for (let i = order; i < text.length; i++) {
    const context = text.slice(i - order, i);
    // Count the character that follows
    let successors = table.get(context);
    if (!successors) table.set(context, (successors = { counts: new Map(), total: 0 }));
    const next = text.charAt(i);
    successors.counts.set(next, (successors.counts.get(next) ?? 0) + 1);
    successors.total++;
  }
  return { order, table };
}

// Look up a probability
/** The last `order` characters of `history`, which are all that the model looks at. Throws `RangeError` if there are fewer. */
export function contextOf({ order }: MarkovModel, history: string): string {
  if (history.length < order) {
    throw new RangeError(`order ${order} needs ${order} characters to start from, not ${history.length}`);
  }
  return history.slice(history.length - order);
}

/** The share that `next` has in the row of the context; 0 if it never followed, or if the context is not in the table. */
export function probability(model: MarkovModel, history: string, next: string): number {
  const row = model.table.get(contextOf(model, history));
  return row ? (row.counts.get(next) ?? 0) / row.total : 0;
}
//# sourceMappingURL=../.maps/markov/model.ts.map
