// Tangled from book/02-automatic-differentiation/04-reverse-mode.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { real, type Operation } from "./arithmetic.ts";
import { countingOver, operationCosts } from "./counting.ts";
import { duals, dualsOver } from "./dual.ts";
import { pullbacks } from "./pullbacks.ts";

const size = fc.double({ min: 0.3, max: 3, noNaN: true });
const number = fc.double({ min: -3, max: 3, noNaN: true });
const operations = Object.keys(pullbacks) as Operation[];

test.each(operations)("%s: forward mode and reverse mode agree", (operation) => {
  fc.assert(
    fc.property(size, size, number, number, number, (x, y, s, t, adjoint) => {
      const apply = duals[operation] as (...operands: unknown[]) => { value: number; tangent: number };
      const w = apply({ value: x, tangent: s }, { value: y, tangent: t });
      const parts = pullbacks[operation].map((pullback) => pullback?.(real, adjoint, { x, y, z: w.value }) ?? NaN);
      const [first = NaN, second = 0] = parts;
      const scale = Math.abs(first * s) + Math.abs(second * t) + 1;
      expect(Math.abs(adjoint * w.tangent - (first * s + second * t))).toBeLessThanOrEqual(1e-13 * scale);
    }),
  );
});

test("each operation is counted, but neither constants nor changes of sign", () => {
  const a = countingOver(real, () => "here");
  const sums = ledgerOf(() => a.tanh(a.add(a.negative(a.constant(1)), a.multiply(a.constant(2), a.constant(3)))));
  expect(sums).toEqual({ here: { FLOPs: 3 } });
});

test("no operation costs more than four times its value in forward mode, nor more than five in its pullbacks", () => {
  for (const { operation, value, dual, pullback } of operationCosts()) {
    expect(value, operation).toBe(1);
    expect(dual, operation).toBeLessThanOrEqual(4);
    expect(pullback, operation).toBeLessThanOrEqual(5);
  }
});

test("dual numbers over a counting arithmetic count what the rules say: four for a product, four for a tanh", () => {
  const a = dualsOver(countingOver(real, () => ""));
  const x = { value: 1, tangent: 2 };
  expect(ledgerOf(() => a.multiply(x, x))).toEqual({ "": { FLOPs: 4 } });
  expect(ledgerOf(() => a.tanh(x))).toEqual({ "": { FLOPs: 4 } });
});
//# sourceMappingURL=../../.maps/autograd/scalar/pullbacks.test.ts.map
