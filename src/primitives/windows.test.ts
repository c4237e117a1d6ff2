// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { arange, gradient, multiply, sum, variable } from "../tensor-core.ts";
import { windows } from "./windows.ts";

test("windows overlap, and their adjoint adds up where they do", () => {
  const x = variable(arange(5));
  expect(windows(x, 2).toArray()).toEqual([[0, 1], [1, 2], [2, 3], [3, 4]]);
  expect(gradient(sum(windows(x, 2)), [x])[0]!.toArray()).toEqual([1, 2, 2, 2, 1]);
  const y = windows(x, 3);
  expect(gradient(sum(multiply(y, y)), [x])[0]!.toArray()).toEqual([0, 4, 12, 12, 8]);
  expect(() => windows(x, 6)).toThrow(new RangeError("windows: no part of length 6 in [5]"));
});
//# sourceMappingURL=../.maps/primitives/windows.test.ts.map
