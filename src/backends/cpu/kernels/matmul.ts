// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** The product of matrices. */
import type { View } from "../../backend.ts";
import type { Numbers } from "../../../layout/dtype.ts";
import { dataOf } from "../storage.ts";

/** [batch, m, k] × [batch, k, n] → [batch, m, n]. Each element is summed in the order of k, in double precision, and rounded once. */
export function matmul(left: View, right: View, output: View): void {
  const [batch, m, n] = output.shape as readonly [number, number, number];
  const k = left.shape[2]!;
  const [columns, rows] = [new Float64Array(Math.ceil(n / 4) * 4 * k), new Float64Array(4 * k)];
  const [a, b, out] = [left, right, output].map(dataOf) as [Numbers, Numbers, Numbers];
  // Multiply packed panels tile by tile
  for (let item = 0; item < batch; item++) {
    // all columns of B
    pack(columns, b, right.offset + item * right.strides[0]!,
      right.strides[2]!, right.strides[1]!, n, k);
    for (let i = 0; i < m; i += 4) {
      // four rows of A, or what is left at the lower edge
      pack(rows, a, left.offset + item * left.strides[0]! + i * left.strides[1]!,
        left.strides[1]!, left.strides[2]!, Math.min(4, m - i), k);
      const start = output.offset + item * output.strides[0]! + i * output.strides[1]!;
      for (let j = 0; j < n; j += 4)
        tile(out, start + j, output.strides[1]!, Math.min(4, m - i), Math.min(4, n - j),
          rows, columns, j * k, k);
    }
  }
}

// Pack four lines of a matrix side by side
/**
 * Copies lines (rows of A, columns of B) of length k into panels of
 * four. In the panel at j k, element 4 p + i is element p of line j + i,
 * or 0 if there is no such line. `across` is the stride from one line to
 * the next, `along` the stride within a line.
 */
function pack(panels: Float64Array, x: ArrayLike<number>, start: number,
  across: number, along: number, lines: number, k: number): void {
  for (let j = 0; j < lines; j += 4) {
    let [to, from] = [j * k, start + j * across];
    if (j + 4 <= lines) { // the usual case, without a test for each element
      for (let p = 0; p < k; p++, to += 4, from += along) {
        panels[to] = x[from]!;
        panels[to + 1] = x[from + across]!;
        panels[to + 2] = x[from + 2 * across]!;
        panels[to + 3] = x[from + 3 * across]!;
      }
    } else {
      for (let p = 0; p < k; p++, to += 4, from += along)
        for (let i = 0; i < 4; i++) panels[to + i] = j + i < lines ? x[from + i * across]! : 0;
    }
  }
}

function tile(out: Numbers, start: number, stride: number, m: number, n: number, rows: Float64Array, columns: Float64Array, q: number, k: number): void {
  // Accumulate a tile of sixteen elements
  let c00 = 0, c01 = 0, c02 = 0, c03 = 0;
  let c10 = 0, c11 = 0, c12 = 0, c13 = 0;
  let c20 = 0, c21 = 0, c22 = 0, c23 = 0;
  let c30 = 0, c31 = 0, c32 = 0, c33 = 0;
  for (let p = 0; p < 4 * k; p += 4, q += 4) {
    const b0 = columns[q]!, b1 = columns[q + 1]!;
    const b2 = columns[q + 2]!, b3 = columns[q + 3]!;
    const a0 = rows[p]!, a1 = rows[p + 1]!;
    const a2 = rows[p + 2]!, a3 = rows[p + 3]!;
    c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3;
    c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2; c13 += a1 * b3;
    c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2; c23 += a2 * b3;
    c30 += a3 * b0; c31 += a3 * b1; c32 += a3 * b2; c33 += a3 * b3;
  }
  if (m === 4 && n === 4) {
    const [one, two, three] = [start + stride, start + 2 * stride, start + 3 * stride];
    out[start] = c00; out[start + 1] = c01; out[start + 2] = c02; out[start + 3] = c03;
    out[one] = c10; out[one + 1] = c11; out[one + 2] = c12; out[one + 3] = c13;
    out[two] = c20; out[two + 1] = c21; out[two + 2] = c22; out[two + 3] = c23;
    out[three] = c30; out[three + 1] = c31; out[three + 2] = c32; out[three + 3] = c33;
    return;
  }
  const c = [c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33];
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[start + i * stride + j] = c[4 * i + j]!;
}

/** A matrix in an array: its first element is at `start`, rows and columns are so many numbers apart. */
export interface Matrix {
  readonly numbers: Numbers;
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
  readonly row: number;
  readonly column: number;
}

/** out = a b, for one product within a kernel; the columns of `out` are neighbours. */
export function multiplyInto(out: Matrix, a: Matrix, b: Matrix): void {
  const [m, n, k] = [a.rows, b.columns, a.columns];
  const [columns, rows] = [new Float64Array(Math.ceil(n / 4) * 4 * k), new Float64Array(4 * k)];
  pack(columns, b.numbers, b.start, b.column, b.row, n, k);
  for (let i = 0; i < m; i += 4) {
    pack(rows, a.numbers, a.start + i * a.row, a.row, a.column, Math.min(4, m - i), k);
    for (let j = 0; j < n; j += 4) tile(out.numbers, out.start + i * out.row + j, out.row, Math.min(4, m - i), Math.min(4, n - j), rows, columns, j * k, k);
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/matmul.ts.map
