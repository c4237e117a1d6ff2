// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
/** How a product of matrices is cut: what a thread computes, what a workgroup computes. */

/** Threads of a workgroup along rows and columns of the product, and how many rows and columns each of them computes. */
export interface Tile {
  readonly height: number;
  readonly width: number;
  readonly rows: number;
  readonly columns: number;
}

/** A tile whose operands are in shared memory: so many steps along k at a time, and padding after each of their columns and rows. */
export interface SharedTile extends Tile {
  readonly depth: number;
  readonly padding: number;
}

/** Rows of the tile of a workgroup. */
export function tallOf({ height, rows }: Tile): number {
  return height * rows;
}

/** Columns of the tile of a workgroup. */
export function wideOf({ width, columns }: Tile): number {
  return width * columns;
}
//# sourceMappingURL=../.maps/gpu/tile.ts.map
