// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The product of matrices, one thread for each of its numbers. */
import type { Program } from "../program.ts";

/** Rows and columns of a workgroup. */
const SIDE = 8;

/** Its tile: one element a thread. */
export const naiveTile = { height: SIDE, width: SIDE, rows: 1, columns: 1 } as const;

const layouts = ["a", "b", "c"].flatMap((name) => ["Offset", "Batch", "Row", "Column"].map((what) => [`${name}${what}`, "u32"] as const));

/** Each number of the product is read for by one thread: 2k loads for 2k operations. */
export const naive: Program = {
  name: "matmul, naive",
  operands: { a: "f32", b: "f32", c: "f32" },
  written: 1,
  numbers: { m: "u32", k: "u32", n: "u32", ...Object.fromEntries(layouts) },
  source: /* wgsl */ `
@compute @workgroup_size(${SIDE}, ${SIDE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= sizes.n || id.y >= sizes.m) { return; }
  var atA = sizes.aOffset + id.z * sizes.aBatch + id.y * sizes.aRow;
  var atB = sizes.bOffset + id.z * sizes.bBatch + id.x * sizes.bColumn;
  var sum = 0.0;
  for (var p = 0u; p < sizes.k; p++) {
    sum += a[atA] * b[atB];
    atA += sizes.aColumn;
    atB += sizes.bRow;
  }
  c[sizes.cOffset + id.z * sizes.cBatch + id.y * sizes.cRow + id.x * sizes.cColumn] = sum;
}
`,
};
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/matmul.ts.map
