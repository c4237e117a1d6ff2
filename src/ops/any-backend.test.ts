// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import type { Backend } from "../backends/backend.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { fusedKernels } from "../backends/cpu/fused.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, cpu, gradient, multiply, normal, ones, Pool, reshape, subtract, toBackend, variable, zeros, type Tensor } from "../tensor-core.ts";
import { crossEntropy, crossEntropyBackward } from "./cross-entropy.ts";
import { embedding } from "./embedding.ts";
import { gelu, geluTanh } from "./gelu.ts";
import { layerNorm } from "./layer-norm.ts";
import { linear } from "./linear.ts";
import { logSoftmax } from "./log-softmax.ts";
import { relu } from "./relu.ts";
import { rmsNorm } from "./rms-norm.ts";
import { softmax } from "./softmax.ts";
import { tanh } from "./tanh.ts";

const double = { dtype: "float64" } as const;
const fused = Object.keys(fusedKernels);
const backends: readonly (readonly [string, () => Backend])[] = [
  ["without fused kernels", () => hiddenBackend()],
  ["with every second fused kernel", () => hiddenBackend(fused.filter((_, i) => i % 2 === 0))],
  ["with all fused kernels", () => hiddenBackend(fused)],
  ["in a pool without fused kernels", () => new Pool(hiddenBackend())],
];

/** A network of one hidden layer that reads two letters, and a step of its training. */
function parametersOn(backend: Backend): readonly Tensor[] {
  const random = randomFrom(1851);
  const drawn = (...shape: number[]) => toBackend(multiply(normal(random, shape, double), 0.3), backend);
  const options = { ...double, backend };
  return [drawn(7, 4), drawn(8, 6), zeros([6], options), ones([6], options), zeros([6], options), ones([6], options), drawn(6, 7), zeros([7], options)];
}

function lossOf([E, W, b, gain, bias, scale, U, c]: readonly Tensor[], ids: Tensor, targets: Tensor): Tensor {
  const read = reshape(embedding(E!, ids), [ids.shape[0]!, 8]);
  const h = layerNorm(gelu(linear(read, W!, b!)), gain!, bias!);
  const mixed = rmsNorm([tanh(h), relu(h), geluTanh(h)].reduce((x, y) => add(x, y)), scale!);
  return crossEntropy(linear(mixed, U!, c!), targets);
}

async function trainOn(backend: Backend): Promise<readonly number[]> {
  const integers = { dtype: "int32", backend } as const;
  const [ids, targets] = [asTensor([[1, 2], [3, 0], [6, 6], [2, 5]], integers), asTensor([3, -1, 2, 0], integers)];
  let parameters = parametersOn(backend);
  for (let step = 0; step < 10; step++) {
    const leaves = parameters.map(variable);
    const gradients = gradient(lossOf(leaves, ids, targets), leaves);
    parameters = parameters.map((leaf, i) => subtract(leaf, multiply(gradients[i]!, 0.1)));
  }
  return [...(await lossOf(parameters, ids, targets).data()), ...(await Promise.all(parameters.map((leaf) => leaf.data()))).flatMap((numbers) => [...numbers])];
}

const right = trainOn(cpu);

describe.each(backends)("%s", (_, make) => {
  test("a network is trained to the same parameters", async () => {
    const [ours, expected] = [await trainOn(make()), await right];
    expect(ours).toHaveLength(expected.length);
    expected.forEach((each, i) => expect(ours[i]).toBeCloseTo(each, 12));
    expect(expected[0]).toBeLessThan(1.6);
  });

  test("softmax, its logarithm and the loss without a graph are those of the CPU, a row that is not counted with NaN in it", async () => {
    const scores = [[1, 2, -40], [3, 800, 0], [NaN, 1, 1]];
    const all = async (backend: Backend) => {
      const [z, targets] = [asTensor(scores, { ...double, backend }), asTensor([2, 1, -1], { dtype: "int32", backend })];
      const results = [softmax(z), logSoftmax(z), crossEntropy(z, targets), crossEntropyBackward(z, targets), crossEntropyBackward(z, targets, { divisor: 7 })];
      return (await Promise.all(results.map((each) => each.data()))).flatMap((numbers) => [...numbers]);
    };
    const [ours, expected] = [await all(make()), await all(cpu)];
    expected.forEach((each, i) => (Number.isNaN(each) ? expect(ours[i]).toBeNaN() : expect(ours[i]).toBeCloseTo(each, 12)));
  });
});

test("the loss of targets that no program knows counts them where they are", async () => {
  const backend = hiddenBackend();
  const [z, base] = [asTensor([[0, Math.log(3)], [5, 1], [0, 0]], { ...double, backend }), asTensor([0, -2, 0], { dtype: "int32", backend })];
  // an addition on the backend: 1, −1, 1
  const loss = crossEntropy(z, add(base, 1));
  expect((await loss.data())[0]).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 14);
});
//# sourceMappingURL=../.maps/ops/any-backend.test.ts.map
