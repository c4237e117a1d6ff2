// Tangled from book/06-stability/04-pre-norm-and-post-norm.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { he } from "../../nn/init/weights.ts";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { linear } from "../../ops/linear.ts";
import { dyt } from "../../ops/dyt.ts";
import { relu } from "../../ops/relu.ts";
import { rmsNorm } from "../../ops/rms-norm.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, gradient, multiply, variable, type Tensor } from "../../tensor-core.ts";
import { deepLossOf, initDeepMlp, streamOf, type DeepMlpParameters, type DeepMlpShape, type Norm } from "./deep-mlp.ts";

const small: DeepMlpShape = { context: 2, vocabularySize: 5, features: 3, width: 4, depth: 3, activation: "relu", residual: true, norm: "none" };
const contexts = asTensor(Int32Array.of(0, 1, 2, 3, 4, 0), { shape: [3, 2] });
const targets = asTensor(Int32Array.of(4, 2, 1));
const meanSquare = (x: Tensor) => [...x.dataSync()].reduce((sum, each) => sum + each * each, 0) / x.size;
const byNorm = (x: Tensor, norm: Norm) => ("alpha" in norm ? dyt(x, norm) : rmsNorm(x, norm));
/** Norms whose gains differ, so that none can stand for another. */
const started = (shape: DeepMlpShape) => mapLeaves(initDeepMlp(shape, randomFrom(1), { weights: he, bias: 0.5 }), (leaf, path) =>
  (path.startsWith("norms") ? add(leaf, asTensor(Float32Array.from({ length: leaf.size }, (_, i) => 0.3 * Math.sin(i + path.charCodeAt(6))))) : leaf));
const expectEqual = (x: Tensor, y: Tensor) => [...x.dataSync()].forEach((each, i) => expect(each).toBeCloseTo(y.dataSync()[i]!, 5));

/** What a layer of a residual network gives, by the formula of its placement. */
function layerBy({ norm }: DeepMlpShape, { layers, norms }: DeepMlpParameters, l: number, h: Tensor): Tensor {
  const branch = (x: Tensor) => linear(relu(x), layers[l]!.weight, layers[l]!.bias);
  switch (norm) {
    case "none": return add(h, branch(h));
    case "pre": return add(h, branch(byNorm(h, norms[l]!)));
    case "post": return byNorm(add(h, branch(h)), norms[l]!);
    case "sandwich": return add(h, byNorm(branch(byNorm(h, norms[l]!)), norms[3 + l]!));
  }
}

test.each([
  ["without a norm each layer adds its output", { norm: "none" }],
  ["pre-norm normalises what the branch reads and leaves the sum as it is", { norm: "pre" }],
  ["post-norm normalises the sum", { norm: "post" }],
  ["sandwich norm normalises what the branch reads and what it gives", { norm: "sandwich" }],
  ["DyT stands where the norm of pre-norm stands", { norm: "pre", normaliser: "DyT" }],
  ["DyT stands where the norm of post-norm stands", { norm: "post", normaliser: "DyT" }],
] as const)("%s", (_, more) => {
  const shape = { ...small, ...more };
  const parameters = started(shape);
  const stream = streamOf(parameters, shape, contexts);
  parameters.layers.forEach((_, l) => expectEqual(stream[l + 1]!, layerBy(shape, parameters, l, stream[l]!)));
});

test.each([["none", null], ["pre", 3], ["post", null], ["sandwich", 6]] as const)("the loss with norm %s is that of the end of the stream, after the last of the norms where one is left", (norm, left) => {
  const shape = { ...small, norm };
  const parameters = mapLeaves(started(shape), (leaf, path) => (path === "output.weight" ? multiply(leaf, 100) : leaf));
  const h = streamOf(parameters, shape, contexts)[3]!;
  const { weight, bias } = parameters.output;
  const loss = crossEntropy(linear(relu(left === null ? h : byNorm(h, parameters.norms[left]!)), weight, bias), targets);
  expect(deepLossOf(shape)(parameters, { contexts, targets }).item()).toBeCloseTo(loss.item(), 6);
});

