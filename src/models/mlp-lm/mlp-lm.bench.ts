// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { steps } from "../../experiments/steps.ts";

const options = { time: 2000, iterations: 3, warmupTime: 200, warmupIterations: 1 };

describe("a step of training", () => {
  for (const { name, step } of steps()) bench(`step: ${name}`, () => void step(), options);
});
//# sourceMappingURL=../../.maps/models/mlp-lm/mlp-lm.bench.ts.map
