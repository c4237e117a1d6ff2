// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** The product of float32 matrices: blocks of both are packed, and multiplied tile by tile. */
import type { View } from "../backend.ts";
import type { Tile } from "./kernels/matmul.ts";
import { rangesOf, type Calls } from "./parts.ts";
import { blockOf } from "./storage.ts";

/** Where a product works: its tile, what runs a function of the module for each part, into how many parts at most, and the address of its scratch memory, of `scratchBytes`. */
export interface Workshop {
  readonly tile: Tile;
  readonly run: (name: "packPanels" | "multiplyRows", calls: Calls) => void;
  readonly parts: number;
  readonly scratch: number;
}

// Set the size of a block of B
/** Steps of a packed block of B, and about how many columns: 256 × 1,024 float32 are 1 MiB. */
const DEPTH = 256;
const COLUMNS = 1024;

/** The columns of a block of B: whole tiles. */
const widthOf = ({ vectors }: Tile): number => Math.ceil(COLUMNS / (4 * vectors)) * 4 * vectors;

/** Memory of one part: a micro-panel of A, and a row of tiles that are not whole. */
const roomOf = (tile: Tile): number => 4 * tile.rows * (DEPTH + widthOf(tile));

/** Memory for a block of B and for parts, in bytes. */
export function scratchBytes(tile: Tile, parts: number): number {
  return 4 * widthOf(tile) * DEPTH + parts * roomOf(tile);
}

/** Addresses of the first elements, and strides in bytes, of one matrix. */
interface Place {
  readonly start: number;
  readonly across: number;
  readonly along: number;
}

const placeOf = (view: View, each: number): Place => ({
  start: blockOf(view).address + 4 * (view.offset + each * view.strides[0]!),
  across: 4 * view.strides[1]!,
  along: 4 * view.strides[2]!,
});

/** [batch, m, k] × [batch, k, n] → [batch, m, n], sums in float32. `output` is contiguous along its rows. */
export function product(left: View, right: View, output: View, workshop: Workshop): void {
  const [m, k, n] = [left.shape[1]!, left.shape[2]!, right.shape[2]!];
  if (m === 0) return;
  for (let each = 0; each < output.shape[0]!; each++) {
    multiply([left, right, output].map((view) => placeOf(view, each)) as [Place, Place, Place], { m, k, n }, workshop);
  }
}

function multiply([a, b, c]: readonly [Place, Place, Place], { m, k, n }: { readonly m: number; readonly k: number; readonly n: number }, { tile, run, parts, scratch }: Workshop): void {
  const [columns, width] = [4 * tile.vectors, widthOf(tile)];
  const block = scratch + parts * roomOf(tile);

  // Multiply packed blocks tile by tile
  for (let j = 0; j < n; j += width) {
    const wide = Math.min(width, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = Math.min(DEPTH, k - p);
      run("packPanels", packing(j, p, wide, depth));
      run("multiplyRows", multiplying(j, p, wide, depth));
    }
  }

  /** One call of `packPanels` for each part of a block. */
  function packing(j: number, p: number, wide: number, depth: number): Calls {
    const from = b.start + p * b.across + j * b.along;
    return rangesOf(wide, columns, parts).map(({ first, count }) => [block + 4 * first * depth, from + first * b.along, b.along, b.across, depth, count]);
  }

  /** One call of `multiplyRows` for each part of the columns of C that a block has: rows, and columns too if there are too few rows. */
  function multiplying(j: number, p: number, wide: number, depth: number): Calls {
    const byRows = rangesOf(m, tile.rows, parts);
    const byColumns = rangesOf(wide, columns, Math.floor(parts / byRows.length));
    return byRows.flatMap((row) => byColumns.map((column) => ({ row, column }))).map(({ row, column }, part) => {
      const panel = scratch + part * roomOf(tile);
      return [
        a.start + row.first * a.across + p * a.along, a.across, a.along, block + 4 * column.first * depth,
        c.start + row.first * c.across + 4 * (j + column.first), c.across, depth, row.count, column.count, p > 0 ? 1 : 0, panel, panel + 4 * tile.rows * DEPTH,
      ];
    });
  }
}
//# sourceMappingURL=../../.maps/backends/wasm/product.ts.map
