// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/** The addon of C kernels, where it was built. */

declare global {
  /** The path of a native product such as `native.node`; undefined where it was not built. Who starts the program says it. */
  var bookBuild: ((name: string) => string | undefined) | undefined;
}

/** The kernels compiled for one set of instructions. Places in memory are addresses that `address` gave; nothing is checked. */
export interface NativePath {
  /** `avx512`, `avx2` or `baseline`. */
  readonly name: string;
  /** How many float32 numbers a vector register holds. */
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
  /** The largest of each row. */
  readonly maxRows: (rows: number, n: number, out: number, outRow: number, x: number, xRow: number) => void;
  /** The largest of each column. */
  readonly maxColumns: (rows: number, n: number, out: number, x: number, xRow: number) => void;
  /** Rows and columns of the tile of a product. */
  readonly rows: number;
  readonly columns: number;
  /** The m × n numbers at c: the product of m × k at a and k × n at b, through packed blocks of mc × kc and kc × nc. */
  readonly product: (m: number, n: number, k: number, a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number, c: number, cRow: number, mc: number, kc: number, nc: number, packedA: number, packedB: number) => void;
  /** Contiguous products without tiles, to compare with. */
  readonly rowsTimesColumns: (m: number, n: number, k: number, a: number, b: number, c: number) => void;
  readonly rowsOfRows: (m: number, n: number, k: number, a: number, b: number, c: number) => void;
  /** The numbers of the functions in a command buffer, by their names. */
  readonly calls: Readonly<Record<string, number>>;
  /** Runs commands that stand in so many float64 at an address: for each the number of a function, how many arguments it has, and these. */
  readonly run: (commands: number, length: number) => void;
}

/** What `native.node` exports. */
export interface Addon {
  /** The paths that this processor can run, the best first. */
  readonly paths: readonly NativePath[];
  /** Where a typed array stands in memory, as long as it is not collected. */
  readonly address: (numbers: ArrayBufferView) => number;
  // Functions of the addon in TypeScript
  /** Asks the system for large pages under so many bytes. */
  readonly advise: (address: number, bytes: number) => void;
  /** The bytes of the caches of level 1 (data), 2 and 3; 0 where the system does not say. */
  readonly caches: readonly [number, number, number];
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
