// Tangled from book/06-stability/03-normalisation.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, gradient, multiply, sum, variable, type Tensor } from "../../tensor-core.ts";
import type { Statistics } from "../../ops/batch-norm.ts";
import { initNormalisedMlp, initialRunning, normalisedLogits, normalisedLoss, type NormalisedMlpParameters, type NormalisedMlpShape, type NormState } from "./normalised-mlp.ts";

const shapeOf = (norm: NormalisedMlpShape["norm"]): NormalisedMlpShape => ({ context: 2, vocabularySize: 5, features: 3, width: 4, depth: 3, norm });
const contexts = asTensor(Int32Array.of(0, 1, 2, 3, 4, 0, 1, 1, 3, 2), { shape: [5, 2] });
const batch = { contexts, targets: asTensor(Int32Array.of(4, 2, 1, 0, 3)) };
const inDoubles = (x: Tensor) => asTensor(Float64Array.from(x.dataSync()), { shape: x.shape });
const norms = ["batch", "layer"] as const;
/** A network in float64 whose output weights are not small, and its state. */
const drawn = (norm: NormalisedMlpShape["norm"]) => {
  const shape = shapeOf(norm);
  const parameters = mapLeaves(initNormalisedMlp(shape, randomFrom(4)), (leaf, path) => multiply(inDoubles(leaf), path === "output.weight" ? 30 : 1));
  const running = initialRunning(shape).map(({ mean, variance }): Statistics => ({ mean: inDoubles(mean), variance: inDoubles(variance) }));
  return { parameters, state: { norm, running, mode: "train" } as NormState };
};
const gradientsAt = (parameters: NormalisedMlpParameters, state: NormState) => {
  const variables = mapLeaves(parameters, variable);
  const leaves = leavesOf(variables);
  const gradients = gradient(normalisedLoss(variables, batch, state).loss, leaves.map(([, leaf]) => leaf));
  return new Map(leaves.map(([path], i) => [path, gradients[i]!]));
};

test("gains begin at one over the root of the depth, and the output weights with a standard deviation of 0.01", () => {
  const { layers, output } = initNormalisedMlp({ ...shapeOf("layer"), width: 64, vocabularySize: 500, depth: 4 }, randomFrom(1));
  for (const { gain } of layers) expect([...gain.dataSync()]).toEqual(new Array(64).fill(0.5));
  const { weight } = output;
  // five standard errors of a variance of 32,000 numbers
  expect(Math.abs(sum(multiply(weight, weight)).item() / weight.size / 0.01 ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / weight.size));
});

test.each(norms)("with %s normalisation the gradient of the loss is the derivative in a random direction", (norm) => {
  const { parameters, state } = drawn(norm);
  const gradients = gradientsAt(parameters, state);
  const direction = new Map(leavesOf(parameters).map(([path, leaf], k) => [path, asTensor(Float64Array.from({ length: leaf.size }, (_, i) => Math.sin(3 * i + k)), { shape: leaf.shape })]));
  const at = (t: number) => normalisedLoss(mapLeaves(parameters, (leaf, path) => add(leaf, multiply(direction.get(path)!, t))), batch, state).loss.item();
  const slope = [...direction].reduce((total, [path, d]) => total + sum(multiply(d, gradients.get(path)!)).item(), 0);
  expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(slope, 7);
});

test("the gradient of a weight matrix before a norm is orthogonal to it, with batch normalisation column by column", () => {
  for (const norm of norms) {
    const { parameters, state } = drawn(norm);
    const gradients = gradientsAt(parameters, state);
    parameters.layers.forEach(({ weight }, l) => {
      const g = gradients.get(`layers.${l}.weight`)!;
      const along = [...sum(multiply(weight, g), 0).dataSync()];
      const size = Math.sqrt(sum(multiply(g, g)).item());
      // up to the ε of the norm
      expect(Math.abs(along.reduce((total, each) => total + each, 0))).toBeLessThan(1e-3 * size);
      if (norm === "batch") for (const each of along) expect(Math.abs(each)).toBeLessThan(1e-3 * size);
    });
  }
});

test("running statistics change in training only, and layer normalisation has none", () => {
  const { parameters, state } = drawn("batch");
  const trained = normalisedLogits(parameters, contexts, state).running;
  expect(trained).toHaveLength(3);
  expect([...trained[0]!.mean.dataSync()]).not.toEqual([...state.running[0]!.mean.dataSync()]);
  const evaluated = normalisedLogits(parameters, contexts, { ...state, mode: "eval" }).running;
  evaluated.forEach((each, l) => expect(each).toBe(state.running[l]));
  const layered = drawn("layer");
  expect(normalisedLogits(layered.parameters, contexts, layered.state).running).toEqual([]);
});

test("a network of width 64 loses about log V before it is trained, whatever the scale of its weights", () => {
  for (const norm of norms) for (const scale of [0.1, 1, 10]) {
    const shape = { ...shapeOf(norm), width: 64 };
    const { loss } = normalisedLoss(initNormalisedMlp(shape, randomFrom(2), scale), batch, { norm, running: initialRunning(shape), mode: "train" });
    expect(Math.abs(loss.item() - Math.log(5))).toBeLessThan(0.15);
  }
});

test("the parameters are counted", () => {
  expect(sizeOf(initNormalisedMlp(shapeOf("batch"), randomFrom(1)))).toBe(5 * 3 + (6 * 4 + 4) + 3 * (4 * 4 + 4 + 4) + (4 * 5 + 5));
});
//# sourceMappingURL=../../.maps/models/deep-mlp/normalised-mlp.test.ts.map
