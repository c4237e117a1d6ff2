// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { asTensor, gradient, variable } from "../tensor-core.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { smoothedCrossEntropy } from "./label-smoothing.ts";

const targets = asTensor(Int32Array.of(2, 0));
const logits = () =>
  variable(asTensor([[1, -1, 2], [0, 3, -2]], { dtype: "float64" }));

test("without smoothing it is cross-entropy", () => {
  const z = logits();
  expect(smoothedCrossEntropy(z, targets, 0).item())
    .toBeCloseTo(crossEntropy(z, targets).item(), 14);
});

test("the gradient is zero where the probabilities are the smoothed targets", () => {
  const epsilon = 0.3;
  const p = [[0.1, 0.1, 0.8], [0.8, 0.1, 0.1]];
  const z = variable(asTensor(p.map((row) => row.map(Math.log)),
    { dtype: "float64" }));
  const [dz] = gradient(smoothedCrossEntropy(z, targets, epsilon), [z]);
  expect(Math.max(...dz!.dataSync().map(Math.abs))).toBeLessThan(1e-15);
});

test.each([-0.1, 1.5, NaN])("an epsilon of %d is refused", (epsilon) => {
  expect(() => smoothedCrossEntropy(logits(), targets, epsilon)).toThrow(
    new RangeError(
      `smoothedCrossEntropy: epsilon must be between 0 and 1, not ${epsilon}`));
});
//# sourceMappingURL=../.maps/ops/label-smoothing.test.ts.map
