// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** Pairs of numbers rotated by angles from a table. */
import type { FusedLoop } from "../storage.ts";

// Rotate the pairs of each row
/** x: rows of d numbers; angles: T rows of d/2 cosines and d/2 sines, for positions that begin again after T rows. */
export const rotary: FusedLoop = ([X, angles], [Y], [d = 2, interleaved = 0]) => {
  const [x, y, table] = [X!.numbers, Y!.numbers, angles!.numbers];
  const [half, step] = [d / 2, interleaved ? 2 : 1];
  for (let row = 0; row < x.length; row += d) {
    const at = row % table.length;
    for (let i = 0; i < half; i++) {
      const one = row + step * i;
      const other = interleaved ? one + 1 : one + half;
      const [cosine, sine] = [table[at + i]!, table[at + half + i]!];
      const [a, b] = [x[one]!, x[other]!];
      y[one] = a * cosine - b * sine;
      y[other] = a * sine + b * cosine;
    }
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/rotary.ts.map
