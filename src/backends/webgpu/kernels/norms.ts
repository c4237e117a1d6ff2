// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
/** Layer normalisation and RMSNorm of rows, with their backward passes. */
import { sizeOf } from "../../../layout/shape.ts";
import type { FusedLaunch } from "../fused-launch.ts";
import type { Program } from "../program.ts";
import { constants } from "./constants.ts";
import { doubles, onRows, singles } from "./rows.ts";

export const statistics = onRows({
  name: "statistics",
  operands: { inputs: "f32", pairs: "saved" },
  parameters: { epsilon: "f32" },
  source: /* wgsl */ `
// Compute the statistics of a row
fn one_row(row: u32, thread: u32) {
  let start = sizes.inputsOffset + row * sizes.d;
  var sum = 0.0;
  for (var j = thread; j < sizes.d; j += THREADS) { sum += inputs[start + j]; }
  let mean = sum_of_all(sum, thread) / f32(sizes.d);
  var squares = 0.0;
  for (var j = thread; j < sizes.d; j += THREADS) {
    let centred = inputs[start + j] - mean;
    squares += centred * centred;
  }
  squares = sum_of_all(squares, thread);
  if (thread == 0) {
    let at = sizes.pairsOffset + 2 * row;
    pairs[at] = saved_of(mean);
    pairs[at + 1] = saved_of(1.0 / sqrt(squares / f32(sizes.d) + sizes.epsilon));
  }
}
`,
});

export const layerNorm = onRows({
  name: "layerNorm",
  operands: { inputs: "f32", gain: "f32", bias: "f32", pairs: "saved", result: "f32" },
  source: /* wgsl */ `
fn one_row(row: u32, thread: u32) {
  let start = sizes.inputsOffset + row * sizes.d;
  let to = sizes.resultOffset + row * sizes.d;
  let at = sizes.pairsOffset + 2 * row;
  let mean = single_of(pairs[at]);
  let r = single_of(pairs[at + 1]);
  for (var j = thread; j < sizes.d; j += THREADS) {
    result[to + j] = gain[sizes.gainOffset + j] * (r * (inputs[start + j] - mean)) + bias[sizes.biasOffset + j];
  }
}
`,
});

export const layerNormBackward = onRows({
  name: "layerNormBackward",
  operands: { gradients: "f32", inputs: "f32", gain: "f32", pairs: "saved", result: "f32" },
  source: /* wgsl */ `
fn one_row(row: u32, thread: u32) {
  let first = row * sizes.d;
  let at = sizes.pairsOffset + 2 * row;
  let mean = single_of(pairs[at]);
  let r = single_of(pairs[at + 1]);
  var sums = vec2f();
  for (var j = thread; j < sizes.d; j += THREADS) {
    let g = gain[sizes.gainOffset + j] * gradients[sizes.gradientsOffset + first + j];
    sums += vec2f(g, g * (r * (inputs[sizes.inputsOffset + first + j] - mean)));
  }
  let means = vec2f(sum_of_all(sums.x, thread), sum_of_all(sums.y, thread)) / f32(sizes.d);
  for (var j = thread; j < sizes.d; j += THREADS) {
    let g = gain[sizes.gainOffset + j] * gradients[sizes.gradientsOffset + first + j];
    let standardised = r * (inputs[sizes.inputsOffset + first + j] - mean);
    result[sizes.resultOffset + first + j] = r * (g - means.x - standardised * means.y);
  }
}
`,
});

const inverseRms = /* wgsl */ `
fn inverse_rms(start: u32, thread: u32) -> f32 {
  var squares = 0.0;
  for (var j = thread; j < sizes.d; j += THREADS) { squares += inputs[start + j] * inputs[start + j]; }
  return 1.0 / sqrt(sum_of_all(squares, thread) / f32(sizes.d) + sizes.epsilon);
}
`;

