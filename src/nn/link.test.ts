// Tangled from book/04-neural-lm/02-logits-and-cross-entropy.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { asTensor, variable, vjp } from "../tensor-core.ts";
import { crossEntropy } from "../ops/cross-entropy.ts";
import { gradientBy, probabilitiesBy, linkFunctions, type LinkFunction } from "./link.ts";

const rows = fc.array(fc.double({ min: 0.1, max: 4, noNaN: true }), { minLength: 1, maxLength: 6 });

test.each(Object.entries<LinkFunction>(linkFunctions))("the probabilities of %s sum to one, and its gradient is that of finite differences", (_, link) => {
  fc.assert(fc.property(rows, fc.nat(), (z, any) => {
    const t = any % z.length;
    expect(probabilitiesBy(link, z).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const loss = (at: readonly number[]) => -Math.log(probabilitiesBy(link, at)[t]!);
    gradientBy(link, z, t).forEach((derivative, i) => {
      const shifted = (h: number) => loss(z.map((each, k) => (k === i ? each + h : each)));
      expect(derivative).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 5);
    });
  }));
});

test("the exponential pushes as the loss of Chapter 3 does", () => {
  const z = [2, -1, 0.5];
  const leaf = variable(asTensor([z], { dtype: "float64" }));
  const [dz] = vjp(crossEntropy(leaf, asTensor([1], { dtype: "int32" })), [leaf], asTensor(1, { dtype: "float64" }));
  gradientBy(linkFunctions.exponential, z, 1).forEach((derivative, i) => expect(derivative).toBeCloseTo(dz!.dataSync()[i]!, 14));
});

test("the square does not see a common factor, nor the exponential a common addend", () => {
  const z = [1, 2, 3];
  probabilitiesBy(linkFunctions.square, z.map((each) => -5 * each)).forEach((share, i) => expect(share).toBeCloseTo(probabilitiesBy(linkFunctions.square, z)[i]!, 14));
  probabilitiesBy(linkFunctions.exponential, z.map((each) => each - 5)).forEach((share, i) => expect(share).toBeCloseTo(probabilitiesBy(linkFunctions.exponential, z)[i]!, 14));
});

test("a letter that has no score is refused", () => {
  expect(() => gradientBy(linkFunctions.square, [1, 2], 2)).toThrow(new RangeError("gradientBy: no logit 2 among 2"));
});

test("a token of probability 0 has the gradient 0", () => {
  expect(gradientBy(linkFunctions.square, [0, 1, 2], 2)).toEqual([0, 0.4, -0.2].map((derivative) => expect.closeTo(derivative, 12)));
  expect(gradientBy(linkFunctions.rectified, [0, -1, 1, 2], 3)).toEqual([0, 0, 1 / 3, -1 / 6].map((derivative) => expect.closeTo(derivative, 12)));
});

test("a target of probability 0 is refused, as its loss is infinite", () => {
  expect(() => gradientBy(linkFunctions.square, [0, 1], 0)).toThrow(new RangeError("gradientBy: the probability of 0 is 0, so its loss is infinite"));
  expect(() => gradientBy(linkFunctions.rectified, [-1, 1], 0)).toThrow(RangeError);
  expect(() => gradientBy(linkFunctions.rectified, [-1, 0], 1)).toThrow(new RangeError("gradientBy: the probability of 1 is NaN, so its loss is infinite"));
});
//# sourceMappingURL=../.maps/nn/link.test.ts.map
