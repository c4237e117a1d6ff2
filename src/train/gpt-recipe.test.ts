// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { asTensor } from "../tensor-core.ts";
import { cpuRecipe, gptOptimizer, rateOf } from "./gpt-recipe.ts";

test("the rate rises for 100 steps and falls along a cosine to a tenth", () => {
  const rate = rateOf(cpuRecipe);
  expect(rate(0)).toBeCloseTo(1e-5, 12);
  expect(rate(99)).toBeCloseTo(1e-3, 12);
  expect(rate(1050)).toBeCloseTo(5.5e-4, 12);
  expect(rate(2000)).toBeCloseTo(1e-4, 12);
});

test("matrices decay, gains do not, and gradients are clipped", () => {
  const recipe = { ...cpuRecipe, warmup: 0, steps: 1, clip: 1e-3 };
  const optimizer = gptOptimizer(recipe);
  const start = { gain: asTensor(Float64Array.of(1)), weight: asTensor(Float64Array.of(1), { shape: [1, 1] }) };
  const none = { gain: asTensor(Float64Array.of(0)), weight: asTensor(Float64Array.of(0), { shape: [1, 1] }) };
  const { parameters } = optimizer.update(start, none, optimizer.init(start));
  expect(parameters.gain.item()).toBe(1);
  expect(parameters.weight.item()).toBeCloseTo(1 - recipe.peak * recipe.weightDecay, 12);
  const large = { gain: asTensor(Float64Array.of(30)), weight: asTensor(Float64Array.of(40), { shape: [1, 1] }) };
  const { state } = optimizer.update(start, large, optimizer.init(start));
  const memory = state.memory as Record<string, { readonly mean: Record<string, typeof start.gain> }>;
  expect(memory["undecayed"]!.mean["gain"]!.item()).toBeCloseTo(0.1 * 0.6e-3, 9);
  expect(memory["decayed"]!.mean["weight"]!.item()).toBeCloseTo(0.1 * 0.8e-3, 9);
});
//# sourceMappingURL=../.maps/train/gpt-recipe.test.ts.map
