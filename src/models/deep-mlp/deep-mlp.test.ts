// Tangled from book/06-stability/02-residual-streams.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { he } from "../../nn/init/weights.ts";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { relu } from "../../ops/relu.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, gradient, matmul, multiply, variable, type Tensor } from "../../tensor-core.ts";
import { deepLossOf, initDeepMlp, streamOf, type DeepMlpShape } from "./deep-mlp.ts";

const small: DeepMlpShape = { context: 2, vocabularySize: 5, features: 3, width: 4, depth: 3, activation: "relu", residual: true, norm: "none" };
const contexts = asTensor(Int32Array.of(0, 1, 2, 3, 4, 0), { shape: [3, 2] });
const targets = asTensor(Int32Array.of(4, 2, 1));
const meanSquare = (x: Tensor) => [...x.dataSync()].reduce((sum, each) => sum + each * each, 0) / x.size;
const wide = (depth: number): DeepMlpShape => ({ ...small, width: 256, depth });
const growth = (shape: DeepMlpShape, branch: number) => {
  const stream = streamOf(initDeepMlp(shape, randomFrom(5), { weights: he, branch }), shape, contexts);
  return meanSquare(stream.at(-1)!) / meanSquare(stream[0]!);
};

test("a residual layer adds φ(h) W + b to the stream, and a plain layer puts it in its place", () => {
  for (const residual of [true, false]) {
    const shape = { ...small, residual };
    const parameters = initDeepMlp(shape, randomFrom(1), { weights: he, bias: 0.5 });
    const stream = streamOf(parameters, shape, contexts);
    expect(stream).toHaveLength(4);
    parameters.layers.forEach(({ weight, bias }, l) => {
      const f = add(matmul(relu(stream[l]!), weight), bias);
      const wanted = residual ? add(stream[l]!, f) : f;
      [...stream[l + 1]!.dataSync()].forEach((each, i) => expect(each).toBeCloseTo(wanted.dataSync()[i]!, 5));
    });
  }
});

test("biases are zero, or uniform between plus and minus a bound, and the output weights have a standard deviation of 0.01", () => {
  const biasesOf = (bias?: number) => initDeepMlp(wide(2), randomFrom(1), { weights: he, ...(bias !== undefined && { bias }) }).layers.flatMap((layer) => [...layer.bias.dataSync()]);
  expect(biasesOf()).toEqual(new Array(512).fill(0));
  const drawn = biasesOf(0.5);
  for (const end of [Math.max(...drawn), -Math.min(...drawn)]) expect(Math.abs(end - 0.49)).toBeLessThan(0.01);
  const { weight } = initDeepMlp({ ...wide(2), vocabularySize: 100 }, randomFrom(1), { weights: he }).output;
  expect(Math.abs(meanSquare(weight) / 0.01 ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / weight.size));
});

test("scaled branches multiply the mean square of the stream by about e at any depth", () => {
  for (const depth of [10, 40]) {
    const factor = growth(wide(depth), 1 / Math.sqrt(depth));
    expect(factor).toBeGreaterThan(2);
    expect(factor).toBeLessThan(4);
  }
});

test("with pre-norm each unscaled layer adds about 1 to the mean square", () => {
  const shape = { ...wide(30), norm: "pre" } as const;
  const stream = streamOf(initDeepMlp(shape, randomFrom(5), { weights: he }), shape, contexts);
  const added = meanSquare(stream[30]!) - meanSquare(stream[0]!);
  expect(added).toBeGreaterThan(25);
  expect(added).toBeLessThan(36);
});

test("with post-norm every row of the stream has mean square 1", () => {
  const shape = { ...small, norm: "post" } as const;
  const stream = streamOf(initDeepMlp(shape, randomFrom(1), { weights: he }), shape, contexts);
  for (const h of stream.slice(1)) for (const row of h.toArray() as number[][]) expect(row.reduce((sum, each) => sum + each * each, 0) / 4).toBeCloseTo(1, 3);
});

test("branches of weight zero leave the stream as it is", () => {
  const stream = streamOf(initDeepMlp(small, randomFrom(1), { weights: he, branch: 0 }), small, contexts);
  expect([...stream[3]!.dataSync()]).toEqual([...stream[0]!.dataSync()]);
});

test.each(["none", "pre", "post"] as const)("before it has learned anything a scaled network with norm %s loses log V", (norm) => {
  const shape = { ...small, width: 64, depth: 20, norm };
  // three targets, logits of standard deviation about 0.1
  expect(Math.abs(deepLossOf(shape)(initDeepMlp(shape, randomFrom(2), { weights: he, branch: 1 / Math.sqrt(20) }), { contexts, targets }).item() - Math.log(5))).toBeLessThan(0.15);
});

test.each(["none", "pre", "post"] as const)("with norm %s the gradient of the loss is the derivative in a random direction", (norm) => {
  const shape = { ...small, activation: "tanh", norm } as const;
  const start = mapLeaves(initDeepMlp(shape, randomFrom(3), { weights: {}, bias: 0.3 }), (leaf) => asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape }));
  const direction = mapLeaves(start, (leaf) => asTensor(Float64Array.from({ length: leaf.size }, (_, i) => Math.sin(i + leaf.size)), { shape: leaf.shape }));
  const lossAt = (t: number) => {
    const along = new Map(leavesOf(direction));
    return deepLossOf(shape)(mapLeaves(start, (leaf, path) => add(leaf, multiply(along.get(path)!, t))), { contexts, targets }).item();
  };
  const variables = mapLeaves(start, variable);
  const gradients = gradient(deepLossOf(shape)(variables, { contexts, targets }), leavesOf(variables).map(([, leaf]) => leaf));
  const slope = leavesOf(direction).reduce((sum, [, d], k) => sum + [...d.dataSync()].reduce((inner, each, i) => inner + each * gradients[k]!.dataSync()[i]!, 0), 0);
  const h = 1e-5;
  expect((lossAt(h) - lossAt(-h)) / (2 * h)).toBeCloseTo(slope, 7);
});

test("the parameters are counted", () => {
  const count = (norm: DeepMlpShape["norm"]) => sizeOf(initDeepMlp({ ...small, norm }, randomFrom(1), { weights: he }));
  const without = 5 * 3 + (6 * 4 + 4) + 3 * (4 * 4 + 4) + (4 * 5 + 5);
  expect([count("none"), count("pre"), count("post")]).toEqual([without, without + 16, without + 12]);
});
//# sourceMappingURL=../../.maps/models/deep-mlp/deep-mlp.test.ts.map
