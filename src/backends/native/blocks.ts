// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
/** How large the blocks of a product are, from the sizes of the caches. */

/** Sizes of the blocks: mc × kc numbers of A and kc × nc numbers of B are packed. */
export interface Blocks {
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
}

/** Bytes of a float32. */
const BYTES = 4;
/** Cache sizes where the system reports none, and the most of the last level that is counted. */
const [USUAL, MOST_OF_L3] = [[2 ** 15, 2 ** 18, 2 ** 22], 2 ** 23] as const;

/**
 * Block sizes for a tile of rows × columns numbers: a micro-panel of B takes the first cache, a block of A half of the second, a
 * block of B half of the third. Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008).
 */
export function blocksFor({ rows, columns }: { readonly rows: number; readonly columns: number }, caches: readonly number[]): Blocks {
  const [first, second, third] = USUAL.map((usual, level) => caches[level] || usual) as [number, number, number];
  // Derive the block sizes from the caches
  const down = (size: number, step: number) => Math.max(step, Math.floor(size / step) * step);
  const kc = down(first / (columns * BYTES), 8);
  const mc = down(second / 2 / (kc * BYTES), rows);
  const nc = down(Math.min(third, MOST_OF_L3) / 2 / (kc * BYTES), columns);
  return { mc, kc, nc };
}
//# sourceMappingURL=../../.maps/backends/native/blocks.ts.map
