// Tangled from book/left-to-show/03-stationary-distributions.md. Edit the book, then: npm run tangle
/** A Markov chain as a transition matrix, and its stationary distribution. */
import { entropy, type Distribution } from "../../information/entropy.ts";
import { withoutFirst } from "../../tokenizers/characters.ts";
import type { CountTable } from "./model.ts";

// Describe a chain of states
/** The transition matrix, in the order of `states`; every row sums to one. */
export interface Chain {
  readonly states: readonly string[];
  readonly matrix: readonly Distribution[];
}

// Lift the contexts to states
/**
 * The chain whose states are the contexts of a model, of order 1 or more.
 * Throws `RangeError` where a context leads to one that has no row, so that the chain would have to stop.
 */
export function chainOf({ order, table }: CountTable): Chain {
  if (order < 1) throw new RangeError("chainOf: at order 0 the one context does not say which letter came");
  const rows = [...table].sort(([one], [other]) => (one < other ? -1 : 1));
  const places = new Map(rows.map(([context], x) => [context, x]));
  const matrix = rows.map(([context, { counts, total }]) => {
    const row = new Array<number>(rows.length).fill(0);
    for (const [next, count] of counts) {
      const to = withoutFirst(context + next);
      const place = places.get(to);
      if (place === undefined) throw new RangeError(`chainOf: the chain stops at ${JSON.stringify(to)}, which has no row`);
      row[place] = count / total;
    }
    return row;
  });
  return { states: rows.map(([context]) => context), matrix };
}

// Advance the distribution by one step
/** The distribution one step on: the row vector `now` times the matrix. */
export function advance(now: Distribution, matrix: readonly Distribution[]): Distribution {
  const next = new Array<number>(now.length).fill(0);
  matrix.forEach((row, x) => {
    const share = now[x] ?? 0;
    if (share > 0) row.forEach((chance, y) => (next[y] = (next[y] ?? 0) + share * chance));
  });
  return next;
}

function distance(one: Distribution, other: Distribution): number {
  return one.reduce((sum, share, x) => sum + Math.abs(share - (other[x] ?? 0)), 0);
}

// Iterate the lazy chain until nothing changes
/**
 * The stationary distribution of an irreducible chain; of another, one
 * of several. Throws `RangeError` after 100,000 steps without a rest;
 * what moves by less than 1e-14 in a step counts as being at rest.
 */
export function settle({ states, matrix }: Chain): Distribution {
  let now: Distribution = states.map(() => 1 / states.length);
  for (let step = 0; step < 100_000; step++) {
    const next = advance(now, matrix);
    const tossed = now.map((share, x) => (share + (next[x] ?? 0)) / 2);
    if (distance(now, tossed) < 1e-14) return tossed;
    now = tossed;
  }
  throw new RangeError("settle: the chain does not come to rest");
}

// Take the mean entropy of the rows
/** The entropy rate in nats, if `settled` is the stationary distribution. */
export function entropyRate({ matrix }: Chain, settled: Distribution): number {
  return matrix.reduce((sum, row, x) => sum + (settled[x] ?? 0) * entropy(row), 0);
}
//# sourceMappingURL=../../.maps/models/ngram/chain.ts.map
