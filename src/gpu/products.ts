// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
/** Products of matrices on the model of a GPU, with the accesses of the kernels in WGSL. */
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";
import { launch, type Kernel } from "./launch.ts";
import { buffer, type Memory, type Space } from "./memory.ts";
import type { Report } from "./observer.ts";
import { tallOf, wideOf, type SharedTile, type Tile } from "./tile.ts";

/** The sizes of a product: [m, k] × [k, n]. */
export interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

interface Matrices extends Sizes {
  readonly A: Memory;
  readonly B: Memory;
  readonly C: Memory;
}

/**
 * What the model sees of a product, and the product. The elements of A are 1, 2, … by row, those of B the same backwards, modulo 7.
 * A tile with a depth stands in shared memory. The ledger is told the bytes. With `random`, threads run in random order.
 */
export function countedProduct(sizes: Sizes, tile: Tile | SharedTile, random?: Random): Report & { readonly product: Float32Array } {
  const { m, k, n } = sizes;
  const small = (count: number, numberAt: (i: number) => number) => Float32Array.from({ length: count }, (_, i) => numberAt(i) % 7);
  const matrices = { ...sizes, A: buffer("A", small(m * k, (i) => i + 1)), B: buffer("B", small(k * n, (i) => k * n - i)), C: buffer("C", new Float32Array(m * n)) };
  const grid = { groups: [Math.ceil(n / wideOf(tile)), Math.ceil(m / tallOf(tile))], size: [tile.width, tile.height], ...(random && { random }) };
  const report = "depth" in tile
    ? launch<"tileA" | "tileB">(inSharedMemory(matrices, tile), { ...grid, shared: { tileA: tile.depth * (tallOf(tile) + tile.padding), tileB: tile.depth * (wideOf(tile) + tile.padding) } })
    : launch(inRegisters(matrices, tile), grid);
  const bytes = (access: "read" | "write", ...names: readonly string[]) => names.reduce((sum, name) => sum + 4 * (report.traffic[name]?.[access].words ?? 0), 0);
  ledger()?.("product", {
    "bytes read": bytes("read", "A", "B"), "bytes written": bytes("write", "C"),
    "shared bytes written": bytes("write", "tileA", "tileB"), "shared bytes read": bytes("read", "tileA", "tileB"),
  });
  return { ...report, product: matrices.C.words as Float32Array };
}

/** Every operand comes from memory. With one row and one column of a thread, this is the kernel with one thread for each element. */
function inRegisters({ m, k, n, A, B, C }: Matrices, tile: Tile): Kernel<never> {
  return function* ({ group, local, read, write }): Generator<Space, void> {
    const [top, left] = [(group[1] * tile.height + local[1]) * tile.rows, group[0] * wideOf(tile) + local[0]];
    const places = tilePlaces(tile).map(([i, j]) => [top + i, left + j * tile.width] as const).filter(([i, j]) => i < m && j < n);
    const sums = new Float32Array(places.length);
    const [rows, columns] = [new Set(places.map(([i]) => i)), new Set(places.map(([, j]) => j))];
    for (let p = 0; p < k; p++) {
      const y = new Map([...columns].map((j) => [j, read(B, p * n + j)]));
      const x = new Map([...rows].map((i) => [i, read(A, i * k + p)]));
      places.forEach(([i, j], each) => (sums[each]! += x.get(i)! * y.get(j)!));
    }
    places.forEach(([i, j], each) => write(C, i * n + j, sums[each]!));
  };
}

/** Tiles of both operands are copied to shared memory, and multiplied from there. */
function inSharedMemory({ m, k, n, A, B, C }: Matrices, tile: SharedTile): Kernel<"tileA" | "tileB"> {
  const [tall, wide, threads, { depth, padding, rows, columns }] = [tallOf(tile), wideOf(tile), tile.height * tile.width, tile];
  const [pitchA, pitchB] = [tall + padding, wide + padding];
  return function* ({ group, local, index, read, write }, { tileA, tileB }): Generator<Space, void> {
    const [top, left] = [group[1] * tall, group[0] * wide];
    const sums = new Float32Array(rows * columns);
    const a = (i: number, p: number) => (i < m && p < k ? read(A, i * k + p) : 0);
    const b = (p: number, j: number) => (p < k && j < n ? read(B, p * n + j) : 0);
    for (let first = 0; first < k; first += depth) {
      for (let e = index; e < depth * tall; e += threads) {
        const [p, i] = [e % depth, Math.floor(e / depth)];
        write(tileA, p * pitchA + i, a(top + i, first + p));
      }
      for (let e = index; e < depth * wide; e += threads) {
        const [p, j] = [Math.floor(e / wide), e % wide];
        write(tileB, p * pitchB + j, b(first + p, left + j));
      }
      yield "workgroup";
      for (let p = 0; p < depth; p++) {
        const y = Array.from({ length: columns }, (_, j) => read(tileB, p * pitchB + local[0] + j * tile.width));
        for (let i = 0; i < rows; i++) {
          const x = read(tileA, p * pitchA + local[1] * rows + i);
          for (let j = 0; j < columns; j++) sums[i * columns + j]! += x * y[j]!;
        }
      }
      yield "workgroup";
    }
    for (const [i, j] of tilePlaces(tile)) {
      const [row, column] = [top + local[1] * rows + i, left + local[0] + j * tile.width];
      if (row < m && column < n) write(C, row * n + column, sums[i * columns + j]!);
    }
  };
}

/** The elements of a thread, by row and column. */
function tilePlaces({ rows, columns }: Tile): readonly (readonly [number, number])[] {
  return Array.from({ length: rows * columns }, (_, e) => [Math.floor(e / columns), e % columns] as const);
}
//# sourceMappingURL=../.maps/gpu/products.ts.map
