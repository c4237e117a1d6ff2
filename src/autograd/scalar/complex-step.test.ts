// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { complexes } from "./complex-step.ts";

const size = fc.double({ min: 0.3, max: 3, noNaN: true });

test("ReLU and step decide by the real part, and zero is not above zero", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant(0), size, size.map((x) => -x)), size, (re, im) => {
      expect(complexes.relu({ re, im })).toEqual(re > 0 ? { re, im } : { re: 0, im: 0 });
      expect(complexes.step({ re, im })).toEqual({ re: Number(re > 0), im: 0 });
    }),
  );
});
//# sourceMappingURL=../../.maps/autograd/scalar/complex-step.test.ts.map
