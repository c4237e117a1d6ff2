// Tangled from book/05-optimisation/03-gradient-noise.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { asTensor, multiply, sum, type Tensor } from "../tensor-core.ts";
import { fitCriticalBatch, noiseScale, noiseScaleAt } from "./noise-scale.ts";

const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
const size = fc.integer({ min: 1, max: 1000 });

test("from the expected squared norms it finds the two numbers that they are made of", () => {
  fc.assert(fc.property(positive, positive, size, size, (signal, noise, small, more) => {
    const squaredNorm = (batch: number) => ({ batch, squaredNorm: signal + noise / batch });
    const found = noiseScale(squaredNorm(small), squaredNorm(small + more));
    // where the two norms are nearly equal, their difference has few digits left
    const digits = 1e-11 * (1 + (signal * small * (small + more)) / (noise * more));
    expect(Math.abs(found.noise / noise - 1)).toBeLessThan(digits);
    expect(Math.abs(found.signal / signal - 1)).toBeLessThan(1e-11 * (1 + noise / signal));
  }));
});

test("microbatches of examples whose gradients are known have a known noise scale", () => {
  // the loss of example i is w · xᵢ, its gradient xᵢ; all pairs of two examples are all microbatches
  const x = [1, 2, 4, 7];
  const mean = 3.5, variance = (2.5 ** 2 + 1.5 ** 2 + 0.5 ** 2 + 3.5 ** 2) / 4;
  const lossOf = (rows: readonly number[]) => ({ w }: { readonly w: Tensor }) => multiply(sum(multiply(w, asTensor(Float64Array.from(rows)))), 1 / rows.length);
  const parameters = { w: asTensor(Float64Array.of(1)) };
  const pairs = x.flatMap((one) => x.map((other) => ({ count: 2, lossOf: lossOf([one, other]) })));
  const found = noiseScaleAt(parameters, pairs);
  // 16 microbatches are all that there are, so their mean has no error, where 16 independent ones would have a sixteenth of the variance of one
  expect(found.signal).toBeCloseTo(mean ** 2 - variance / 2 / 15, 12);
  expect(found.noise).toBeCloseTo((variance * 16) / 15, 12);
  const bad = (parts: typeof pairs, what: string) => expect(() => noiseScaleAt(parameters, parts)).toThrow(new RangeError(`noiseScaleAt: at least two microbatches of one size, not ${what}`));
  bad(pairs.slice(0, 1), "1");
  bad([pairs[0]!, { ...pairs[1]!, count: 3 }], "of 2 and 3 examples");
});

test("two equal batch sizes, and a large one in the place of the small one, are refused", () => {
  const of = (batch: number) => ({ batch, squaredNorm: 1 });
  expect(() => noiseScale(of(4), of(4))).toThrow(new RangeError("noiseScale: a small batch and a larger one, not 4 and 4"));
  expect(() => noiseScale(of(8), of(4))).toThrow(new RangeError("noiseScale: a small batch and a larger one, not 8 and 4"));
});

test("points on a curve give back the curve", () => {
  fc.assert(fc.property(fc.double({ min: 10, max: 1000, noNaN: true }), fc.double({ min: 100, max: 1e5, noNaN: true }), (leastSteps, leastExamples) => {
    const points = [1, 4, 16, 64, 256, 1024].map((batch) => ({ batch, steps: leastSteps + leastExamples / batch }));
    const fit = fitCriticalBatch(points);
    expect(Math.abs(fit.leastSteps / leastSteps - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.leastExamples / leastExamples - 1)).toBeLessThan(1e-6);
    expect(fit.critical).toBe(fit.leastExamples / fit.leastSteps);
  }));
});

test("a curve needs two batch sizes, and steps that are positive", () => {
  expect(() => fitCriticalBatch([{ batch: 4, steps: 9 }, { batch: 4, steps: 8 }])).toThrow(new RangeError("fitCriticalBatch: at least two batch sizes, not 1"));
  expect(() => fitCriticalBatch([{ batch: 4, steps: 9 }, { batch: 8, steps: 0 }])).toThrow(new RangeError("fitCriticalBatch: a batch of 8 that took 0 steps"));
});
//# sourceMappingURL=../.maps/train/noise-scale.test.ts.map
