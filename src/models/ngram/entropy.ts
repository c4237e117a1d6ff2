// Tangled from book/01-markov-chains/02-maximum-likelihood.md. Edit the book, then: npm run tangle
/** The entropy of a table, and the excess loss of another one. */
import { probability, type CountTable } from "./model.ts";

/**
 * The conditional entropy of a character in its context, in nats.
 * Throws `RangeError` if the table is empty.
 */
export function conditionalEntropy(model: CountTable): number {
  let sum = 0;
  let places = 0;
  for (const { counts, total } of model.table.values()) {
    for (const count of counts.values()) {
      sum -= count * Math.log(count / total);
    }
    places += total;
  }
  // Refuse an empty table
  if (places === 0) throw new RangeError("conditionalEntropy: the table is empty");
  return sum / places;
}

/**
 * The loss of `baseline` minus that of `counted` on the training text of
 * `counted`, in nats per character: the mean divergence of the rows.
 * Throws `RangeError` if nothing was counted.
 */
export function excess(counted: CountTable, baseline: CountTable): number {
  let sum = 0;
  let places = 0;
  for (const [context, { counts, total }] of counted.table) {
    for (const [next, count] of counts) {
      const q = probability(baseline, context, next);
      sum += count * Math.log(count / total / q);
    }
    places += total;
  }
  // Refuse an empty baseline
  if (places === 0) throw new RangeError("excess: the table is empty");
  return sum / places;
}
//# sourceMappingURL=../../.maps/models/ngram/entropy.ts.map
