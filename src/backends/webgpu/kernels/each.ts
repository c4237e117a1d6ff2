// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
/** Fused kernels of each element: activation functions with their backward passes, rotations of RoPE, and AdamW. */
import { factorsOf } from "../../cpu/kernels/adamw.ts";
import { sizeOf } from "../../../layout/shape.ts";
import type { FusedLaunch } from "../fused-launch.ts";
import type { Program } from "../program.ts";
import type { Operand } from "../storage.ts";
import { helpers, numeric } from "./functions.ts";

/** Threads of a workgroup. */
const THREADS = 64;

interface EachKernel {
  readonly name: string;
  readonly operands: readonly string[];
  /** How many of them are written. */
  readonly written: number;
  /** Numbers of which the text makes use, and how they come from the kernel’s parameters and inputs. */
  readonly factors?: readonly string[];
  readonly factorsOf?: (parameters: readonly number[], inputs: readonly Operand[]) => readonly number[];
  /** The text, a function `each(i: u32)`. */
  readonly source: string;
}

function onEach({ name, operands, written, factors = [], factorsOf = () => [], source }: EachKernel): FusedLaunch {
  const program: Program = {
    name, written,
    operands: Object.fromEntries(operands.map((each) => [each, "f32"] as const)),
    numbers: { n: "u32", ...Object.fromEntries(operands.map((each) => [`${each}Offset`, "u32"] as const)), ...Object.fromEntries(factors.map((each) => [each, "f32"] as const)) },
    source: /* wgsl */ `${source}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * ${THREADS}u;
  if (i < sizes.n) { each(i); }
}
`,
  };
  return (queue, { inputs, outputs, parameters }) => {
    const n = sizeOf(inputs[0]!.shape);
    if (n === 0) return;
    const views = [...inputs, ...outputs];
    queue.launch(program, views.map(({ id }) => id), { threads: n, of: THREADS, numbers: [n, ...views.map(({ offset }) => offset), ...factorsOf(parameters, inputs)] });
  };
}

/** An activation function, an expression in `number`. */
const forward = (name: string, expression: string, before = ""): FusedLaunch => onEach({
  name, operands: ["numbers", "result"], written: 1,
  source: `${numeric}${before}\nfn each(i: u32) {\n  let number = numbers[sizes.numbersOffset + i];\n  result[sizes.resultOffset + i] = ${expression};\n}`,
});

/** Its backward pass: the factor of the gradient, an expression in `number`, which the forward pass has saved. */
const backward = (name: string, factor: string, before = ""): FusedLaunch => onEach({
  name: `${name}Backward`, operands: ["numbers", "gradients", "result"], written: 1,
  source: `${numeric}${before}\nfn each(i: u32) {\n  let number = numbers[sizes.numbersOffset + i];\n  result[sizes.resultOffset + i] = gradients[sizes.gradientsOffset + i] * ${factor};\n}`,
});

const normal = `${helpers.erf ?? ""}
fn cumulative(x: f32) -> f32 { return 0.5 * (1.0 + erfOf(0.70710678 * x)); }`;
const byTanh = `${helpers.tanh ?? ""}
const SCALE = 0.7978845608;
const CUBIC = 0.044715;
fn inner(x: f32) -> f32 { return tanhOf(SCALE * (x * (1.0 + CUBIC * (x * x)))); }
fn derivative(x: f32) -> f32 {
  let t = inner(x);
  return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * (SCALE * (1.0 + 3.0 * CUBIC * (x * x)));
}`;

/** The activation functions and their backward passes, by name. */
export const activations: Readonly<Record<string, FusedLaunch>> = {
  relu: forward("relu", "select(number, 0.0, number <= 0.0)"),
  reluBackward: backward("relu", "select(0.0, 1.0, number > 0.0)"),
  tanh: forward("tanh", "tanhOf(number)", helpers.tanh),
  tanhBackward: backward("tanh", "(1.0 - number * number)"),
  gelu: forward("gelu", "number * cumulative(number)", normal),
  geluBackward: backward("gelu", "(cumulative(number) + number * 0.39894228 * exp(-0.5 * number * number))", normal),
  geluTanh: forward("geluTanh", "number * (0.5 * (1.0 + inner(number)))", byTanh),
  geluTanhBackward: backward("geluTanh", "derivative(number)", byTanh),
};

/** Rotated pairs of numbers, with a thread for each number: it reads its partner, and the angle of its position. */
export const rotary = onEach({
  name: "rotary", operands: ["numbers", "angles", "result"], written: 1,
  factors: ["d", "interleaved", "table"],
  factorsOf: ([d = 2, interleaved = 0], [, angles]) => [d, interleaved, sizeOf(angles!.shape)],
  source: /* wgsl */ `
fn each(i: u32) {
  let d = u32(sizes.d);
  let half = d / 2u;
  let isInterleaved = sizes.interleaved > 0.0;
  let j = i % d;
  let isFirst = select(j < half, j % 2u == 0u, isInterleaved);
  let apart = select(half, 1u, isInterleaved);
  // positions begin again after the rows of the table
  let at = sizes.anglesOffset + (i - j) % u32(sizes.table) + select(j % half, j / 2u, isInterleaved);
  let own = numbers[sizes.numbersOffset + i];
  let other = numbers[sizes.numbersOffset + select(i - apart, i + apart, isFirst)];
  result[sizes.resultOffset + i] = own * angles[at] + select(other, -other, isFirst) * angles[at + half];
}
`,
});

export const adamw = onEach({
  name: "adamw", written: 3,
  operands: ["parameters", "gradients", "means", "squares", "moved", "newMeans", "newSquares"],
  factors: ["beta1", "rest1", "beta2", "rest2", "rate", "spread", "epsilon", "keep"],
  factorsOf,
  source: /* wgsl */ `
// Update one parameter
fn each(i: u32) {
  let g = gradients[sizes.gradientsOffset + i];
  let mean = sizes.beta1 * means[sizes.meansOffset + i] + sizes.rest1 * g;
  let square = sizes.beta2 * squares[sizes.squaresOffset + i] + sizes.rest2 * (g * g);
  newMeans[sizes.newMeansOffset + i] = mean;
  newSquares[sizes.newSquaresOffset + i] = square;
  moved[sizes.movedOffset + i] = parameters[sizes.parametersOffset + i] * sizes.keep
    - (mean * sizes.rate) / (sqrt(square * sizes.spread) + sizes.epsilon);
}
`,
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/each.ts.map
