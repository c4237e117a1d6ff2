// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { real } from "../../autograd/scalar/arithmetic.ts";
import { centralDifference } from "../../autograd/scalar/finite-difference.ts";
import { derivativeAt, type Dual } from "../../autograd/scalar/dual.ts";
import { data } from "../../data/files.ts";
import { discountLoss } from "./discount-loss.ts";
import { countContinuations, discount } from "./kneser-ney.ts";
import { countsOf, lossUnder } from "./smoothing.ts";

test("the model of any number type is Chapter 1’s model, and its derivative that of finite differences", () => {
  const text = data("moby-dick.txt").slice(0, 20_000);
  const counts = countContinuations(countsOf(text.slice(0, 15_000), 3));
  const validation = { text, from: 15_000 };
  const loss = (kappa: number) => discountLoss(real, counts, kappa, validation);
  for (const kappa of [0.25, 0.75]) {
    expect(loss(kappa)).toBeCloseTo(lossUnder(discount(kappa)(counts), text, 15_000), 12);
    const dual: Dual<number> = derivativeAt((a, x) => discountLoss(a, counts, x, validation), kappa);
    expect(dual.value).toBe(loss(kappa));
    expect(dual.tangent).toBeCloseTo(centralDifference(loss, kappa, 1e-5), 6);
  }
  expect(() => discountLoss(real, counts, 0.5, { text, from: 20_000 })).toThrow(new RangeError("discountLoss: there is no character to predict"));
});
//# sourceMappingURL=../../.maps/models/ngram/discount-loss.test.ts.map
