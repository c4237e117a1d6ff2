// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/** Attention, a block of queries at a time: no table of all scores is made. */
import type { Numbers } from "../../../layout/dtype.ts";
import type { Block, FusedLoop } from "../storage.ts";
import { multiplyInto, type Matrix } from "./matmul.ts";

/** So many queries at a time. */
export const QUERIES = 32;

// Find the keys of a query
/** Which keys a query reads. */
export interface Reach {
  readonly T: number;
  readonly N: number;
  readonly causal: number;
  readonly window: number;
}

/** The keys from `first` on, before `end`. */
export interface Keys {
  readonly first: number;
  readonly end: number;
}

/** The keys that query t of T reads; a window of 0 is none. */
export function keysOf(t: number, { T, N, causal, window }: Reach): Keys {
  const end = causal === 0 ? N : N - T + t + 1;
  return { first: window === 0 ? 0 : Math.max(0, end - window), end };
}

/** The sizes of q: [batch, T, d], k: [batch, N, d] and v: [batch, N, m]. The parameters are the scale, 1 for a causal mask, and the window or 0. */
export function sizesOf([q, k, v]: readonly Pick<Block, "shape">[], [scale = 1, causal = 0, window = 0]: readonly number[]): Sizes {
  const [batch, T, d] = q!.shape as readonly [number, number, number];
  return { batch, T, d, N: k!.shape[1]!, m: v!.shape[2]!, scale, causal, window };
}

/** The sizes of attention: `batch` sequences of T queries and N keys of d numbers, and values of m; and what the kernel is told. */
export interface Sizes extends Reach {
  readonly batch: number;
  readonly d: number;
  readonly m: number;
  readonly scale: number;
}

/** Consecutive rows of so many numbers, from row `first` on. */
function rowsFrom(numbers: Numbers, first: number, rows: number, columns: number): Matrix {
  return { numbers, start: first * columns, rows, columns, row: columns, column: 1 };
}

function transposed({ numbers, start, rows, columns, row, column }: Matrix): Matrix {
  return { numbers, start, rows: columns, columns: rows, row: column, column: row };
}

/** A block of n queries from t on in a sequence, the keys that they read together, and the places of both among those of all sequences. */
export function* blocksOf(sizes: Sizes) {
  const { batch, T, N } = sizes;
  for (let item = 0; item < batch; item++) {
    for (let t = 0; t < T; t += QUERIES) {
      const n = Math.min(QUERIES, T - t);
      const [{ first }, { end }] = [keysOf(t, sizes), keysOf(t + n - 1, sizes)];
      yield { t, n, first, count: end - first, at: item * T + t, from: item * N + first };
    }
  }
}

// Attend a block of queries at a time
/** o: [batch, T, m], and the log-sum-exp of each query’s scores: [batch, T] */
export const attention: FusedLoop = ([q, k, v], [o, lse], parameters) => {
  const sizes = sizesOf([q!, k!, v!], parameters);
  const { N, d, m } = sizes;
  const scores = new Float64Array(QUERIES * N); // of one block
  for (const { t, n, first, count, at, from } of blocksOf(sizes)) {
    const S = rowsFrom(scores, 0, n, count);
    multiplyInto(S, rowsFrom(q!.numbers, at, n, d),
      transposed(rowsFrom(k!.numbers, from, count, d)));
    for (let r = 0; r < n; r++) {
      const row = scores.subarray(r * count, (r + 1) * count);
      lse!.numbers[at + r] = normalise(row, first, keysOf(t + r, sizes), sizes);
    }
    multiplyInto(rowsFrom(o!.numbers, at, n, m), S, rowsFrom(v!.numbers, from, count, m));
  }
};

/**
 * Weights in place of a row of scores, which begins at key `before`; 0 for
 * keys that are not read. Returns the log-sum-exp of the scaled scores.
 */
export function normalise(
  row: Numbers, before: number, { first, end }: Keys, { scale }: Sizes,
): number {
  let [largest, total] = [-Infinity, 0];
  for (let j = first - before; j < end - before; j++) {
    row[j] = scale * row[j]!;
    largest = Math.max(largest, row[j]!);
  }
  for (let j = first - before; j < end - before; j++) {
    row[j] = Math.exp(row[j]! - largest);
    total += row[j]!;
  }
  for (let j = 0; j < row.length; j++) {
    const isRead = j >= first - before && j < end - before;
    row[j] = isRead ? row[j]! / total : 0;
  }
  return largest + Math.log(total);
}

// Compute the gradients a block of queries at a time
/** From q, k, v, o, lse and dO: dQ, dK and dV. The weights are computed again, from the scores and their log-sum-exp. */
export const attentionBackward: FusedLoop = ([q, k, v, o, lse, dO], [dQ, dK, dV], parameters) => {
  const sizes = sizesOf([q!, k!, v!], parameters);
  const { N, d, m } = sizes;
  const [scores, slopes, sums] = [new Float64Array(QUERIES * N), new Float64Array(QUERIES * N), new Float64Array(N * Math.max(d, m))];
  const [forKeys, forValues] = [new Float64Array(dK!.numbers.length), new Float64Array(dV!.numbers.length)];
  for (const { t, n, first, count, at, from } of blocksOf(sizes)) {
    const [P, dS] = [rowsFrom(scores, 0, n, count), rowsFrom(slopes, 0, n, count)];
    const [queries, keys, values, gradients] = [rowsFrom(q!.numbers, at, n, d), rowsFrom(k!.numbers, from, count, d), rowsFrom(v!.numbers, from, count, m), rowsFrom(dO!.numbers, at, n, m)];
    multiplyInto(P, queries, transposed(keys)); // scores so far
    multiplyInto(dS, gradients, transposed(values)); // dP so far
    for (let r = 0; r < n; r++) {
      const place = at + r;
      let D = 0;
      for (let c = 0; c < m; c++) D += dO!.numbers[place * m + c]! * o!.numbers[place * m + c]!;
      const rows = { weights: scores.subarray(r * count, (r + 1) * count), slopes: slopes.subarray(r * count, (r + 1) * count) };
      gradientsOfScores(rows, first, keysOf(t + r, sizes), { scale: sizes.scale, lse: lse!.numbers[place]!, D });
    }
    multiplyInto(rowsFrom(dQ!.numbers, at, n, d), dS, keys);
    const add = (to: Float64Array, by: Matrix, of: Matrix) => {
      multiplyInto(rowsFrom(sums, 0, count, of.columns), transposed(by), of);
      for (let i = 0; i < count * of.columns; i++) to[from * of.columns + i] = to[from * of.columns + i]! + sums[i]!;
    };
    add(forKeys, dS, queries);
    add(forValues, P, gradients);
  }
  dK!.numbers.set(forKeys);
  dV!.numbers.set(forValues);
};

/** What the backward pass knows of a query. */
interface Kept {
  readonly scale: number;
  readonly lse: number;
  readonly D: number;
}

// Recompute the weights from the log-sum-exp
/** p = exp(scale · score − lse) and scale · dS = scale · p (dP − D), in place of both. */
function gradientsOfScores(
  { weights, slopes }: { readonly weights: Numbers; readonly slopes: Numbers },
  before: number, { first, end }: Keys, { scale, lse, D }: Kept,
): void {
  for (let j = 0; j < weights.length; j++) {
    const isRead = j >= first - before && j < end - before;
    weights[j] = isRead ? Math.exp(scale * weights[j]! - lse) : 0;
    slopes[j] = isRead ? scale * weights[j]! * (slopes[j]! - D) : 0;
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/attention.ts.map
