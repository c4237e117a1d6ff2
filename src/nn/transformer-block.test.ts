// Tangled from book/08-transformer/03-transformer-block.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { layerNorm } from "../ops/layer-norm.ts";
import { rmsNorm } from "../ops/rms-norm.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, multiply, normal, ones, zeros, type Tensor } from "../tensor-core.ts";
import { difference, differenceError } from "../testing/laws.ts";
import { feedForward } from "./feed-forward.ts";
import { multiHeadAttention } from "./multi-head-attention.ts";
import { initNorm, normalised } from "./norm.ts";
import { leavesOf, mapLeaves, sizeOf } from "./parameters.ts";
import { initBlock, transformerBlock, type BlockInit, type BlockOptions, type BlockParameters } from "./transformer-block.ts";

const double = { dtype: "float64" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
const init: BlockInit = { width: 4, hidden: 10, norm: "layer", bias: true, std: 0.5, outputStd: 0.5 };
const options: BlockOptions = { heads: 2, norm: "layer", activation: "gelu" };
/** With random biases and gains, in doubles. */
const blockOf = (more: Partial<BlockInit> = {}): BlockParameters => mapLeaves(initBlock({ ...init, ...more }, randomFrom(1)), (leaf, path) => (path.endsWith("weight") ? multiply(1, asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape })) : some(path.length, ...leaf.shape)));

test("the stream gains what attention reads from it, and then what the feed-forward network computes", () => {
  const [block, x] = [blockOf(), some(2, 2, 5, 4)];
  const { attentionNorm: one, feedForwardNorm: two } = block;
  const h = add(x, multiHeadAttention(block.attention, layerNorm(x, one.gain, one.bias!), 2, { causal: true }));
  const y = add(h, feedForward(block.feedForward, layerNorm(h, two.gain, two.bias!), "gelu"));
  expect(difference([transformerBlock(block, x, options)], [y])).toBe(0);
});

test("of a block whose two output layers are zero nothing is added", () => {
  const still = mapLeaves(blockOf(), (leaf, path) => (/output/.test(path) ? multiply(0, leaf) : leaf));
  const x = some(2, 1, 3, 4);
  expect([...transformerBlock(still, x, options).dataSync()]).toEqual([...x.dataSync()]);
});

test("each branch can be changed before it is added", () => {
  const [block, x] = [blockOf(), some(2, 1, 3, 4)];
  const seen: string[] = [];
  const none = transformerBlock(block, x, options, (output, branch) => (seen.push(branch), multiply(0, output)));
  expect(seen).toEqual(["attention", "feedForward"]);
  expect([...none.dataSync()]).toEqual([...x.dataSync()]);
});

test("a position does not see a later one", () => {
  const [block, x] = [blockOf(), some(2, 1, 5, 4)];
  const changed = asTensor(Float64Array.from(x.dataSync(), (each, i) => (i < 12 ? each : -each)), { shape: [1, 5, 4] });
  const [before, after] = [x, changed].map((each) => [...transformerBlock(block, each, options).dataSync()]);
  expect(Math.max(...after!.slice(0, 12).map((each, i) => Math.abs(each - before![i]!)))).toBeLessThan(1e-12);
  expect(after!.slice(12)).not.toEqual(before!.slice(12));
});

test("it has 12d² + 13d parameters with m = 4d, and without biases 12d² + 2d", () => {
  const d = 6;
  const sizes = { ...init, width: d, hidden: 4 * d };
  expect(sizeOf(initBlock(sizes, randomFrom(1)))).toBe(12 * d * d + 13 * d);
  expect(sizeOf(initBlock({ ...sizes, bias: false }, randomFrom(1)))).toBe(12 * d * d + 2 * d);
  expect(leavesOf(initBlock({ ...sizes, norm: "rms" }, randomFrom(1))).map(([path]) => path)).not.toContain("attentionNorm.bias");
});

test("both layers that write into the stream begin with their own standard deviation", () => {
  const silent = initBlock({ ...init, outputStd: 0 }, randomFrom(1));
  const x = asTensor([[[1, 2, 3, 4]]]);
  expect([...transformerBlock(silent, x, options).dataSync()]).toEqual([1, 2, 3, 4]);
  expect([...transformerBlock(initBlock(init, randomFrom(1)), x, options).dataSync()]).not.toEqual([1, 2, 3, 4]);
});

test.each(["layer", "rms"] as const)("derivatives are central differences, with the norm %s", (norm) => {
  const block = blockOf({ norm });
  const f = (x: Tensor) => transformerBlock(block, x, { ...options, norm });
  expect(differenceError(f as never, [some(3, 1, 4, 4)], randomFrom(2))).toBeLessThan(1e-7);
});

test("a norm without a bias is one with a bias of zero, and RMSNorm has none", () => {
  const [x, gain] = [some(1, 3, 4), some(2, 4)];
  expect([...normalised({ gain }, x, "layer").dataSync()]).toEqual([...layerNorm(x, gain, zeros([4], double)).dataSync()]);
  expect([...normalised({ gain }, x, "rms").dataSync()]).toEqual([...rmsNorm(x, gain).dataSync()]);
  expect(leavesOf(initNorm(4, { norm: "rms", bias: true })).map(([path]) => path)).toEqual(["gain"]);
  expect([...initNorm(2, { norm: "layer", bias: true }).gain.dataSync()]).toEqual([...ones([2]).dataSync()]);
});
//# sourceMappingURL=../.maps/nn/transformer-block.test.ts.map
