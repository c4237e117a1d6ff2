// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
/** Drawing many times from one distribution: the alias method. */
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";

/** One entry for each item, all of the same width. */
export interface AliasTable {
  readonly width: number;
  /** The part of entry x that belongs to item x, from 0 to `width`. */
  readonly own: Float64Array;
  /** The item to which the rest of entry x belongs. */
  readonly alias: Int32Array;
}

// Build the alias table
/**
 * The table for items drawn in proportion to `weights`; without any
 * rounding if these are whole numbers and their sum times their number
 * is below 2⁵³. Throws `RangeError` if they are no weights.
 * Source: Vose, 1991.
 */
export function aliasTable(weights: readonly number[]): AliasTable {
  const width = weights.reduce((sum, weight) => sum + weight, 0);
  // Refuse invalid weights
  if (!(width > 0 && width < Infinity) || weights.some((weight) => weight < 0)) {
    throw new RangeError("aliasTable: weights must be finite, none of them negative and not all zero");
  }
  // scaled so that the mean item fills its entry exactly
  const own = Float64Array.from(weights, (each) => weights.length * each);
  const alias = Int32Array.from(weights, (_, x) => x);
  // items that leave space in their entry, and items that need more
  const [small, large]: [number[], number[]] = [[], []];
  own.forEach((size, x) => (size < width ? small : large).push(x));
  // Enter the filling in the ledger
  // a sum, a product and a comparison for each item; two numbers are kept for an entry
  ledger()?.("build alias table", { FLOPs: 3 * weights.length, "numbers kept": 2 * weights.length });
  // Fill each small entry from a large item
  while (small.length > 0 && large.length > 0) {
    const x = small.pop()!;
    const y = large.pop()!;
    alias[x] = y; // y fills what x leaves of its entry
    own[y]! -= width - own[x]!;
    (own[y]! < width ? small : large).push(y);
    // Enter one step in the ledger
    ledger()?.("build alias table", { FLOPs: 3 });
  }
  // Close the entries that rounding left open
  // what is left has exactly one full entry, but for rounding
  for (const x of [...small, ...large]) own[x] = width;
  return { width, own, alias };
}

// Draw from the alias table
/** An item: the one of an entry chosen uniformly, or its alias. */
export function drawAlias(table: AliasTable, random: Random): number {
  const { width, own, alias } = table;
  const position = random.uniform() * own.length;
  const entry = Math.floor(position);
  const isOwn = (position - entry) * width < own[entry]!;
  // Enter the draw in the ledger
  ledger()?.("alias draw", { FLOPs: 4, "numbers read": isOwn ? 1 : 2 });
  return isOwn ? entry : alias[entry]!;
}
//# sourceMappingURL=../.maps/generate/alias.ts.map
