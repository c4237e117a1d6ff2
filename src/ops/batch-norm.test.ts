// Tangled from book/06-stability/03-normalisation.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, concat, gradient, matrixTranspose, multiply, normal, ones, slice, sum, variable, vjp, zeros, type DType, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, inner, secondError } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { batchNorm, batchNormOfPrimitives, initialStatistics, type Statistics } from "./batch-norm.ts";
import { layerNorm } from "./layer-norm.ts";
import { savedBytes } from "./saved-bytes.ts";

const double = { dtype: "float64" } as const;
const train = { mode: "train" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
const inTraining = (x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5) => batchNorm(x, { gain, bias, running: initialStatistics(x.shape[1]!, x) }, { mode: "train", epsilon }).y;

interface Recorded { readonly x: Row; readonly weights: Row; readonly y: Row; readonly gradients: readonly Row[] }
interface Oracle {
  readonly gain: Row;
  readonly bias: Row;
  readonly batches: readonly (Recorded & { readonly mean: Row; readonly variance: Row })[];
  readonly evaluated: Recorded;
}

test.each([["float64", 1e-14], ["float32", 1e-6]] as const)("values, gradients and running statistics are those of PyTorch, in %s", (dtype: DType, tolerance) => {
  const oracle = JSON.parse(data("batch-norm-oracle.json")) as Oracle;
  const tensor = (row: Row) => tensorOf(row, dtype);
  const [gain, bias] = [oracle.gain, oracle.bias].map((row) => variable(tensor(row))) as [Tensor, Tensor];
  let running = initialStatistics(4, gain);
  const compare = ({ x, weights, y, gradients }: Recorded, mode: "train" | "eval") => {
    const leaf = variable(tensor(x));
    const result = batchNorm(leaf, { gain, bias, running }, { mode });
    expect(difference([result.y], [tensor(y)])).toBeLessThan(tolerance);
    expect(difference(vjp(result.y, [leaf, gain, bias], tensor(weights)), gradients.map(tensor))).toBeLessThan(tolerance);
    running = result.running;
  };
  for (const batch of oracle.batches) {
    compare(batch, "train");
    expect(difference([running.mean, running.variance], [batch.mean, batch.variance].map(tensor))).toBeLessThan(tolerance);
  }
  const before = running;
  compare(oracle.evaluated, "eval");
  expect(running).toBe(before);
});

test("in training it is layer normalisation of the transposed matrix, forward and backward", () => {
  const [x, dY] = [variable(some(1, 7, 5)), some(2, 7, 5)];
  const y = inTraining(x, ones([5], double), zeros([5], double));
  const other = matrixTranspose(layerNorm(matrixTranspose(x), ones([7], double), zeros([7], double)));
  expect(difference([y], [other])).toBeLessThan(1e-14);
  expect(difference(vjp(y, [x], dY), vjp(other, [x], dY))).toBeLessThan(1e-14);
});

test("in training value and gradients are those of primitives, and fewer bytes are saved", () => {
  const leaves = [some(1, 6, 4), some(2, 4), some(3, 4)].map(variable) as [Tensor, Tensor, Tensor];
  const dY = some(4, 6, 4);
  const [x, gain, bias] = leaves;
  const [ours, primitives] = [inTraining(x, gain, bias), batchNormOfPrimitives(x, { gain, bias })];
  expect(difference([ours], [primitives])).toBeLessThan(1e-14);
  expect(difference(vjp(ours, leaves, dY), vjp(primitives, leaves, dY))).toBeLessThan(1e-13);
  expect(savedBytes(ours)).toBeLessThan(savedBytes(primitives));
});

test("derivatives are central differences, both directions agree, and it can be differentiated twice", () => {
  const f = (x: Tensor, gain: Tensor, bias: Tensor) => inTraining(x, gain, bias, 0.1);
  const operands = [some(5, 5, 3), some(6, 3), some(7, 3)];
  expect(adjointError(f as never, operands, randomFrom(1))).toBeLessThan(1e-13);
  expect(differenceError(f as never, operands, randomFrom(2))).toBeLessThan(1e-8);
  expect(secondError(f as never, operands, randomFrom(3))).toBeLessThan(1e-7);
});

test("where the input alone is a variable, the second derivative of a linear function of the output is that of primitives", () => {
  const [x, gain, bias, weights, direction] = [some(1, 6, 4), some(2, 4), some(3, 4), some(4, 6, 4), some(5, 6, 4)];
  const second = (f: (x: Tensor) => Tensor) => {
    const leaf = variable(x);
    const [first] = gradient(sum(multiply(weights, f(leaf))), [leaf], { createGraph: true });
    return gradient(sum(multiply(direction, first!)), [leaf]);
  };
  expect(difference(second((x) => inTraining(x, gain, bias)), second((x) => batchNormOfPrimitives(x, { gain, bias })))).toBeLessThan(1e-12);
});

test("the gradient of each column sums to zero and is orthogonal to the column, with ε = 0", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 3, max: 8 }), fc.integer({ min: 1, max: 5 }), (seed, n, d) => {
    const [x, gain, dY] = [variable(some(seed, n, d)), some(seed + 1, d), some(seed + 2, n, d)];
    const xHat = inTraining(x, ones([d], double), zeros([d], double), 0);
    const dX = vjp(inTraining(x, gain, zeros([d], double), 0), [x], dY)[0]!;
    const size = Math.sqrt(inner(dX, dX) + inner(dY, dY));
    for (const each of [...sum(dX, 0).dataSync(), ...sum(multiply(dX, xHat), 0).dataSync()]) expect(Math.abs(each)).toBeLessThan(1e-10 * (1 + size));
  }));
});

