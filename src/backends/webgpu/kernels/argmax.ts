// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The first place of the largest. */
import { walkOf } from "../../cpu/kernels/rows.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { elementTypes, type Program } from "../program.ts";
import type { DeviceQueue } from "../queue.ts";
import type { Operand } from "../storage.ts";
import { orders } from "./functions.ts";
import { indexed, strided } from "./indexing.ts";

const THREADS = 64;

/** Runs argmax along the last axis of float32 or int32, one thread a row; a NaN is larger than any number. */
export function argmax(queue: DeviceQueue, input: Operand, output: Operand): void {
  const rows = { ...input, shape: input.shape.slice(0, -1), strides: input.strides.slice(0, -1) };
  const n = sizeOf(rows.shape);
  if (n === 0) return;
  const { lengths, strides } = walkOf([rows, output]);
  queue.launch(programOf(input.dtype as Real, lengths.length), [input.id, output.id], {
    threads: n, of: THREADS,
    numbers: [n, input.shape.at(-1)!, input.strides.at(-1)!, ...lengths, input.offset, ...strides[0]!, output.offset, ...strides[1]!],
  });
}

type Real = keyof typeof elementTypes;

function programOf(dtype: Real, rank: number): Program {
  return {
    name: `argmax of ${dtype}, ${rank}`,
    operands: { x: elementTypes[dtype], out: "i32" },
    written: 1,
    numbers: { n: "u32", count: "u32", step: "u32", ...strided(["x", "out"], rank) },
    source: /* wgsl */ `
alias T = ${elementTypes[dtype]};
${orders[elementTypes[dtype]]}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${THREADS}u;
  if (i >= sizes.n) { return; }
${indexed(["x", "out"], rank)}
  var place = 0u;
  var held = x[at_x];
  for (var k = 1u; k < sizes.count; k++) {
    let met = x[at_x + k * sizes.step];
    if (met > held || (isNan(met) && !isNan(held))) {
      place = k;
      held = met;
    }
  }
  out[at_out] = i32(place);
}
`,
  };
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/argmax.ts.map
