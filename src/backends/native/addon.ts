// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/** The addon of C kernels, where it was built. */

declare global {
  /** The path of a native product such as `native.node`; undefined where it was not built. The launcher sets it. */
  var bookBuild: ((name: string) => string | undefined) | undefined;
}

/** The kernels compiled for one set of instructions. Places in memory are addresses that `address` gave; nothing is checked. */
export interface NativePath {
  /** `avx512`, `avx2` or `baseline`. */
  readonly name: string;
  /** Lanes of a vector register: how many float32 numbers it holds. */
  readonly lanes: number;
  /** Multiplies by `factor` and adds `term`, `times` times in each of twelve independent chains of vectors. */
  readonly multiplyAdd: (times: number, factor: number, term: number) => number;
  /** out = x + factor y, for n numbers, a multiple of the lanes. */
  readonly triad: (n: number, out: number, x: number, y: number, factor: number) => void;
  // Kernels of the addon
  /** The codes of the elementwise kernels by their names. */
  readonly codes: Readonly<Record<string, number>>;
  /** Applies an elementwise kernel to rows of n numbers. Rows are so many numbers apart; a step is 1, or 0 for one number in place of a row. */
  readonly map: (code: number, rows: number, n: number, out: number, outRow: number, x: number, xRow: number, xStep: number, y: number, yRow: number, yStep: number) => void;
  /** Sums each of the rows. */
  readonly sumRows: (rows: number, n: number, out: number, outRow: number, x: number, xRow: number) => void;
  /** Sums each of the n columns. */
  readonly sumColumns: (rows: number, n: number, out: number, x: number, xRow: number) => void;
  /** The maximum of each row. */
  readonly maxRows: (rows: number, n: number, out: number, outRow: number, x: number, xRow: number) => void;
  /** The maximum of each column. */
  readonly maxColumns: (rows: number, n: number, out: number, x: number, xRow: number) => void;
  /** Rows and columns of the tile of a product. */
  readonly rows: number;
  readonly columns: number;
  /** The m × n numbers at c: the product of m × k at a and k × n at b, through packed blocks of mc × kc and kc × nc. */
  readonly product: (m: number, n: number, k: number, a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number, c: number, cRow: number, mc: number, kc: number, nc: number, packedA: number, packedB: number) => void;
  /** Contiguous products without tiles, for comparison. */
  readonly rowsTimesColumns: (m: number, n: number, k: number, a: number, b: number, c: number) => void;
  readonly rowsOfRows: (m: number, n: number, k: number, a: number, b: number, c: number) => void;
  /** Packs contiguous matrices, m × k at a and k × n at b, as `product` does, and multiplies nothing. */
  readonly packAlone: (m: number, n: number, k: number, a: number, b: number, mc: number, kc: number, nc: number, packedA: number, packedB: number) => void;
  /** Adds the product of a micro-panel at a and one at b, over k, to the tile at c, so many times. */
  readonly tileAlone: (times: number, k: number, a: number, b: number, c: number) => void;
  /** The codes of the fused kernels by their names. */
  readonly fusedCodes: Readonly<Record<string, number>>;
  /** Runs a fused kernel on so many rows of d numbers; `length` is that of the table that indices point into; it asks for what it will read so many numbers ahead. Throws `RangeError` for an index beyond `length`. */
  readonly fused: (code: number, rows: number, d: number, length: number, in0: number, in1: number, in2: number, in3: number, out: number, one: number, other: number, ahead: number) => void;
  /** out[o, j, :] = x[o, indices[j], :] with rows of so many bytes. Throws `RangeError` for an index beyond `length`. */
  readonly gather: (outer: number, length: number, bytes: number, picked: number, x: number, indices: number, out: number) => void;
  /** out[o, indices[j], :] = the sum over j of x[o, j, :], of float32. Throws `RangeError` for an index beyond `length`. */
  readonly scatter: (outer: number, length: number, bytes: number, picked: number, x: number, indices: number, out: number) => void;
  /** Copies numbers of `width` bytes between layouts of four axes: their lengths, the strides at `out` and at x, in numbers, and both places. */
  readonly strided: (width: number, ...lengthsStridesAndPlaces: number[]) => void;
  /** C = A B with few rows and a packed A, where B has neighbours along its rows or its columns. */
  readonly skinny: (m: number, n: number, k: number, a: number, b: number, c: number, bRow: number, bColumn: number, cRow: number) => void;
  /** How many threads the kernels use, the caller's among them. */
  readonly threads: number;
  /**
   * This path in so many threads, fewer if the system grants no more, for kernels of at least `smallest` numbers; the others are left to
   * one thread. The threads end with the process or the worker of Node that asked for them. Throws `RangeError` but for 1 to 64 threads.
   */
  readonly inThreads: (threads: number, smallest: number) => NativePath;
  /** Waits `gap` seconds, then measures the seconds of one fork–join in which every thread has a part. Needs two threads, as do all below. */
  readonly forkJoin: (gap: number) => number;
  /** Each thread adds 1 to a counter `times` times by an atomic operation; the counters are `apart` bytes from each other, or the same if that is 0. Returns their sum. */
  readonly count: (times: number, apart: 0 | 8 | 128) => number;
  /** Each thread adds 1 to the same counter `times` times without an atomic operation. Returns the counter. */
  readonly race: (times: number) => number;
  /** `triad`, split among the threads. */
  readonly triadOfThreads: (n: number, out: number, x: number, y: number, factor: number) => void;
  /** The numbers of the functions in a command buffer, by their names. */
  readonly calls: Readonly<Record<string, number>>;
  /** Runs commands that stand in so many float64 at an address: for each the number of a function, how many arguments it has, and these. */
  readonly run: (commands: number, length: number) => void;
  /** AdamW’s step on n numbers, by the factors that `factorsOf` gives. Its code among the fused kernels is −1. */
  readonly adamw: (n: number, p: number, g: number, m: number, v: number, moved: number, mean: number, square: number, ...factors: number[]) => void;
  /** Attention: batch, T, N, d, m, 1 for a causal mask, and the window or 0; the places of q, k, v, o, lse, of room for so many parts, each of so many numbers; and the scale. */
  readonly attention: (...sizesPlacesRoomAndScale: number[]) => void;
  /** Its gradients: the same sizes; the places of q, k, v, o, lse, dO, dQ, dK and dV; the room, and the scale. */
  readonly attentionBackward: (...sizesPlacesRoomAndScale: number[]) => void;
}

/** What `native.node` exports. */
export interface Addon {
  /** The paths that this processor can run, the best first. */
  readonly paths: readonly NativePath[];
  /** The address of a typed array, valid as long as it is not collected. */
  readonly address: (numbers: ArrayBufferView) => number;
  // Functions of the addon in TypeScript
  /** Asks the system for large pages under so many bytes. */
  readonly advise: (address: number, bytes: number) => void;
  /** The bytes of the caches of level 1 (data), 2 and 3; 0 where the system does not say. */
  readonly caches: readonly [number, number, number];
  /** Only in a build with AddressSanitizer: makes every access to so many bytes an error that ends the process. */
  readonly guard?: (address: number, bytes: number) => void;
}

// Load the addon
/** The addon; null where it was not built or cannot be loaded. */
export function loadAddon(): Addon | null {
  const path = globalThis.bookBuild?.("native.node");
  if (path === undefined) return null;
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(path)(path) as Addon;
}
//# sourceMappingURL=../../.maps/backends/native/addon.ts.map