test("without residual connections the norms stand in the same places", () => {
  const shape = { ...small, residual: false, norm: "sandwich" } as const;
  const parameters = started(shape);
  const stream = streamOf(parameters, shape, contexts);
  parameters.layers.forEach(({ weight, bias }, l) =>
    expectEqual(stream[l + 1]!, rmsNorm(linear(relu(rmsNorm(stream[l]!, parameters.norms[l] as Tensor)), weight, bias), parameters.norms[3 + l] as Tensor)));
});

test.each(["pre", "sandwich"] as const)("with %s the output layer reads a normalised stream: its scale does not change the loss", (norm) => {
  const shape = { ...small, norm };
  const { input, embedding, ...rest } = initDeepMlp(shape, randomFrom(4), { weights: he, branch: 0 });
  const lossFor = (scale: number) => deepLossOf(shape)({ ...rest, embedding, input: { ...input, weight: multiply(input.weight, scale) } }, { contexts, targets }).item();
  expect(lossFor(100)).toBeCloseTo(lossFor(10), 5);
  expect(lossFor(10)).not.toBeCloseTo(Math.log(5), 7);
});

test("with sandwich norm each layer adds 1 to the mean square of the stream at any gain", () => {
  const shape = { ...small, width: 128, depth: 30, norm: "sandwich" } as const;
  for (const gain of [0.3, 3]) {
    const stream = streamOf(initDeepMlp(shape, randomFrom(5), { weights: { gain } }), shape, contexts);
    const added = meanSquare(stream[30]!) - meanSquare(stream[0]!);
    expect(added).toBeGreaterThan(25);
    expect(added).toBeLessThan(36);
  }
});

test.each([
  ["sandwich norm", { norm: "sandwich" }],
  ["DyT for pre-norm", { norm: "pre", normaliser: "DyT" }],
  ["DyT for post-norm", { norm: "post", normaliser: "DyT" }],
] as const)("with %s the gradient of the loss is the derivative in a random direction", (_, more) => {
  const shape = { ...small, activation: "tanh", ...more } as const;
  const start = mapLeaves(initDeepMlp(shape, randomFrom(3), { weights: {}, bias: 0.3 }), (leaf) => asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape }));
  const direction = mapLeaves(start, (leaf) => asTensor(Float64Array.from({ length: leaf.size }, (_, i) => Math.sin(i + leaf.size)), { shape: leaf.shape }));
  const along = new Map(leavesOf(direction));
  const lossAt = (t: number) => deepLossOf(shape)(mapLeaves(start, (leaf, path) => add(leaf, multiply(along.get(path)!, t))), { contexts, targets }).item();
  const variables = mapLeaves(start, variable);
  const gradients = gradient(deepLossOf(shape)(variables, { contexts, targets }), leavesOf(variables).map(([, leaf]) => leaf));
  const slope = leavesOf(direction).reduce((sum, [, d], k) => sum + [...d.dataSync()].reduce((inner, each, i) => inner + each * gradients[k]!.dataSync()[i]!, 0), 0);
  const h = 1e-5;
  expect((lossAt(h) - lossAt(-h)) / (2 * h)).toBeCloseTo(slope, 7);
});

test("the parameters of the placements are counted", () => {
  const count = (more: Partial<DeepMlpShape>) => sizeOf(initDeepMlp({ ...small, ...more }, randomFrom(1), { weights: he })) - sizeOf(initDeepMlp(small, randomFrom(1), { weights: he }));
  expect([count({ norm: "sandwich" }), count({ norm: "pre", normaliser: "DyT" }), count({ norm: "sandwich", normaliser: "DyT" })]).toEqual([7 * 4, 4 * 9, 7 * 9]);
});
//# sourceMappingURL=../../.maps/models/deep-mlp/placement.test.ts.map
