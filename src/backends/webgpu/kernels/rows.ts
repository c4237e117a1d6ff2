// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
/** Kernels on rows, each of which the threads of a workgroup share. */
import { sizeOf } from "../../../layout/shape.ts";
import type { Adapter } from "../commands.ts";
import type { FusedLaunch } from "../fused-launch.ts";
import type { NumberType, Program } from "../program.ts";
import { constants } from "./constants.ts";
import { narrow, wide } from "./float64.ts";

/** Threads that share a row by way of shared memory: on a graphics processor, and where a processor does its work. */
const [MANY, FEW] = [128, 8];
/** The most elements of a row for each thread of a subgroup, on a graphics processor. */
const LONG = 32;

/** A kernel on rows. */
export interface RowKernel {
  readonly name: string;
  /** Its operands, the first of which has the rows, and the last is written. One may be what is saved for the backward pass, in float32 or float64. */
  readonly operands: Readonly<Record<string, "f32" | "i32" | "saved">>;
  /** Its parameters, which the text reads as members of `sizes`. */
  readonly parameters?: Readonly<Record<string, NumberType>>;
  /** The text: `one_row(row: u32, thread: u32)`, which all threads of a workgroup call; or `all_rows(thread: u32)`, for one workgroup. */
  readonly source: string;
}

/** What records a kernel on rows. */
export function onRows(kernel: RowKernel): FusedLaunch {
  const programs = new Map<string, Program>();
  return (queue, { inputs, outputs, parameters }, adapter) => {
    const operands = [...inputs, ...outputs];
    const { shape } = inputs[0]!;
    if (sizeOf(outputs[0]!.shape) === 0) return;
    const [rows, d] = [sizeOf(shape.slice(0, -1)), shape.at(-1) ?? 1];
    const threads = threadsFor(d, adapter);
    const isDouble = operands.some(({ dtype }) => dtype === "float64");
    const key = `${threads.how} ${threads.count} ${isDouble}`;
    const program = programs.get(key) ?? programOf(kernel, threads, isDouble);
    programs.set(key, program);
    queue.launch(program, operands.map(({ id }) => id), {
      groups: [isAlone(kernel) ? 1 : Math.min(rows, adapter.groups), 1, 1],
      numbers: [rows, d, ...operands.map(({ offset }) => offset), ...parameters.slice(0, Object.keys(kernel.parameters ?? {}).length)],
    });
  };
}

/** How many threads share a row, and how they add up. */
export interface Threads {
  readonly how: "subgroup" | "workgroup";
  readonly count: number;
}

/** The threads for rows of d elements. */
export function threadsFor(d: number, { subgroup, isSoftware }: Adapter): Threads {
  if (subgroup > 0 && (isSoftware || d <= LONG * subgroup)) return { how: "subgroup", count: subgroup };
  return { how: "workgroup", count: isSoftware ? FEW : MANY };
}

const isAlone = ({ source }: RowKernel): boolean => source.includes("fn all_rows");

function programOf(kernel: RowKernel, { how, count }: Threads, isDouble: boolean): Program {
  const { name, operands, parameters = {}, source } = kernel;
  const names = Object.keys(operands);
  return {
    name: `${name} of rows, ${how} of ${count}${isDouble ? ", float64" : ""}`,
    ...(how === "subgroup" && { enables: "subgroups" }),
    operands: Object.fromEntries(Object.entries(operands).map(([each, type]) => [each, type === "saved" ? (isDouble ? "vec2u" : "f32") : type] as const)),
    written: 1,
    numbers: { rows: "u32", d: "u32", ...Object.fromEntries(names.map((each) => [`${each}Offset`, "u32"] as const)), ...parameters },
    source: /* wgsl */ `${constants({ THREADS: count })}
const LOWEST = -0x1.fffffep+127f;
${how === "subgroup" ? inSubgroup : inWorkgroup}
${isDouble ? doubles : singles}
${source}
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  ${isAlone(kernel) ? "all_rows(thread);" : "for (var row = group.x; row < sizes.rows; row += groups.x) { one_row(row, thread); }"}
}
`,
  };
}

const inWorkgroup = /* wgsl */ `
var<workgroup> parts: array<f32, THREADS>;
// Add up what the threads of a workgroup have
fn sum_of_all(mine: f32, thread: u32) -> f32 {
  parts[thread] = mine;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half) { parts[thread] += parts[thread + half]; }
  }
  return workgroupUniformLoad(&parts[0]);
}
// Find the largest number that the threads of a workgroup have
fn largest_of_all(mine: f32, thread: u32) -> f32 {
  parts[thread] = mine;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (thread < half) { parts[thread] = max(parts[thread], parts[thread + half]); }
  }
  return workgroupUniformLoad(&parts[0]);
}
`;

const inSubgroup = /* wgsl */ `
// Add up what the threads of a subgroup have
fn sum_of_all(mine: f32, thread: u32) -> f32 { return subgroupAdd(mine); }
fn largest_of_all(mine: f32, thread: u32) -> f32 { return subgroupMax(mine); }
`;

/** What is saved, as it is held: a float64 in two words, or the float32 itself. */
export const doubles = /* wgsl */ `
${narrow}
${wide}
fn single_of(saved: vec2u) -> f32 { return narrow(saved); }
fn saved_of(number: f32) -> vec2u { return wide(number); }
`;
export const singles = /* wgsl */ `
fn single_of(saved: f32) -> f32 { return saved; }
fn saved_of(number: f32) -> f32 { return number; }
`;
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/rows.ts.map