test("to shift and to scale each column changes nothing, with ε = 0", () => {
  const x = some(1, 6, 4);
  const other = add(multiply(x, asTensor([0.1, 2, 30, 400], double)), asTensor([5, -6, 7, 0], double));
  const plain = (x: Tensor) => inTraining(x, ones([4], double), zeros([4], double), 0);
  expect(difference([plain(other)], [plain(x)])).toBeLessThan(1e-11);
});

test("in eval mode the output of a row does not depend on the other rows", () => {
  const [x, others] = [some(1, 1, 3), some(2, 4, 3)];
  const layer = { gain: some(3, 3), bias: some(4, 3), running: { mean: some(5, 3), variance: ones([3], double) } };
  const alone = batchNorm(x, layer, { mode: "eval" }).y;
  const among = slice(batchNorm(concat([x, others]), layer, { mode: "eval" }).y, [0]);
  expect([...among.dataSync()]).toEqual([...alone.dataSync()]);
});

test("under equal batches the running statistics tend to those of the batch, the variance divided by n − 1", () => {
  const x = asTensor([[1, 10], [3, 10], [5, 40]], double);
  let running: Statistics = initialStatistics(2, x);
  const step = (momentum: number) => {
    running = batchNorm(x, { gain: ones([2], double), bias: zeros([2], double), running }, { mode: "train", momentum }).running;
  };
  for (let k = 1; k <= 10; k++) step(0.1);
  // a share of 0.9 ** 10 is left of mean 0 and variance 1
  const left = 0.9 ** 10;
  expect(difference([running.mean], [asTensor([3 * (1 - left), 20 * (1 - left)], double)])).toBeLessThan(1e-14);
  expect(difference([running.variance], [asTensor([4 + (1 - 4) * left, 300 + (1 - 300) * left], double)])).toBeLessThan(1e-14);
  step(1);
  expect([...running.mean.dataSync(), ...running.variance.dataSync()]).toEqual([3, 20, 4, 300]);
  running = initialStatistics(2, x);
  step(0);
  expect([...running.mean.dataSync(), ...running.variance.dataSync()]).toEqual([0, 0, 1, 1]);
});

test("what does not match is refused", () => {
  const [x, three] = [some(1, 4, 3), ones([3], double)];
  const layer = { gain: three, bias: three, running: initialStatistics(3, three) };
  expect(() => batchNorm(some(1, 2, 4, 3), layer, train)).toThrow(new RangeError("batchNorm: rows of features [n, d], not [2, 4, 3]"));
  expect(() => batchNorm(x, { ...layer, bias: ones([4], double) }, train)).toThrow(new RangeError("batchNorm: the rows of [4, 3] and a bias of [4] do not match"));
  expect(() => batchNorm(x, { ...layer, running: initialStatistics(2, three) }, train)).toThrow(new RangeError("batchNorm: the rows of [4, 3] and a running mean of [2] do not match"));
  expect(() => batchNorm(some(1, 1, 3), layer, train)).toThrow(new RangeError("batchNorm: in training a batch needs two rows, not 1"));
  expect(batchNorm(some(1, 2, 3), layer, train).y.shape).toEqual([2, 3]);
  expect(() => batchNorm(x, layer, { mode: "train", momentum: 1.5 })).toThrow(new RangeError("batchNorm: momentum must be from 0 to 1, not 1.5"));
  expect(() => batchNorm(normal(randomFrom(1), [4, 3]), layer, train)).toThrow(TypeError);
});
//# sourceMappingURL=../.maps/ops/batch-norm.test.ts.map
