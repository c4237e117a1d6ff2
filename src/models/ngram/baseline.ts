// Tangled from book/01-markov-chains/02-maximum-likelihood.md. Edit the book, then: npm run tangle
/** Perturbed tables, to compare a counted one with. */
import type { Distribution } from "../../information/entropy.ts";
import type { Random } from "../../random/random.ts";
import type { CountTable } from "./model.ts";

/** The model with each count multiplied by a factor in 1 ± `noise`. */
export function perturb(
  model: CountTable,
  noise: number,
  random: Random,
): CountTable {
  const table = [...model.table].map(([context, row]) => {
    const counts = new Map<string, number>();
    let total = 0;
    for (const [next, count] of row.counts) {
      const noisy = count * (1 + noise * (2 * random.uniform() - 1));
      counts.set(next, noisy);
      total += noisy;
    }
    return [context, { counts, total }] as const;
  });
  return { order: model.order, table: new Map(table) };
}
//# sourceMappingURL=../../.maps/models/ngram/baseline.ts.map
