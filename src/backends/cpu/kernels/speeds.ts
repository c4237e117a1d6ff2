// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** Textbook loops for the product of matrices, which the kernel of the backend is compared with. */
import type { Numbers } from "../../../layout/dtype.ts";

/** A is m × k, B is k × n, C is m × n, each row by row. */
export interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Writes A B to C. */
export type Product = (a: Numbers, b: Numbers, c: Numbers, sizes: Sizes) => void;

/** The order of the definition: each element is the dot product of a row and a column. */
export const naive: Product = (a, b, c, { m, k, n }) => {
  // Multiply rows by columns
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * n + j]!;
      c[i * n + j] = sum;
    }
  }
};

/** The loops over p and j interchanged, so that all three matrices are read along their rows. */
export const interchanged: Product = (a, b, c, { m, k, n }) => {
  c.fill(0);
  // Add multiples of rows of B
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p]!;
      for (let j = 0; j < n; j++) c[i * n + j]! += factor * b[p * n + j]!;
    }
  }
};

/** The interchanged loops, a block of B at a time. */
export const blocked: Product = (a, b, c, { m, k, n }) => {
  const size = 64;
  c.fill(0);
  // Go through B block by block
  for (let top = 0; top < k; top += size) {
    for (let left = 0; left < n; left += size) {
      const [bottom, right] = [Math.min(k, top + size), Math.min(n, left + size)];
      // Add multiples of rows within the block
      for (let i = 0; i < m; i++) {
        for (let p = top; p < bottom; p++) {
          const factor = a[i * k + p]!;
          for (let j = left; j < right; j++) c[i * n + j]! += factor * b[p * n + j]!;
        }
      }
    }
  }
};

/** The naive loops unrolled, with four products an iteration and one accumulator. For k a multiple of four. */
export const unrolled: Product = (a, b, c, { m, k, n }) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      // Add four products to one sum
      for (let p = 0; p < k; p += 4) {
        const [x, y] = [i * k + p, p * n + j];
        sum += a[x]! * b[y]!;
        sum += a[x + 1]! * b[y + n]!;
        sum += a[x + 2]! * b[y + 2 * n]!;
        sum += a[x + 3]! * b[y + 3 * n]!;
      }
      c[i * n + j] = sum;
    }
  }
};

/** The same with four independent accumulators. For k a multiple of four. */
export const independentAccumulators: Product = (a, b, c, { m, k, n }) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let [s, t, u, v] = [0, 0, 0, 0];
      // Add four products to four sums
      for (let p = 0; p < k; p += 4) {
        const [x, y] = [i * k + p, p * n + j];
        s += a[x]! * b[y]!;
        t += a[x + 1]! * b[y + n]!;
        u += a[x + 2]! * b[y + 2 * n]!;
        v += a[x + 3]! * b[y + 3 * n]!;
      }
      c[i * n + j] = s + t + u + v;
    }
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/speeds.ts.map
