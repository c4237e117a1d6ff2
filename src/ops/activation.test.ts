// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, hessianVector, jvp, maximum, multiply, normal, ones, permuteDims, sum, tanh as tanhOfPrimitives, variable, vjp, type Tensor } from "../tensor-core.ts";
import { erf } from "../backends/cpu/kernels/erf.ts";
import { difference, inner } from "../testing/laws.ts";
import { gelu, geluBackward, geluOfPrimitives, geluTanh, geluTanhBackward, geluTanhOfPrimitives } from "./gelu.ts";
import { savedBytes } from "./saved-bytes.ts";
import { relu, reluBackward } from "./relu.ts";
import { tanh, tanhBackward } from "./tanh.ts";

const double = { dtype: "float64" } as const;
type Function = (x: Tensor) => Tensor;
const activations: readonly (readonly [string, Function, Function, (saved: Tensor, dY: Tensor) => Tensor, "x" | "y"])[] = [
  ["relu", relu, (x) => maximum(x, 0), reluBackward, "y"],
  ["tanh", tanh, tanhOfPrimitives, tanhBackward, "y"],
  ["gelu", gelu, geluOfPrimitives, geluBackward, "x"],
  ["geluTanh", geluTanh, geluTanhOfPrimitives, geluTanhBackward, "x"],
];

describe.each(activations)("%s", (name, byHand, ofPrimitives, backward, saves) => {
  test("value, both derivatives and the second are those of primitives", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (seed) => {
      const random = randomFrom(seed);
      const x = variable(multiply(2, normal(random, [3, 4], double)));
      const [dY, tangent] = [normal(random, [3, 4], double), normal(random, [3, 4], double)] as const;
      const [hand, composed] = [byHand(x), ofPrimitives(x)] as const;
      expect(difference([hand], [composed])).toBeLessThan(1e-14);
      const [dX] = vjp(hand, [x], dY);
      expect(difference([dX!], vjp(composed, [x], dY))).toBeLessThan(1e-13);
      expect(difference([backward(saves === "x" ? x : hand, dY)], [dX!])).toBe(0);
      const along = jvp([hand], [x], [tangent])[0]!;
      expect(Math.abs(inner(dY, along) - inner(dX!, tangent))).toBeLessThan(1e-11);
      const square = (y: Tensor) => sum(multiply(dY, multiply(y, y)));
      expect(difference(hessianVector(square(hand), [x], [tangent]), hessianVector(square(composed), [x], [tangent]))).toBeLessThan(1e-11);
    }), { numRuns: 50 });
  });

  test("it keeps one tensor, and the elements need not stand side by side", () => {
    const x = variable(ones([3, 4]));
    expect(savedBytes(byHand(x))).toBe(48);
    const turned = permuteDims(normal(randomFrom(1), [3, 4], double), [1, 0]);
    expect(difference([byHand(turned)], [ofPrimitives(turned)])).toBeLessThan(1e-14);
  });

  test("an adjoint of another shape is refused", () => {
    expect(() => backward(ones([3, 4]), ones([4, 3]))).toThrow(new RangeError(`${name}Backward: shapes differ, [3, 4] and [4, 3]`));
  });
});

test("relu of NaN is NaN, so that a diverged network shows it", () => {
  for (const dtype of ["float64", "float32"] as const) {
    expect(relu(asTensor([NaN, -Infinity, -0, 2], { dtype })).toArray()).toEqual([NaN, 0, 0, 2]);
  }
});

test("where relu has returned NaN, its gradient is 0", () => {
  for (const dtype of ["float64", "float32"] as const) {
    const x = variable(asTensor([NaN, -1, 1], { dtype }));
    expect(vjp(relu(x), [x], ones([3], { dtype }))[0]!.toArray()).toEqual([0, 0, 1]);
  }
});

test("at 0 the derivative of relu is 0", () => {
  const x = variable(asTensor([-1, -0, 0, 1], double));
  expect(vjp(relu(x), [x], ones([4], double))[0]!.toArray()).toEqual([0, 0, 0, 1]);
});

// the scalar reference: every operation is a call that counts itself
test("the ledger has what a slow count of every operation has", () => {
  let flops = 0;
  const op = (value: number) => (flops++, value);
  const [scale, cube] = [Math.sqrt(2 / Math.PI), 0.044715];
  const chance = (x: number) => op(0.5 * op(1 + op(erf(op(x * Math.SQRT1_2)))));
  const density = (x: number) => op(op(Math.exp(op(-0.5 * op(x * x)))) / Math.sqrt(2 * Math.PI));
  const argument = (x: number, square: number) => op(scale * op(x * op(1 + op(cube * square))));
  const there: Record<string, (x: number) => number> = {
    relu: (x) => (op(Number(x > 0)) ? x : 0),
    tanh: (x) => op(Math.tanh(x)),
    gelu: (x) => op(x * chance(x)),
    geluTanh: (x) => op(x * op(0.5 * op(1 + op(Math.tanh(argument(x, op(x * x))))))),
  };
  const back: Record<string, (x: number, dY: number) => number> = {
    relu: (x, dY) => (op(Number(x > 0)) ? dY : 0),
    tanh: (x, dY) => { const y = Math.tanh(x); return op(dY * op(1 - op(y * y))); },
    gelu: (x, dY) => op(dY * op(chance(x) + op(x * density(x)))),
    geluTanh(x, dY) {
      const square = op(x * x);
      const t = op(Math.tanh(argument(x, square)));
      const steep = op(scale * op(1 + op(3 * cube * square)));
      return op(dY * op(op(0.5 * op(1 + t)) + op(op(op(0.5 * x) * op(1 - op(t * t))) * steep)));
    },
  };
  for (const [name, byHand] of activations) {
    const x = variable(asTensor([-1.5, 0.3, 2], double));
    const dY = asTensor([0.5, -1, 2], double);
    flops = 0;
    const values = [...x.dataSync()].map(there[name]!);
    const forward = flops;
    flops = 0;
    const derivatives = [...x.dataSync()].map((each, i) => back[name]!(each, dY.dataSync()[i]!));
    const backward = flops;
    let results: readonly Tensor[] = [];
    const sums = ledgerOf(() => { const y = byHand(x); results = [y, vjp(y, [x], dY)[0]!]; });
    expect(difference(results, [values, derivatives].map((numbers) => asTensor(Float64Array.from(numbers))))).toBeLessThan(1e-14);
    expect([sums[name]!["FLOPs"], sums[`${name}Backward`]!["FLOPs"]]).toEqual([forward, backward]);
  }
});
//# sourceMappingURL=../.maps/ops/activation.test.ts.map
