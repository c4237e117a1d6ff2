// Tangled from book/01-markov-chains/02-why-counting-is-best.md. Edit the book, then: npm run tangle
/** Tables that differ from a counted one. */
import type { Random } from "../random/random.ts";
import type { MarkovModel } from "./model.ts";

/** The model with each count multiplied by a factor between 1 ± `spread`. */
export function shake(model: MarkovModel, spread: number, random: Random): MarkovModel {
  const table = [...model.table].map(([context, row]) => {
    const counts = new Map<string, number>();
    for (const [next, count] of row.counts) {
      counts.set(next, count * (1 + spread * (2 * random.uniform() - 1)));
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [context, { counts, total }] as const;
  });
  return { order: model.order, table: new Map(table) };
}
//# sourceMappingURL=../.maps/markov/rival.ts.map
