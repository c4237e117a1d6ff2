// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Rows picked out by their numbers, and put back. */
import { elementTypes, type Program } from "../program.ts";
import type { DeviceQueue } from "../queue.ts";
import type { Operand } from "../storage.ts";

const THREADS = 64;
type Real = keyof typeof elementTypes;

/** What both kernels take. */
interface Picked {
  readonly input: Operand;
  readonly indices: Operand;
  readonly output: Operand;
}

/** `output`[o, j, i] = `input`[o, `indices`[j], i], one thread a number; 0 for an index that is not there. */
export function gather(queue: DeviceQueue, { input, indices, output }: Picked): void {
  const [outer, length, inner] = input.shape as readonly [number, number, number];
  const picked = indices.shape[0]!;
  const n = outer * picked * inner;
  if (n === 0) return;
  queue.launch(gatherOf(input.dtype as Real), [input.id, indices.id, output.id], { threads: n, of: THREADS, numbers: [n, length, inner, picked, input.offset, indices.offset, output.offset] });
}

/** `output`[o, `indices`[j], i] = the sum of `input`[o, j, i] over j, in the order of j: one thread for each o and i, which alone writes there. */
export function scatter(queue: DeviceQueue, { input, indices, output }: Picked): void {
  const [outer, length, inner] = output.shape as readonly [number, number, number];
  const picked = indices.shape[0]!;
  const n = outer * inner;
  if (n * length === 0) return;
  queue.launch(scatterOf(input.dtype as Real), [input.id, indices.id, output.id], { threads: n, of: THREADS, numbers: [n, length, inner, picked, input.offset, indices.offset, output.offset] });
}

const numbers = { n: "u32", length: "u32", inner: "u32", picked: "u32", xOffset: "u32", atOffset: "u32", outOffset: "u32" } as const;

const gatherOf = (dtype: Real): Program => ({
  name: `gather of ${dtype}`,
  operands: { x: elementTypes[dtype], at: "i32", out: elementTypes[dtype] },
  written: 1,
  numbers,
  source: /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let n = id.x + id.y * groups.x * ${THREADS}u;
  if (n >= sizes.n) { return; }
  let i = n % sizes.inner;
  let j = (n / sizes.inner) % sizes.picked;
  let o = n / (sizes.inner * sizes.picked);
  let index = u32(at[sizes.atOffset + j]);
  let place = sizes.xOffset + (o * sizes.length + index) * sizes.inner + i;
  if (index < sizes.length) { out[sizes.outOffset + n] = x[place]; } else { out[sizes.outOffset + n] = 0; }
}
`,
});

const scatterOf = (dtype: Real): Program => ({
  name: `scatter of ${dtype}`,
  operands: { x: elementTypes[dtype], at: "i32", out: elementTypes[dtype] },
  written: 1,
  numbers,
  source: /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let n = id.x + id.y * groups.x * ${THREADS}u;
  if (n >= sizes.n) { return; }
  let i = n % sizes.inner;
  let o = n / sizes.inner;
  let to = sizes.outOffset + o * sizes.length * sizes.inner + i;
  for (var row = 0u; row < sizes.length; row++) { out[to + row * sizes.inner] = 0; }
  for (var j = 0u; j < sizes.picked; j++) {
    let index = u32(at[sizes.atOffset + j]);
    if (index < sizes.length) { out[to + index * sizes.inner] += x[sizes.xOffset + (o * sizes.picked + j) * sizes.inner + i]; }
  }
}
`,
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/pick.ts.map
