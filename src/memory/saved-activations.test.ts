// Tangled from book/11-memory/02-activations-of-a-block.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { shapesOf } from "../backends/shapes.ts";
import { gptLossOf, type GptConfig } from "../models/gpt/gpt.ts";
import { zeroGpt } from "../models/gpt/zero-gpt.ts";
import { initGpt } from "../models/gpt/gpt.ts";
import { leavesOf, mapLeaves } from "../nn/parameters.ts";
import { savedTensors } from "../ops/saved-bytes.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { cpu, variable, zeros } from "../tensor-core.ts";
import { architectureOfGpt } from "./architecture-of-gpt.ts";
import { publishedModels } from "./published-models.ts";
import { megatron, ours, savedByBlock, savedByBlocks, savedOutside } from "./saved-activations.ts";

const configs: fc.Arbitrary<GptConfig> = fc.record({ vocabularySize: fc.integer({ min: 1, max: 30 }), context: fc.integer({ min: 2, max: 12 }), layers: fc.integer({ min: 0, max: 3 }), heads: fc.integer({ min: 2, max: 4 }), k: fc.integer({ min: 2, max: 4 }), feedForward: fc.integer({ min: 1, max: 20 }), tied: fc.boolean(), bias: fc.boolean() })
  .map(({ k, ...sizes }) => ({ ...sizes, width: k * sizes.heads }));

test("what a GPT saves by the formula is what its graph saves", () => {
  fc.assert(fc.property(configs, fc.integer({ min: 1, max: 4 }), (config, B) => {
    const backend = shapesOf(cpu);
    const parameters = zeroGpt(config, backend);
    const own = new Set(leavesOf(parameters).map(([, { storage }]) => storage));
    const tokens = () => zeros([B, config.context], { backend, dtype: "int32" });
    const batch = { ids: tokens(), targets: tokens() };
    const loss = gptLossOf(config)(mapLeaves(parameters, variable), batch);
    const saved = savedTensors(loss).filter(({ tensor }) => !own.has(tensor.storage) && tensor.dtype !== "int32");
    const total = saved.reduce((sum, { bytes }) => sum + bytes, 0);
    const [a, rows] = [architectureOfGpt(config), B * config.context];
    expect(total).toBe(savedByBlocks(a, ours, B, config.context) + rows * savedOutside(a, ours) + 4 * rows * config.vocabularySize);
  }), { numRuns: 60 });
});

test("zeros make the tree of a GPT", () => {
  fc.assert(fc.property(configs, (config) => {
    const shapes = (tree: Parameters<typeof leavesOf>[0]) => leavesOf(tree).map(([path, { shape }]) => [path, shape]);
    expect(shapes(zeroGpt(config, cpu))).toEqual(shapes(initGpt(config, randomFrom(1))));
  }), { numRuns: 20 });
});

test("a formula that is not known is refused", () => {
  expect(() => savedByBlock(publishedModels["deepseek-v3"], ours)).toThrow(new RangeError("memory: what DeepSeek-V3 saves has no formula here, because of its latent attention"));
  const { latent: _, ...dense } = publishedModels["deepseek-v3"];
  expect(() => savedByBlock(dense, ours)).toThrow(new RangeError("memory: what DeepSeek-V3 saves has no formula here, because of its experts"));
});

test("grouped queries, a gate and dropout change the rows that they touch", () => {
  const row = (name: string, a = publishedModels["llama-3-8b"], keeping = megatron) => savedByBlock(a, keeping).find((each) => each.name === name);
  expect([row("queries")!.token, row("keys")!.token]).toEqual([2 * 4096, 2 * 1024]);
  expect([row("gate")!.token, row("before the activation function")]).toEqual([2 * 14_336, undefined]);
  expect([row("attention weights")!.pair, row("mask of the weights")!.pair]).toEqual([2, 1]);
  expect(row("mask of attention", publishedModels.gpt2, ours)).toBeUndefined();
});
//# sourceMappingURL=../.maps/memory/saved-activations.test.ts.map
