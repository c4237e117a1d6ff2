// Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, gradient, multiply, normal, reshape, sum, variable, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { crossEntropyWithZLoss, logZ, zLoss } from "./z-loss.ts";

const double = { dtype: "float64" } as const;
const batches = fc.record({ V: fc.integer({ min: 1, max: 6 }), picks: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), seed: fc.nat(), lambda: fc.constantFrom(0, 1e-4, 0.01, 0.3) })
  .map(({ V, picks, seed, lambda }) => {
    const random = randomFrom(seed);
    // at least the first row is counted
    const targets = asTensor(Int32Array.from(picks, (pick, i) => (i > 0 && pick % 3 === 0 ? -1 : pick % V)));
    return { V, random, lambda, targets, z: multiply(normal(random, [picks.length, V], double), 3) };
  });
const separate = (z: Tensor, targets: Tensor, lambda: number, over?: number) => {
  const reduction = over === undefined ? {} : { divisor: over };
  return add(crossEntropy(z, targets, reduction), multiply(zLoss(z, targets, reduction), lambda));
};
const gradientOf = (f: (z: Tensor) => Tensor, z: Tensor) => {
  const leaf = variable(z);
  return gradient(f(leaf), [leaf])[0]!;
};

test("equal logits a have the loss log V + λ (a + log V)²", () => {
  const z = asTensor([[5, 5, 5, 5]], double);
  expect(crossEntropyWithZLoss(z, asTensor(Int32Array.of(2)), 0.1).item()).toBeCloseTo(Math.log(4) + 0.1 * (5 + Math.log(4)) ** 2, 14);
});

test("logits that are log-probabilities have no z-loss, and any z-loss has none of its gradient there", () => {
  const [z, targets] = [asTensor([[0.2, 0.3, 0.5].map(Math.log)], double), asTensor(Int32Array.of(1))];
  expect(logZ(z).item()).toBeCloseTo(0, 15);
  expect(zLoss(z, targets).item()).toBeCloseTo(0, 15);
  expect(difference([gradientOf((z) => crossEntropyWithZLoss(z, targets, 0.3), z)], [asTensor([[0.2, -0.7, 0.5]], double)])).toBeLessThan(1e-15);
});

test("fused it is the cross-entropy plus λ times the z-loss, and so is its gradient", () => {
  fc.assert(fc.property(batches, fc.constantFrom(undefined, 3), ({ z, targets, lambda }, over) => {
    const reduction = over === undefined ? {} : { divisor: over };
    const together = (z: Tensor) => crossEntropyWithZLoss(z, targets, lambda, reduction);
    expect(together(z).item()).toBeCloseTo(separate(z, targets, lambda, over).item(), 12);
    expect(difference([gradientOf(together, z)], [gradientOf((z) => separate(z, targets, lambda, over), z)])).toBeLessThan(1e-13);
  }));
});

test("the gradient of a row sums to 2λ log Z over the number of rows", () => {
  fc.assert(fc.property(batches, ({ z, targets, lambda }) => {
    const counted = [...targets.dataSync()].map((target) => target >= 0);
    const rows = gradientOf((z) => crossEntropyWithZLoss(z, targets, lambda), z).toArray() as number[][];
    const ells = logZ(z).dataSync();
    rows.forEach((row, i) => expect(row.reduce((sum, each) => sum + each, 0)).toBeCloseTo(counted[i] ? (2 * lambda * ells[i]!) / counted.filter(Boolean).length : 0, 12));
  }));
});

test("its derivatives are adjoint, those of differences, and can be differentiated again", () => {
  fc.assert(fc.property(batches, ({ z, targets, lambda, random }) => {
    const f = (z: Tensor) => crossEntropyWithZLoss(z, targets, lambda, { divisor: 3 });
    expect(adjointError(f, [z], random)).toBeLessThan(1e-12);
    expect(differenceError(f, [z], random)).toBeLessThan(1e-6);
    expect(secondError(f, [z], random)).toBeLessThan(1e-4);
  }), { numRuns: 30 });
});

/** The largest difference of the second derivatives, in a direction, of the loss and of its two terms. */
const secondDifference = (z: Tensor, targets: Tensor, lambda: number) => {
  const direction = normal(randomFrom(5), z.shape, double);
  const [ours, terms] = [crossEntropyWithZLoss, separate].map((f) => {
    const leaf = variable(z);
    const [first] = gradient(f(leaf, targets, lambda), [leaf], { createGraph: true });
    return gradient(sum(multiply(direction, first!)), [leaf]);
  });
  return difference(ours!, terms!);
};

