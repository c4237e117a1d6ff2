// Tangled from book/interlude-c-the-graphics-processor/04-fused-kernels-on-the-device.md. Edit the book, then: npm run tangle
/** Softmax, log-softmax and cross-entropy of rows, with their backward passes. */
import { onRows } from "./rows.ts";

const exponentials = /* wgsl */ `
// Find the largest logit and the sum of exponentials
fn exponentials_of(start: u32, thread: u32) -> vec2f {
  var largest = LOWEST;
  var total = 0.0;
  for (var j = thread; j < sizes.d; j += THREADS) {
    let value = logits[start + j];
    let larger = max(largest, value);
    total = total * exp(largest - larger) + exp(value - larger);
    largest = larger;
  }
  let together = largest_of_all(largest, thread);
  return vec2f(together, sum_of_all(total * exp(largest - together), thread));
}
`;

export const softmax = onRows({
  name: "softmax",
  operands: { logits: "f32", probabilities: "f32" },
  source: /* wgsl */ `
${exponentials}
// Normalise the exponentials of a row
fn one_row(row: u32, thread: u32) {
  let start = sizes.logitsOffset + row * sizes.d;
  let to = sizes.probabilitiesOffset + row * sizes.d;
  let found = exponentials_of(start, thread);
  for (var j = thread; j < sizes.d; j += THREADS) {
    probabilities[to + j] = exp(logits[start + j] - found.x) / found.y;
  }
}
`,
});

export const softmaxBackward = onRows({
  name: "softmaxBackward",
  operands: { probabilities: "f32", gradients: "f32", result: "f32" },
  source: /* wgsl */ `
fn one_row(row: u32, thread: u32) {
  let first = row * sizes.d;
  var mean = 0.0;
  for (var j = first + thread; j < first + sizes.d; j += THREADS) { mean += probabilities[sizes.probabilitiesOffset + j] * gradients[sizes.gradientsOffset + j]; }
  mean = sum_of_all(mean, thread);
  for (var j = first + thread; j < first + sizes.d; j += THREADS) {
    result[sizes.resultOffset + j] = probabilities[sizes.probabilitiesOffset + j] * (gradients[sizes.gradientsOffset + j] - mean);
  }
}
`,
});

export const logSoftmax = onRows({
  name: "logSoftmax",
  operands: { logits: "f32", result: "f32" },
  source: /* wgsl */ `
${exponentials}
fn one_row(row: u32, thread: u32) {
  let start = sizes.logitsOffset + row * sizes.d;
  let to = sizes.resultOffset + row * sizes.d;
  let found = exponentials_of(start, thread);
  let log_total = log(found.y);
  for (var j = thread; j < sizes.d; j += THREADS) { result[to + j] = logits[start + j] - found.x - log_total; }
}
`,
});

export const logSoftmaxBackward = onRows({
  name: "logSoftmaxBackward",
  operands: { logs: "f32", gradients: "f32", result: "f32" },
  source: /* wgsl */ `
fn one_row(row: u32, thread: u32) {
  let first = row * sizes.d;
  var total = 0.0;
  for (var j = first + thread; j < first + sizes.d; j += THREADS) { total += gradients[sizes.gradientsOffset + j]; }
  total = sum_of_all(total, thread);
  for (var j = first + thread; j < first + sizes.d; j += THREADS) {
    result[sizes.resultOffset + j] = gradients[sizes.gradientsOffset + j] - exp(logs[sizes.logsOffset + j]) * total;
  }
}
`,
});

export const logSumExp = onRows({
  name: "logSumExp",
  operands: { logits: "f32", classes: "i32", lse: "saved" },
  parameters: { ignore: "i32" },
  source: /* wgsl */ `
${exponentials}
fn one_row(row: u32, thread: u32) {
  let found = exponentials_of(sizes.logitsOffset + row * sizes.d, thread);
  let isCounted = classes[sizes.classesOffset + row] != sizes.ignore;
  if (thread == 0) { lse[sizes.lseOffset + row] = saved_of(select(0.0, found.x + log(found.y), isCounted)); }
}
`,
});

export const crossEntropy = onRows({
  name: "crossEntropy",
  operands: { logits: "f32", classes: "i32", lse: "saved", loss: "f32" },
  parameters: { ignore: "i32", divisor: "f32" },
  source: /* wgsl */ `
fn all_rows(thread: u32) {
  var total = 0.0;
  for (var row = thread; row < sizes.rows; row += THREADS) {
    let class_ = classes[sizes.classesOffset + row];
    if (class_ != sizes.ignore) {
      total += single_of(lse[sizes.lseOffset + row]) - logits[sizes.logitsOffset + row * sizes.d + u32(class_)];
    }
  }
  total = sum_of_all(total, thread);
  if (thread == 0) { loss[sizes.lossOffset] = total / sizes.divisor; }
}
`,
});

export const crossEntropyBackward = onRows({
  name: "crossEntropyBackward",
  operands: { logits: "f32", classes: "i32", lse: "saved", gradient: "f32", result: "f32" },
  parameters: { ignore: "i32", divisor: "f32" },
  source: /* wgsl */ `
fn one_row(row: u32, thread: u32) {
  let start = sizes.logitsOffset + row * sizes.d;
  let to = sizes.resultOffset + row * sizes.d;
  let class_ = classes[sizes.classesOffset + row];
  let isCounted = class_ != sizes.ignore;
  let weight = gradient[sizes.gradientOffset] / sizes.divisor;
  let log_total = single_of(lse[sizes.lseOffset + row]);
  for (var j = thread; j < sizes.d; j += THREADS) {
    let probability = exp(logits[start + j] - log_total);
    result[to + j] = select(0.0, weight * (probability - select(0.0, 1.0, j == u32(class_))), isCounted);
  }
}
`,
});
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/softmax.ts.map
