// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, ones } from "../tensor-core.ts";
import { adjointError, differenceError } from "../testing/laws.ts";
import type { Rule } from "../tensor/node.ts";
import { runningSum, runningSumRule } from "./running-sum.ts";
import { between, smoothly, someView } from "../testing/samples.ts";

test("a running sum has the derivatives of its rule", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (seed) => {
      const random = randomFrom(seed);
      const sample = { rule: runningSumRule as Rule, parameters: undefined, operands: [someView(random, [between(random, 1, 6)])], smooth: [0] };
      expect(adjointError(...smoothly(sample), random)).toBeLessThan(1e-12);
      expect(differenceError(...smoothly(sample), random)).toBeLessThan(1e-8);
    }),
  );
});

test("it sums, costs an addition an element, and refuses a matrix", () => {
  const x = asTensor([1, 2, 3]);
  expect(runningSum(x).toArray()).toEqual([1, 3, 6]);
  expect(ledgerOf(() => runningSum(x))).toEqual({ runningSum: { FLOPs: 3, "bytes read": 12, "bytes written": 12 } });
  expect(() => runningSum(ones([2, 2]))).toThrow(new RangeError("runningSum: not a row, [2, 2]"));
});
//# sourceMappingURL=../.maps/primitives/running-sum.test.ts.map