test("the second derivative of the loss itself is that of the two terms", () => {
  fc.assert(fc.property(batches, ({ z, targets, lambda }) => {
    expect(secondDifference(z, targets, lambda)).toBeLessThan(1e-12);
  }), { numRuns: 30 });
});

test("sequences of logits have the log Z and the loss of their rows one below the other, and the second derivative of the two terms", () => {
  const [z, targets] = [normal(randomFrom(1), [2, 3, 4], double), asTensor(Int32Array.of(0, -1, 3, 2, 1, 0), { shape: [2, 3] })];
  const [rows, list] = [reshape(z, [6, 4]), reshape(targets, [6])];
  expect(logZ(z).shape).toEqual([2, 3]);
  expect([...logZ(z).dataSync()]).toEqual([...logZ(rows).dataSync()]);
  expect(zLoss(z, targets).item()).toBe(zLoss(rows, list).item());
  expect(secondDifference(z, targets, 0.1)).toBeLessThan(1e-12);
});

test("far below zero, where 1 + 2λ log Z is negative, the gradient is finite and right", () => {
  const [z, targets] = [asTensor([[-40, -41, -39], [1, 2, 3]], double), asTensor(Int32Array.of(0, 1))];
  const found = gradientOf((z) => crossEntropyWithZLoss(z, targets, 0.05), z);
  expect(difference([found], [gradientOf((z) => separate(z, targets, 0.05), z)])).toBeLessThan(1e-13);
  expect(found.dataSync().every(Number.isFinite)).toBe(true);
});

test("a row that is not counted may have NaN in it", () => {
  const [z, targets] = [asTensor([[1, 2], [NaN, 0]], double), asTensor(Int32Array.of(0, -1))];
  const found = gradientOf((z) => crossEntropyWithZLoss(z, targets, 0.1), z).toArray() as number[][];
  expect(found[1]).toEqual([0, 0]);
  expect(found[0]!.every(Number.isFinite)).toBe(true);
  expect(zLoss(z, targets).item()).toBeCloseTo(logZ(asTensor([[1, 2]], double)).item() ** 2, 14);
});

test("logits of a thousand overflow nothing", () => {
  const [z, targets] = [asTensor([[1000, -1000, 0]]), asTensor(Int32Array.of(0))];
  expect(logZ(z).item()).toBe(1000);
  expect(crossEntropyWithZLoss(z, targets, 1e-4).item()).toBeCloseTo(100, 5);
  expect(gradientOf((z) => crossEntropyWithZLoss(z, targets, 1e-4), z).dataSync()[0]).toBeCloseTo(0.2, 6);
});

describe.each(backendNames.map((name) => [name, backendOrReason(name)] as const).filter(([, backend]) => typeof backend !== "string"))("%s", (_, backend) => {
  test("loss and gradient are those of the two terms", () => {
    if (typeof backend === "string") throw new Error(backend);
    const z = asTensor([[1, 2, -4], [30, 8, 0], [0, 1, 1]], { ...double, backend });
    const targets = asTensor([2, 1, -1], { dtype: "int32", backend });
    const together = (z: Tensor) => crossEntropyWithZLoss(z, targets, 0.01);
    expect(together(z).item()).toBeCloseTo(separate(z, targets, 0.01).item(), 11);
    expect(difference([gradientOf(together, z)], [gradientOf((z) => separate(z, targets, 0.01), z)])).toBeLessThan(1e-12);
  });
});

test("a backend without the kernels, whose targets no program knows, adds the two terms", async () => {
  const backend = hiddenBackend();
  const [z, base] = [asTensor([[0, Math.log(3)], [5, 1], [0, 0]], { ...double, backend }), asTensor([0, -2, 0], { dtype: "int32", backend })];
  const loss = await crossEntropyWithZLoss(z, add(base, 1), 0.5).data();
  expect(loss[0]).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2 + (0.5 * (Math.log(4) ** 2 + Math.log(2) ** 2)) / 2, 14);
});

test("bad input is refused", () => {
  const [z, targets] = [asTensor([[1, 2]], double), asTensor(Int32Array.of(0))];
  for (const lambda of [-1, NaN, Infinity]) expect(() => crossEntropyWithZLoss(z, targets, lambda)).toThrow(new RangeError(`crossEntropyWithZLoss: λ is ${lambda}, not a number from 0`));
  expect(() => crossEntropyWithZLoss(z, asTensor(Int32Array.of(2)), 0.1)).toThrow(new RangeError("crossEntropy: no class 2 among 2"));
  expect(() => logZ(asTensor(Int32Array.of(1, 2)))).toThrow(new TypeError("logZ: int32 has no fractions"));
});
//# sourceMappingURL=../.maps/ops/z-loss.test.ts.map
