// Tangled from book/11-memory/06-what-fits.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { shapesOf } from "../backends/shapes.ts";
import { adamW } from "../optim/adam.ts";
import { leafByLeaf } from "../optim/leaf-by-leaf.ts";
import { cpu } from "../tensor-core.ts";
import { architectureOfGpt } from "./architecture-of-gpt.ts";
import { countOf, parametersOf } from "./architecture.ts";
import { bytesIn, largestPhase, largestThatFits, phasesOf } from "./budget.ts";
import { publishedModels } from "./published-models.ts";
import { ours } from "./saved-activations.ts";
import { recordedTraining } from "./step.ts";
import { peakOf } from "./timeline.ts";
import { recipes } from "./training-recipe.ts";

test("the largest that fits fits, and one more does not", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 5000 }), (slope, base, limit, most) => {
    const bytesOf = (n: number) => base + slope * n;
    const found = largestThatFits(bytesOf, limit, most);
    if (found > 0) expect(bytesOf(found)).toBeLessThanOrEqual(limit);
    if (found < most) expect(bytesOf(found + 1)).toBeGreaterThan(limit);
    expect(found).toBeLessThanOrEqual(most);
  }));
});

test("with a large vocabulary the phases are the recorded step but for its batch and two scalars", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 6 }), (layers, heads, k, T) => {
    const width = heads * k;
    const config = { vocabularySize: 60 * width, context: T, layers, heads, width };
    const recorded = peakOf(recordedTraining(shapesOf(cpu), { config, batch: 60, optimizer: leafByLeaf(adamW(0.1)), forwardScope: true })).bytes;
    const phase = largestPhase(phasesOf(architectureOfGpt(config), { recipe: recipes.adamw, keeping: ours, batch: 60, time: T }));
    expect(phase.name).toBe("gradient of the logits");
    expect(recorded - bytesIn(phase)).toBe(8 * 60 * T + 8);
  }), { numRuns: 25 });
});

test("the first phase has states, and the last all gradients and no activations", () => {
  const phases = phasesOf(publishedModels["llama-3-8b"], { recipe: recipes["mixed-adamw"], keeping: { ...ours, element: 2 }, batch: 1, time: 512 });
  const count = countOf(parametersOf(publishedModels["llama-3-8b"]));
  expect(phases).toHaveLength(2 * 33 + 2);
  expect(bytesIn(phases[0]!)).toBe(14 * count);
  expect([phases.at(-1)!.gradients, phases.at(-1)!.activations]).toEqual([2 * count, 0]);
});
//# sourceMappingURL=../.maps/memory/budget.test.ts.map