export const rmsNorm = onRows({
  name: "rmsNorm",
  operands: { inputs: "f32", gain: "f32", result: "f32" },
  parameters: { epsilon: "f32" },
  source: /* wgsl */ `
${inverseRms}
fn one_row(row: u32, thread: u32) {
  let start = sizes.inputsOffset + row * sizes.d;
  let to = sizes.resultOffset + row * sizes.d;
  let r = inverse_rms(start, thread);
  for (var j = thread; j < sizes.d; j += THREADS) { result[to + j] = gain[sizes.gainOffset + j] * (r * inputs[start + j]); }
}
`,
});

export const rmsNormBackward = onRows({
  name: "rmsNormBackward",
  operands: { gradients: "f32", inputs: "f32", gain: "f32", result: "f32" },
  parameters: { epsilon: "f32" },
  source: /* wgsl */ `
${inverseRms}
fn one_row(row: u32, thread: u32) {
  let first = row * sizes.d;
  let r = inverse_rms(sizes.inputsOffset + first, thread);
  var mean = 0.0;
  for (var j = thread; j < sizes.d; j += THREADS) {
    mean += gain[sizes.gainOffset + j] * gradients[sizes.gradientsOffset + first + j] * (r * inputs[sizes.inputsOffset + first + j]);
  }
  mean = sum_of_all(mean, thread) / f32(sizes.d);
  for (var j = thread; j < sizes.d; j += THREADS) {
    let g = gain[sizes.gainOffset + j] * gradients[sizes.gradientsOffset + first + j];
    result[sizes.resultOffset + first + j] = r * (g - r * inputs[sizes.inputsOffset + first + j] * mean);
  }
}
`,
});

/** The gradient of the gain: for each column a sum over the rows. Threads stand along the columns, on a graphics processor several in each. */
export const gainBackward: FusedLaunch = (queue, { inputs, outputs }, { isSoftware }) => {
  const operands = [...inputs, ...outputs];
  const { shape } = inputs[0]!;
  const d = sizeOf(outputs[0]!.shape);
  if (d === 0) return;
  const threads = isSoftware ? { WIDTH: 8, HEIGHT: 1 } : { WIDTH: 32, HEIGHT: 8 };
  queue.launch(columnSums(threads, inputs[2]!.dtype === "float64"), operands.map(({ id }) => id), {
    groups: [Math.ceil(d / threads.WIDTH), 1, 1],
    numbers: [sizeOf(shape) / d, d, ...operands.map(({ offset }) => offset)],
  });
};

const columnSums = (threads: { readonly WIDTH: number; readonly HEIGHT: number }, isDouble: boolean): Program => ({
  name: `gainBackward, ${threads.WIDTH} × ${threads.HEIGHT}${isDouble ? ", float64" : ""}`,
  operands: { gradients: "f32", inputs: "f32", pairs: isDouble ? "vec2u" : "f32", result: "f32" },
  written: 1,
  numbers: { rows: "u32", d: "u32", gradientsOffset: "u32", inputsOffset: "u32", pairsOffset: "u32", resultOffset: "u32" },
  source: /* wgsl */ `${constants(threads)}
${isDouble ? doubles : singles}
var<workgroup> parts: array<f32, WIDTH * HEIGHT>;
@compute @workgroup_size(WIDTH, HEIGHT)
fn main(@builtin(local_invocation_id) at: vec3u, @builtin(workgroup_id) group: vec3u) {
  let j = group.x * WIDTH + at.x;
  var sum = 0.0;
  for (var row = at.y; row < sizes.rows && j < sizes.d; row += HEIGHT) {
    let mean = single_of(pairs[sizes.pairsOffset + 2 * row]);
    let r = single_of(pairs[sizes.pairsOffset + 2 * row + 1]);
    sum += gradients[sizes.gradientsOffset + row * sizes.d + j] * (r * (inputs[sizes.inputsOffset + row * sizes.d + j] - mean));
  }
  parts[at.y * WIDTH + at.x] = sum;
  workgroupBarrier();
  if (at.y == 0 && j < sizes.d) {
    for (var i = 1u; i < HEIGHT; i++) { sum += parts[i * WIDTH + at.x]; }
    result[sizes.resultOffset + j] = sum;
  }
}
`,
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/norms.ts.map
