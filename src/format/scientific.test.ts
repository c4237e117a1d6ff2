// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { scientific } from "./scientific.ts";

test.each([
  [6.9e-6, 0, "7 × 10⁻⁶"],
  [-1234, 2, "−1.23 × 10³"],
  [1, 0, "1 × 10⁰"],
  [5e-324, 0, "5 × 10⁻³²⁴"],
  [NaN, 0, "NaN"],
  [Infinity, 0, "∞"],
  [-Infinity, 2, "−∞"],
])("%d with %d decimals is %s", (value, digits, text) => {
  expect(scientific(value, digits)).toBe(text);
});
//# sourceMappingURL=../.maps/format/scientific.test.ts.map
