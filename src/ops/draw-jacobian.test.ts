// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawJacobian } from "./draw-jacobian.ts";

test("two even shares: a quarter on the diagonal, as dark as can be, minus a quarter beside it", () => {
  const drawing = drawJacobian(["a", "b"], [0.5, 0.5]);
  expect(drawing.match(/>−?0\.250</g)).toEqual([">0.250<", ">−0.250<", ">−0.250<", ">0.250<"]);
  expect(drawing.match(/fill="accent" fill-opacity="0.600"/g)).toHaveLength(2);
});

test("a sure row is pale, and nothing is minus zero", () => {
  const drawing = drawJacobian(["a", "b"], [1, 0]);
  expect(drawing.match(/fill-opacity="0.000"/g)).toHaveLength(4);
  expect(drawing).not.toContain("−");
});

test("a name may be any character", () => {
  expect(drawJacobian(["<", "b"], [0.5, 0.5])).toContain(">p of &lt;</text>");
});

test("names and shares must be as many", () => {
  expect(() => drawJacobian(["a"], [0.5, 0.5])).toThrow(new RangeError("drawJacobian: 1 names for 2 shares"));
});
//# sourceMappingURL=../.maps/ops/draw-jacobian.test.ts.map
