// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { storageFaults } from "../../backends/conformance/storages.ts";
import { defaultBackend, useBackend } from "../../backends/default.ts";
import { watching } from "../../backends/watching.ts";
import { namesInNumbers } from "../../experiments/names.ts";
import { initMlp, defaultInitStd, lossOf } from "../../models/mlp-lm/mlp-lm.ts";
import { mapLeaves } from "../../nn/parameters.ts";
import { adam } from "../../optim/adam.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, cpu, divide, exp, gradient, log, matmul, multiply, sqrt, subtract, sum, tanh, toBackend, variable, type Tensor } from "../../tensor-core.ts";
import { trainStep } from "../train.ts";
import { firstNonFinite } from "./first-non-finite.ts";

afterEach(() => useBackend(cpu));

test("a backend that is watched has storages of every dtype, and the memory of the one below", async () => {
  const watched = watching(cpu, { kernel: () => {}, written: () => {} });
  expect([await storageFaults(watched), typeof watched.bytes, typeof watched.adopt]).toEqual([[], "function", "function"]);
});

const backends = backendNames.map(backendOrReason).filter((each) => typeof each !== "string");

describe.each(backends.map((backend) => [backend.name, backend] as const))("on %s", (_, backend) => {
  test.each([
    ["log", -Infinity, () => log(asTensor([2, 0]))],
    ["log", NaN, () => log(asTensor([1, -1]))],
    ["exp", Infinity, () => exp(asTensor([1, 1000]))],
    ["divide", NaN, () => divide(asTensor([1, 0]), asTensor([1, 0]))],
    ["subtract", NaN, () => subtract(asTensor([1, Infinity]), Infinity)],
  ] as const)("%s gave %d", (operation, value, run) => {
    const found = firstNonFinite(() => tanh(add(run(), 1)), backend);
    // an infinity that is written is found when it is written
    expect(found?.operation).toBe(operation === "subtract" ? "write" : operation);
    if (operation !== "subtract") expect([found?.value, found?.index]).toEqual([value, 1]);
  });

  test("a product that overflows is found at the product", () => {
    const big = () => asTensor(new Float32Array(4).fill(1e20), { shape: [2, 2] });
    expect(firstNonFinite(() => log(matmul(big(), big())), backend)).toMatchObject({ operation: "matmul", kernels: 1, shape: [1, 2, 2], index: 0, value: Infinity });
  });

  test("a healthy step of training has no such number, and its result is that without the search", () => {
    const { shape, training } = namesInNumbers();
    useBackend(backend);
    const rule = adam(0.01);
    const step = () => {
      const start = initMlp(shape, randomFrom(1), defaultInitStd(shape));
      const batch = training.batch([0, 1, 2, 3, 4, 5, 6, 7]);
      const { loss, parameters } = trainStep({ parameters: start, state: rule.init(start) }, (variables) => lossOf(variables, batch), rule);
      return [loss, ...parameters.hidden.weight.dataSync()];
    };
    let watched: number[] = [];
    expect(firstNonFinite(() => void (watched = step()))).toBeNull();
    expect(watched).toEqual(step());
  });
});

test("in a chain of operations the one that makes the NaN is named, and none after it", () => {
  const harmless = [(x: Tensor) => tanh(x), (x: Tensor) => multiply(x, 0.5), (x: Tensor) => exp(multiply(x, 0.1)), (x: Tensor) => add(x, 0.25)];
  const picks = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 });
  fc.assert(fc.property(picks, picks, (before, after) => {
    const through = (x: Tensor, places: readonly number[]) => places.reduce((y, k) => harmless[k]!(y), x);
    const found = firstNonFinite(() => {
      const x = through(asTensor([0.5, -0.5]), before);
      through(log(subtract(x, add(multiply(x, 0), 50))), after);
    });
    expect(found).toMatchObject({ operation: "log", index: 0, value: NaN });
  }));
});

test("a norm of zero has a finite value, and its gradient is found in the backward pass", () => {
  const zeros = asTensor([0, 0, 0]);
  let forward = NaN;
  const found = firstNonFinite((watched) => {
    const x = variable(toBackend(zeros, watched));
    const norm = sqrt(sum(multiply(x, x)));
    forward = norm.item();
    gradient(norm, [x]);
  });
  expect(forward).toBe(0);
  expect(found?.operation).toBe("divide");
  expect(found?.stack).toContain("gradient");
});

test("an error of the run is not taken for a number, and the default backend is restored", () => {
  expect(() => firstNonFinite(() => { throw new RangeError("of its own"); })).toThrow(new RangeError("of its own"));
  expect(defaultBackend).toBe(cpu);
  firstNonFinite(() => log(asTensor([0])));
  expect(defaultBackend).toBe(cpu);
});

test("a tensor of the backend below is refused, and parameters that are NaN are found when they are copied", () => {
  const x = asTensor([1]);
  expect(() => firstNonFinite(() => add(x, asTensor([1])))).toThrow(TypeError);
  const parameters = { w: asTensor([1, NaN]) };
  expect(firstNonFinite((watched) => mapLeaves(parameters, (leaf) => toBackend(leaf, watched)))).toMatchObject({ operation: "write", kernels: 0, index: 1 });
});
//# sourceMappingURL=../../.maps/train/health/first-non-finite.test.ts.map
