// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Many numbers into one: sums, and the largest. */
import { walkOf } from "../../cpu/kernels/rows.ts";
import type { Layout } from "../../../layout/layout.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { elementTypes, type Program } from "../program.ts";
import type { DeviceQueue } from "../queue.ts";
import type { Operand } from "../storage.ts";
import { orders } from "./functions.ts";
import { indexed, strided } from "./indexing.ts";

/** Threads of a workgroup. */
const THREADS = 64;
/** From so many numbers on a workgroup shares a sum. */
const MANY = 256;

/** Runs a reduction of float32 or int32 over the axes along which the output has stride 0; there are some numbers. */
export function reduce(queue: DeviceQueue, { name, input, output }: { readonly name: "sum" | "max"; readonly input: Operand; readonly output: Operand }): void {
  const axes = [...input.shape.keys()].filter((axis) => input.shape[axis] !== 1);
  const [gone, kept] = [axes.filter((axis) => output.strides[axis] === 0), axes.filter((axis) => output.strides[axis] !== 0)];
  const [over, along] = [walkOf([picked(input, gone)]), walkOf([picked(input, kept), picked(output, kept)])];
  const [count, n] = [sizeOf(over.lengths), sizeOf(along.lengths)];
  const shares = count >= MANY;
  const program = programOf(name, { dtype: output.dtype as Real, ranks: [along.lengths.length, over.lengths.length], shares });
  queue.launch(program, [input.id, output.id], {
    ...(shares ? { threads: n, of: 1 } : { threads: n, of: THREADS }),
    numbers: [n, count, ...along.lengths, input.offset, ...along.strides[0]!, output.offset, ...along.strides[1]!, ...over.lengths, 0, ...over.strides[0]!, name === "sum" ? 0 : -Infinity],
  });
}

/** Some axes of a layout. */
function picked({ shape, strides }: Layout, axes: readonly number[]): Layout {
  return { shape: axes.map((axis) => shape[axis]!), strides: axes.map((axis) => strides[axis]!), offset: 0 };
}

type Real = keyof typeof elementTypes;
const programs = new Map<string, Program>();

function programOf(name: "sum" | "max", { dtype, ranks: [along, over], shares }: { readonly dtype: Real; readonly ranks: readonly [number, number]; readonly shares: boolean }): Program {
  const key = `${name} of ${dtype}, ${along} and ${over}${shares ? ", shared" : ""}`;
  const known = programs.get(key);
  if (known) return known;
  const type = elementTypes[dtype];
  const combine = name === "sum" ? "total + x" : "largest(total, x)";
  const from = dtype === "int32" && name === "max" ? "i32(-2147483647 - 1)" : "T(sizes.identity)";
  const made: Program = {
    name: key,
    operands: { x: type, out: type },
    written: 1,
    numbers: { n: "u32", count: "u32", ...strided(["x", "out"], along), ...strided(["x"], over, "Over"), identity: "f32" },
    source: `alias T = ${type};\n${orders[type]}\nfn combined(total: T, x: T) -> T {\n  return ${combine};\n}\n${shares ? shared(along, over, from) : alone(along, over, from)}`,
  };
  programs.set(key, made);
  return made;
}

/** One thread for each result. */
const alone = (along: number, over: number, from: string): string => /* wgsl */ `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${THREADS}u;
  if (i >= sizes.n) { return; }
${indexed(["x", "out"], along)}
  var total = ${from};
  for (var k = 0u; k < sizes.count; k++) {
${indexed(["x"], over, { walk: "Over", i: "k" })}
    total = combined(total, x[at_x + atOver_x]);
  }
  out[at_out] = total;
}
`;

/** One workgroup for each result: every thread takes every 64th number, and then half of them add the other half’s. */
const shared = (along: number, over: number, from: string): string => /* wgsl */ `
var<workgroup> totals: array<T, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32, @builtin(num_workgroups) groups: vec3u) {
  let i = group.x + group.y * groups.x;
  if (i >= sizes.n) { return; }
${indexed(["x", "out"], along)}
  // Share a sum among the threads of a workgroup
  var total = ${from};
  for (var k = thread; k < sizes.count; k += ${THREADS}u) {
  ${indexed(["x"], over, { walk: "Over", i: "k" })}
    total = combined(total, x[at_x + atOver_x]);
  }
  totals[thread] = total;
  for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { totals[thread] = combined(totals[thread], totals[thread + half]); }
  }
  if (thread == 0u) { out[at_out] = totals[0]; }
}
`;
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/reduce.ts.map
