// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
/** Modified Kneser–Ney smoothing: three discounts for each order, estimated from counts of counts. */
// Import what modified Kneser–Ney smoothing needs
import { lastCharacters } from "../../tokenizers/characters.ts";
import type { CountTable } from "./model.ts";
import type { Smoothing } from "./smoothing.ts";

// Count the n-grams of each count
/** n[c]: how many n-grams of a table have the count c, up to `highest`. */
export function countsOfCounts({ table }: CountTable, highest: number): number[] {
  const n = new Array<number>(highest + 1).fill(0);
  for (const { counts } of table.values())
    for (const count of counts.values()) if (count <= highest) n[count]!++;
  return n;
}

// Estimate three discounts for one order
/** κ₁, κ₂ and κ₃ of a table. Source: Chen and Goodman, 1999. */
export function modifiedDiscounts(table: CountTable): readonly number[] {
  const n = countsOfCounts(table, 4);
  const Y = n[1]! / (n[1]! + 2 * n[2]!);
  return [1, 2, 3].map((c) => {
    const kappa = c - ((c + 1) * Y * n[c + 1]!) / n[c]!;
    // too few n-grams, as at order 0: one discount, as before
    return kappa > 0 && kappa <= c ? kappa : 3 / 4;
  });
}

// Sum the discounts of each row
function discountRows(table: CountTable) {
  const kappas = modifiedDiscounts(table);
  const kappa = (count: number) =>
    count === 0 ? 0 : kappas[Math.min(count, 3) - 1]!;
  const rows = [...table.table].map(([context, row]) => {
    let discounts = 0;
    for (const count of row.counts.values()) discounts += kappa(count);
    return [context, { ...row, discounts }] as const;
  });
  return { order: table.order, kappa, rows: new Map(rows) };
}

// Interpolate all orders with three discounts
/** Modified Kneser–Ney smoothing of continuation counts. */
export const modifiedKneserNey: Smoothing = ({ tables, alphabet }) => {
  const discountedTables = tables.map(discountRows);
  return {
    order: tables.length - 1,
    probability(history, next) {
      let q = 1 / alphabet.size;
      for (const { order, kappa, rows } of discountedTables) {
        if (order > history.length) break;
        const row = rows.get(lastCharacters(history, order));
        if (!row) break;
        const count = row.counts.get(next) ?? 0;
        q = (count - kappa(count) + row.discounts * q) / row.total;
      }
      return q;
    },
  };
};
//# sourceMappingURL=../../.maps/models/ngram/modified-kneser-ney.ts.map
