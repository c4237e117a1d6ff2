// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
/** Products of matrices on a device, and which kernel an adapter gets. */
import { tallOf, wideOf, type SharedTile, type Tile } from "../../../gpu/tile.ts";
import type { Adapter } from "../commands.ts";
import type { NumberType, Program } from "../program.ts";
import type { DeviceQueue } from "../queue.ts";
import type { Operand } from "../storage.ts";
import { constants } from "./constants.ts";
import { naive, naiveTile } from "./matmul.ts";

/** [batch, m, k] × [batch, k, n] → [batch, m, n], in float32. */
export interface Product {
  readonly left: Operand;
  readonly right: Operand;
  readonly output: Operand;
}

/** A kernel, and how it cuts the product. */
export interface TiledKernel {
  readonly program: Program;
  readonly tile: Tile;
}

/** Multiplies matrices of any strides by the kernel for their sizes and the adapter. */
export function product(queue: DeviceQueue, operands: Product, adapter: Adapter): void {
  if (!operands.output.shape.includes(0)) launchProduct(queue, kernelFor(operands, adapter), operands);
}

/** Writes a product down, by a kernel of one’s choice; it has elements. */
export function launchProduct(queue: DeviceQueue, { program, tile }: TiledKernel, { left, right, output }: Product): void {
  const [batch, m, n] = output.shape as readonly [number, number, number];
  queue.launch(program, [left.id, right.id, output.id], {
    groups: [Math.ceil(n / wideOf(tile)), Math.ceil(m / tallOf(tile)), batch],
    numbers: [m, left.shape[2]!, n, ...[left, right, output].flatMap(({ offset, strides }) => [offset, ...strides])],
  });
}

// Choose the kernel of a product
const LARGE: SharedTile = { height: 16, width: 16, rows: 8, columns: 8, depth: 8, padding: 4 };
const SMALL: SharedTile = { ...LARGE, rows: 4, columns: 4, depth: 16, padding: 2 };
/** About one wave of large tiles on an H100, which holds two on each of 132 multiprocessors. */
const ENOUGH = 256;

/** The kernel for a product of some operands on an adapter. */
export function kernelFor(
  { left, right, output }: Product, { isSoftware, subgroup }: Adapter,
): TiledKernel {
  const [batch, m, n] = output.shape as readonly [number, number, number];
  if (isSoftware) {
    const width = subgroup || 8;
    const columns = Math.min(8, Math.ceil(n / width));
    const tile = { height: 1, width, rows: Math.min(8, m), columns };
    return { program: subgroup > 0 ? inSubgroups(tile) : inRegisters(tile), tile };
  }
  if (m <= 8) {
    const tile = { height: 1, width: 64, rows: m, columns: 1 };
    return { program: inRegisters(tile), tile };
  }
  const [tall, wide] = [tallOf(LARGE), wideOf(LARGE)];
  const large = batch * Math.ceil(m / tall) * Math.ceil(n / wide);
  const tile = large >= ENOUGH ? LARGE : SMALL;
  const along = { aAlong: left.strides[2] === 1, bAlong: right.strides[2] !== 1 };
  return { program: inSharedMemory(tile, along), tile };
}

/** The optimisation steps of a product by name, those that this adapter can execute, on row-major operands. */
export function matmulSteps(adapter: Adapter): readonly (TiledKernel & { readonly name: string })[] {
  const rowMajor = { aAlong: true, bAlong: false };
  const [eight, few] = [{ height: 1, width: 8, rows: 8, columns: 8 }, { ...SMALL, rows: 1, columns: 1 }];
  const lanes = { ...eight, width: adapter.subgroup };
  return [
    { name: "one element", program: naive, tile: naiveTile },
    { name: "shared, 16 × 16", program: inSharedMemory(few, rowMajor), tile: few },
    { name: "shared, 64 × 64", program: inSharedMemory(SMALL, rowMajor), tile: SMALL },
    { name: "shared, 128 × 128", program: inSharedMemory(LARGE, rowMajor), tile: LARGE },
    { name: "registers, 8 × 64", program: inRegisters(eight), tile: eight },
    ...(adapter.subgroup > 0 ? [{ name: `subgroups, 8 × ${wideOf(lanes)}`, program: inSubgroups(lanes), tile: lanes }] : []),
  ];
}

