// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Functions of each element, one thread an element. */
import type { MapName } from "../../backend.ts";
import { walkOf } from "../../cpu/kernels/rows.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { elementTypes, type Program } from "../program.ts";
import type { DeviceQueue } from "../queue.ts";
import type { Operand } from "../storage.ts";
import { functionOf } from "./functions.ts";
import { indexed, strided } from "./indexing.ts";

/** Threads of a workgroup. */
const THREADS = 64;

/** Runs a map of float32 or int32; an input is an operand or a number. */
export function map(queue: DeviceQueue, { name, inputs, output }: { readonly name: MapName; readonly inputs: readonly (Operand | number)[]; readonly output: Operand }): void {
  const n = sizeOf(output.shape);
  if (n === 0) return;
  const operands = [...inputs.filter((each) => typeof each !== "number"), output];
  const { lengths, strides } = walkOf(operands);
  const given = inputs.filter((each) => typeof each === "number");
  const program = mapProgram(name, { inputs: inputs.map((each) => (typeof each === "number" ? "number" : each.dtype as "float32")), output: output.dtype as "float32", rank: lengths.length });
  queue.launch(program, operands.map(({ id }) => id), {
    threads: n, of: THREADS,
    numbers: [n, ...lengths, ...operands.flatMap(({ offset }, i) => [offset, ...strides[i]!]), ...given],
  });
}

type Real = keyof typeof elementTypes;
const programs = new Map<string, Program>();

/** The kernel for operands and numbers in some order, along so many axes. */
export function mapProgram(name: MapName, { inputs, output, rank }: { readonly inputs: readonly (Real | "number")[]; readonly output: Real; readonly rank: number }): Program {
  const key = `${name} of ${inputs.join(", ")} to ${output}, ${rank}`;
  const known = programs.get(key);
  if (known) return known;
  const type = elementTypes[output];
  const views = inputs.flatMap((each, i) => (each === "number" ? [] : [[`in${i}`, elementTypes[each]] as const]));
  const names = [...views.map(([operand]) => operand), "out"];
  const arguments_ = inputs.map((each, i) => (each === "number" ? `sizes.number${i}` : `T(in${i}[at_in${i}])`));
  const made: Program = {
    name: key,
    operands: { ...Object.fromEntries(views), out: type },
    written: 1,
    numbers: {
      n: "u32",
      ...strided(names, rank),
      ...Object.fromEntries(inputs.flatMap((each, i) => (each === "number" ? [[`number${i}`, type]] : []))),
    },
// Write the kernel of a map
    source: /* wgsl */ `
${functionOf(name, { type, arity: inputs.length })}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${THREADS}u;
  if (i >= sizes.n) { return; }
${indexed(names, rank)}
  out[at_out] = f(${arguments_.join(", ")});
}
`,
  };
  programs.set(key, made);
  return made;
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/map.ts.map
