// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
/** Kneser–Ney smoothing: absolute discounting on continuation counts. */
// Import the counts of all orders
import { ledger } from "../../ledger/ledger.ts";
import { lastCharacters, withoutFirst } from "../../tokenizers/characters.ts";
import type { CountTable, Successors } from "./model.ts";
import type { Counts, Smoothing } from "./smoothing.ts";

type Row = { counts: Map<string, number>; total: number };

// Replace the lower orders by continuation counts
/** Continuation counts in place of counts, below the highest order. */
export function countContinuations({ tables, alphabet }: Counts): Counts {
  const continued = tables.slice(1).map(continuations);
  return { tables: [...continued, ...tables.slice(-1)], alphabet };
}

// Count the distinct contexts of each continuation
function continuations(longer: CountTable): CountTable {
  const table = new Map<string, Row>();
  for (const [context, { counts }] of longer.table) {
    const shorter = withoutFirst(context);
    let row = table.get(shorter);
    if (!row) table.set(shorter, (row = { counts: new Map(), total: 0 }));
    // Record a longer row
    ledger()?.("count continuations", { probes: 1 + counts.size, FLOPs: 2 * counts.size });
    for (const next of counts.keys()) {
      row.counts.set(next, (row.counts.get(next) ?? 0) + 1);
      row.total++;
    }
  }
  return { order: longer.order - 1, table };
}

// Discount one row
/** q of `next` by absolute discounting; `lowerOrder` is its q'. */
export function discounted(
  row: Successors,
  next: string,
  kappa: number,
  lowerOrder: number,
): number {
  const kept = Math.max((row.counts.get(next) ?? 0) - kappa, 0);
  return (kept + kappa * row.counts.size * lowerOrder) / row.total;
}

// Interpolate all orders by absolute discounting
/** Absolute discounting by κ. Throws `RangeError` unless 0 < κ ≤ 1. */
export function discount(kappa: number): Smoothing {
  // Refuse a discount outside its range
  if (!(kappa > 0 && kappa <= 1)) throw new RangeError(`discount: κ must be above 0 and at most 1, not ${kappa}`);
  return ({ tables, alphabet }) => ({
    order: tables.length - 1,
    probability(history, next) {
      let q = 1 / alphabet.size;
      // Record the uniform model of the discount
      ledger()?.("evaluate", { FLOPs: 1 });
      for (const { order, table } of tables) {
        if (order > history.length) break;
        const row = table.get(lastCharacters(history, order));
        // Record one discounted order
        ledger()?.("evaluate", { probes: row ? 2 : 1, FLOPs: row ? 6 : 0 });
        if (!row) break;
        q = discounted(row, next, kappa, q);
      }
      return q;
    },
  });
}
//# sourceMappingURL=../../.maps/models/ngram/kneser-ney.ts.map