const numbers: Readonly<Record<string, NumberType>> = Object.fromEntries([
  ...["m", "k", "n"], ...["a", "b", "c"].flatMap((name) => ["Offset", "Batch", "Row", "Column"].map((what) => `${name}${what}`)),
].map((each) => [each, "u32"] as const));
const kernel = { operands: { leftMatrix: "f32", rightMatrix: "f32", product: "f32" }, written: 1, numbers } as const;
const constantsOf = ({ height, width, rows, columns }: Tile) => ({ HEIGHT: height, WIDTH: width, ROWS: rows, COLUMNS: columns });
const named = (name: string, tile: object) => `product, ${name}, ${Object.values(tile).join(" ")}`;

const access = /* wgsl */ `
// Read an element, or zero beyond the edge
fn a_at(batch: u32, i: u32, p: u32) -> f32 {
  if (i >= sizes.m || p >= sizes.k) { return 0.0; }
  return leftMatrix[sizes.aOffset + batch * sizes.aBatch + i * sizes.aRow + p * sizes.aColumn];
}
fn b_at(batch: u32, p: u32, j: u32) -> f32 {
  if (p >= sizes.k || j >= sizes.n) { return 0.0; }
  return rightMatrix[sizes.bOffset + batch * sizes.bBatch + p * sizes.bRow + j * sizes.bColumn];
}
fn store(batch: u32, i: u32, j: u32, sum: f32) {
  if (i < sizes.m && j < sizes.n) { product[sizes.cOffset + batch * sizes.cBatch + i * sizes.cRow + j * sizes.cColumn] = sum; }
}
`;

/** Whether the elements of each operand are neighbours along k. */
interface Along {
  readonly aAlong: boolean;
  readonly bAlong: boolean;
}

function inSharedMemory(tile: SharedTile, { aAlong, bAlong }: Along): Program {
  const { depth, padding } = tile;
  const known = { ...constantsOf(tile), DEPTH: depth, PADDING: padding, A_ALONG: aAlong, B_ALONG: bAlong };
  return {
    name: named("shared", known), ...kernel,
    source: /* wgsl */ `${constants(known)}
${access}
// Multiply tiles in shared memory
const THREADS = HEIGHT * WIDTH;
const TALL = HEIGHT * ROWS;
const WIDE = WIDTH * COLUMNS;
const PITCH_A = TALL + PADDING;
const PITCH_B = WIDE + PADDING;
var<workgroup> tileA: array<f32, DEPTH * PITCH_A>;
var<workgroup> tileB: array<f32, DEPTH * PITCH_B>;
@compute @workgroup_size(WIDTH, HEIGHT)
fn main(@builtin(local_invocation_id) at: vec3u, @builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  let top = group.y * TALL;
  let left = group.x * WIDE;
  var sums: array<f32, ROWS * COLUMNS>;
  // Walk along k
  for (var first = 0u; first < sizes.k; first += DEPTH) {
    // Copy a tile of each matrix to shared memory
    for (var e = thread; e < DEPTH * TALL; e += THREADS) {
      let p = select(e / TALL, e % DEPTH, A_ALONG);
      let i = select(e % TALL, e / DEPTH, A_ALONG);
      tileA[p * PITCH_A + i] = a_at(group.z, top + i, first + p);
    }
    for (var e = thread; e < DEPTH * WIDE; e += THREADS) {
      let p = select(e / WIDE, e % DEPTH, B_ALONG);
      let j = select(e % WIDE, e / DEPTH, B_ALONG);
      tileB[p * PITCH_B + j] = b_at(group.z, first + p, left + j);
    }
    // Wait until the tiles are there
    workgroupBarrier();
    for (var p = 0u; p < DEPTH; p++) {
      // Multiply a column of one tile by a row of the other
      var y: array<f32, COLUMNS>;
      for (var j = 0u; j < COLUMNS; j++) { y[j] = tileB[p * PITCH_B + at.x + j * WIDTH]; }
      for (var i = 0u; i < ROWS; i++) {
        let x = tileA[p * PITCH_A + at.y * ROWS + i];
        for (var j = 0u; j < COLUMNS; j++) { sums[i * COLUMNS + j] = fma(x, y[j], sums[i * COLUMNS + j]); }
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < ROWS; i++) {
    for (var j = 0u; j < COLUMNS; j++) { store(group.z, top + at.y * ROWS + i, left + at.x + j * WIDTH, sums[i * COLUMNS + j]); }
  }
}
`,
  };
}

