// Tangled from book/11-memory/01-parameters-gradients-and-optimiser-states.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parameterRows } from "../models/gpt/count.ts";
import { gpt2Sizes } from "../models/gpt/presets.ts";
import { initGpt, type GptConfig } from "../models/gpt/gpt.ts";
import { sizeOf } from "../nn/parameters.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { adamW } from "../optim/adam.ts";
import { momentum } from "../optim/momentum.ts";
import { adafactor } from "../optim/adafactor.ts";
import { sgd } from "../optim/sgd.ts";
import { architectureOfGpt } from "./architecture-of-gpt.ts";
import { countOf, parametersOf } from "./architecture.ts";
import { publishedModels } from "./published-models.ts";
import { bytesOfStates, recipes, totalOf } from "./training-recipe.ts";

const configs: fc.Arbitrary<GptConfig> = fc.record({ vocabularySize: fc.integer({ min: 1, max: 30 }), context: fc.integer({ min: 1, max: 12 }), layers: fc.integer({ min: 0, max: 3 }), heads: fc.integer({ min: 1, max: 3 }), k: fc.integer({ min: 1, max: 4 }), feedForward: fc.integer({ min: 1, max: 20 }), tied: fc.boolean(), bias: fc.boolean(), norm: fc.constantFrom("layer", "rms") })
  .map(({ k, ...sizes }) => ({ ...sizes, width: k * sizes.heads }));

test("the rows of a GPT are those of Chapter 8", () => {
  fc.assert(fc.property(configs, (config) => {
    const rows = parametersOf(architectureOfGpt(config));
    expect(countOf(rows)).toBe(parameterRows(config).reduce((sum, { count }) => sum + count, 0));
    expect(countOf(rows)).toBe(sizeOf(initGpt(config, randomFrom(1))));
  }), { numRuns: 60 });
  for (const config of Object.values(gpt2Sizes)) expect(countOf(parametersOf(architectureOfGpt(config)))).toBe(parameterRows(config).reduce((sum, { count }) => sum + count, 0));
});

test("published models have as many parameters as their files", () => {
  const counts = Object.fromEntries(Object.entries(publishedModels).map(([name, a]) => [name, countOf(parametersOf(a))]));
  expect(counts).toEqual({ "gpt2": 124_439_808, "gpt2-medium": 354_823_168, "gpt2-large": 774_030_080, "gpt2-xl": 1_557_611_200, "llama-2-7b": 6_738_415_616, "llama-3-8b": 8_030_261_248, "llama-3-70b": 70_553_706_496, "deepseek-v3": 671_026_419_200 });
});

describe("states", () => {
  test("ZeRO’s model of 7.5 billion parameters takes 120 GB", () => {
    const one = { ...publishedModels.gpt2, vocabularySize: 1, context: 7_500_000_000 - 1, layers: 0, width: 1, bias: false };
    expect(totalOf(bytesOfStates(one, recipes["mixed-adamw"]))).toBe(16 * 7_500_000_001);
  });

  test.each([["sgd", sgd(0.1)], ["momentum", momentum(0.1, 0.9)], ["adamw", adamW(0.1)], ["adafactor", adafactor(0.1)]] as const)("of our %s have the bytes of its memory", (name, optimizer) => {
    fc.assert(fc.property(configs, (config) => {
      const counted = bytesOfStates(architectureOfGpt(config), recipes[name]);
      const remembered = 4 * sizeOf(optimizer.init(initGpt(config, randomFrom(1))).memory);
      // an output of one row is a matrix to both
      expect(counted.optimiser).toBe(remembered);
    }), { numRuns: 30 });
  });
});

test("an encoding that learns something else than positions is refused", () => {
  const config: GptConfig = { vocabularySize: 3, context: 4, layers: 1, heads: 2, width: 4, positions: { scheme: "relative" } };
  expect(() => architectureOfGpt(config)).toThrow(new RangeError("memory: an encoding that learns no positions has no architecture here"));
  expect(countOf(parametersOf(architectureOfGpt({ ...config, positions: { scheme: "rotary" } })))).toBe(sizeOf(initGpt({ ...config, positions: { scheme: "rotary" } }, randomFrom(1))));
});
//# sourceMappingURL=../.maps/memory/architecture.test.ts.map
