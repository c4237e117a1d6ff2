// Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { asTensor, gradient, variable, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { softCap } from "./soft-cap.ts";
import { crossEntropyWithZLoss } from "./z-loss.ts";

interface Recorded {
  readonly loss: number;
  readonly gradient: readonly (readonly number[])[];
}
const oracle = JSON.parse(data("logits-oracle.json")) as { readonly z: number[][]; readonly targets: number[]; readonly losses: Readonly<Record<string, Recorded>> };
const targets = asTensor(oracle.targets, { dtype: "int32" });
const losses: Readonly<Record<string, (z: Tensor) => Tensor>> = {
  zLoss: (z) => crossEntropyWithZLoss(z, targets, 0.01),
  softCap: (z) => crossEntropy(softCap(z, 5), targets),
  both: (z) => crossEntropyWithZLoss(softCap(z, 5), targets, 0.01),
};

test.each([["float64", 1e-14], ["float32", 2e-6]] as const)("losses and gradients are PyTorch’s, in %s", (dtype, tolerance) => {
  expect(Object.keys(losses)).toEqual(Object.keys(oracle.losses));
  for (const [name, loss] of Object.entries(losses)) {
    const z = variable(asTensor(oracle.z, { dtype }));
    const y = loss(z);
    const { loss: expected, gradient: rows } = oracle.losses[name]!;
    expect(Math.abs(y.item() / expected - 1), name).toBeLessThan(tolerance);
    expect(difference(gradient(y, [z]), [asTensor(rows as number[][], { dtype })]), name).toBeLessThan(tolerance);
  }
});
//# sourceMappingURL=../.maps/ops/logits-in-range.test.ts.map