function inRegisters(tile: Tile): Program {
  return {
    name: named("registers", tile), ...kernel,
    source: /* wgsl */ `${constants(constantsOf(tile))}
${access}
// Multiply tiles in registers
@compute @workgroup_size(WIDTH, HEIGHT)
fn main(@builtin(local_invocation_id) at: vec3u, @builtin(workgroup_id) group: vec3u) {
  let top = (group.y * HEIGHT + at.y) * ROWS;
  let left = group.x * WIDTH * COLUMNS + at.x;
  // Find where the columns of a thread begin
  // those beyond the edge are the last one, and what comes of them is not stored
  var column: array<u32, COLUMNS>;
  for (var j = 0u; j < COLUMNS; j++) {
    column[j] = sizes.bOffset + group.z * sizes.bBatch + min(left + j * WIDTH, sizes.n - 1) * sizes.bColumn;
  }
  var row: array<u32, ROWS>;
  for (var i = 0u; i < ROWS; i++) {
    row[i] = sizes.aOffset + group.z * sizes.aBatch + min(top + i, sizes.m - 1) * sizes.aRow;
  }
  var sums: array<f32, ROWS * COLUMNS>;
  for (var p = 0u; p < sizes.k; p++) {
    var y: array<f32, COLUMNS>;
    for (var j = 0u; j < COLUMNS; j++) { y[j] = rightMatrix[column[j] + p * sizes.bRow]; }
    for (var i = 0u; i < ROWS; i++) {
      let x = leftMatrix[row[i] + p * sizes.aColumn];
      for (var j = 0u; j < COLUMNS; j++) { sums[i * COLUMNS + j] = fma(x, y[j], sums[i * COLUMNS + j]); }
    }
  }
  for (var i = 0u; i < ROWS; i++) {
    for (var j = 0u; j < COLUMNS; j++) { store(group.z, top + i, left + j * WIDTH, sums[i * COLUMNS + j]); }
  }
}
`,
  };
}

function inSubgroups(tile: Tile): Program {
  return {
    name: named("subgroups", tile), ...kernel, enables: "subgroups",
    source: /* wgsl */ `${constants(constantsOf(tile))}
${access}
// Multiply with subgroups
@compute @workgroup_size(WIDTH, HEIGHT)
fn main(@builtin(local_invocation_id) at: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(subgroup_size) lanes: u32, @builtin(subgroup_invocation_id) lane: u32) {
  let top = group.y * ROWS;
  let left = group.x * WIDTH * COLUMNS + at.x;
  // Find where the columns of a thread begin
  // those beyond the edge are the last one, and what comes of them is not stored
  var column: array<u32, COLUMNS>;
  for (var j = 0u; j < COLUMNS; j++) {
    column[j] = sizes.bOffset + group.z * sizes.bBatch + min(left + j * WIDTH, sizes.n - 1) * sizes.bColumn;
  }
  var sums: array<f32, ROWS * COLUMNS>;
  // Multiply with the elements of other lanes
  for (var first = 0u; first < sizes.k; first += lanes) {
    var held: array<f32, ROWS>;
    for (var i = 0u; i < ROWS; i++) { held[i] = a_at(group.z, top + i, first + lane); }
    for (var p = 0u; p < min(lanes, sizes.k - first); p++) {
      var y: array<f32, COLUMNS>;
      for (var j = 0u; j < COLUMNS; j++) { y[j] = rightMatrix[column[j] + (first + p) * sizes.bRow]; }
      for (var i = 0u; i < ROWS; i++) {
        let x = subgroupShuffle(held[i], p);
        for (var j = 0u; j < COLUMNS; j++) { sums[i * COLUMNS + j] = fma(x, y[j], sums[i * COLUMNS + j]); }
      }
    }
  }
  for (var i = 0u; i < ROWS; i++) {
    for (var j = 0u; j < COLUMNS; j++) { store(group.z, top + i, left + j * WIDTH, sums[i * COLUMNS + j]); }
  }
}
`,
  };
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/product.ts.map
