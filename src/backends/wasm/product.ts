// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** The product of float32 matrices: blocks of both are packed, and multiplied tile by tile. */
import type { View } from "../backend.ts";
import type { Tile } from "./kernels/matmul.ts";
import { blockOf, type LinearMemory } from "./storage.ts";

/** Addresses, and strides in bytes. */
type Pack = (to: number, from: number, across: number, along: number, k: number) => void;

/** The functions that a product calls, and the tile that they compute. */
export interface ProductLoops {
  readonly tile: Tile;
  readonly tiles: (a: number, b: number, c: number, stride: number, k: number, count: number, adds: number) => void;
  readonly packRows: Pack;
  readonly packColumns: Pack;
}

/** Where a product works: the functions, the memory, and the address of its scratch memory, of `scratchBytes`. */
export interface Workshop {
  readonly loops: ProductLoops;
  readonly memory: LinearMemory;
  readonly scratch: number;
}

// Set the size of a block of B
/** Steps of a packed block of B, and about how many columns: 256 × 1,024 float32 are 1 MiB. */
const DEPTH = 256;
const MOST_COLUMNS = 1024;

/** The columns of a block of B: whole tiles. */
const widthOf = ({ vectors }: Tile): number => Math.floor(MOST_COLUMNS / (4 * vectors)) * 4 * vectors;

/** Memory for a micro-panel of A, a block of B and a row of tiles, in bytes. */
export function scratchBytes(tile: Tile): number {
  return 4 * (tile.rows * DEPTH + widthOf(tile) * DEPTH + tile.rows * widthOf(tile));
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
  for (let each = 0; each < output.shape[0]!; each++) {
    multiply([left, right, output].map((view) => placeOf(view, each)) as [Place, Place, Place], { m, k, n }, workshop);
  }
}

function multiply([a, b, c]: readonly [Place, Place, Place], { m, k, n }: { readonly m: number; readonly k: number; readonly n: number }, { loops, memory, scratch }: Workshop): void {
  const { rows, vectors } = loops.tile;
  const [columns, width] = [4 * vectors, widthOf(loops.tile)];
  const panel = scratch;
  const block = panel + 4 * rows * DEPTH;
  const edge = block + 4 * width * DEPTH;
  const floats = memory.numbers("float32", 0, memory.memory.buffer.byteLength / 4);

  // Multiply packed blocks tile by tile
  for (let j = 0; j < n; j += width) {
    const wide = Math.min(width, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = Math.min(DEPTH, k - p);
      packBlock(j, p, wide, depth);
      for (let i = 0; i < m; i += rows) {
        packPanel(i, p, depth);
        multiplyPanel(i, j, wide, depth, p > 0);
      }
    }
  }

  function packBlock(j: number, p: number, wide: number, depth: number): void {
    for (let q = 0; q < wide; q += columns) {
      const from = b.start + p * b.across + (j + q) * b.along;
      const there = Math.min(columns, wide - q);
      if (there === columns) loops.packColumns(block + 4 * q * depth, from, b.along, b.across, depth);
      else packPadded(block + 4 * q * depth, { start: from, across: b.along, along: b.across }, { depth, lines: columns, there });
    }
  }

  function packPanel(i: number, p: number, depth: number): void {
    const from = a.start + i * a.across + p * a.along;
    const there = Math.min(rows, m - i);
    if (there === rows) loops.packRows(panel, from, a.across, a.along, depth);
    else packPadded(panel, { ...a, start: from }, { depth, lines: rows, there });
  }

  /** Packs the lines that are there, and zeros for the others. */
  function packPadded(to: number, { start, across, along }: Place, { depth, lines, there }: { readonly depth: number; readonly lines: number; readonly there: number }): void {
    for (let p = 0; p < depth; p++) {
      for (let i = 0; i < lines; i++) floats[to / 4 + p * lines + i] = i < there ? floats[(start + i * across + p * along) / 4]! : 0;
    }
  }

  /** The tiles of some rows of C. Those that are not whole are computed aside, and what belongs to C is taken from there. */
  function multiplyPanel(i: number, j: number, wide: number, depth: number, adds: boolean): void {
    const there = Math.min(rows, m - i);
    const whole = there === rows ? Math.floor(wide / columns) : 0;
    const rest = Math.ceil(wide / columns) - whole;
    const to = c.start + i * c.across + 4 * j;
    loops.tiles(panel, block, to, c.across, depth, whole, adds ? 1 : 0);
    loops.tiles(panel, block + 4 * whole * columns * depth, edge, 4 * rest * columns, depth, rest, 0);
    for (let row = 0; row < (rest > 0 ? there : 0); row++) {
      const [source, target] = [edge / 4 + row * rest * columns, (to + row * c.across) / 4 + whole * columns];
      for (let q = 0; q < wide - whole * columns; q++) floats[target + q] = floats[source + q]! + (adds ? floats[target + q]! : 0);
    }
  }
}
//# sourceMappingURL=../../.maps/backends/wasm/product.ts.map
