// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import * as t from "../tensor-core.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { numbersIn } from "../backends/cpu/storage.ts";
import { reshaped, rowMajor, sameLayout } from "../layout/layout.ts";
import { someShape, someView } from "../testing/samples.ts";
import { broadcastShapes, type Shape } from "../layout/shape.ts";
import type { Tensor } from "./tensor.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 40 });
const random = () => randomFrom(1851);
const counting = (...shape: number[]) => t.reshape(t.arange(shape.reduce((size, length) => size * length, 1)), shape);
const at = (x: Tensor, index: Shape) => numbersIn(x.storage)[index.reduce((place, i, axis) => place + i * x.strides[axis]!, x.offset)]!;
function* indexesOf([length, ...rest]: Shape): Generator<Shape> {
  if (length === undefined) return yield [];
  for (let i = 0; i < length; i++) for (const inner of indexesOf(rest)) yield [i, ...inner];
}

test("elements are read through strides, whatever these are", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const x = someView(randomFrom(seed), someShape(randomFrom(seed + 1)));
      expect([...x.dataSync()]).toEqual([...indexesOf(x.shape)].map((index) => at(x, index)));
    }),
  );
});

test("views share their storage, and the ledger has nothing for them", () => {
  const x = counting(2, 3, 4);
  const views = {
    reshape: t.reshape(x, [6, 4]),
    permuteDims: t.permuteDims(x, [2, 0, 1]),
    matrixTranspose: t.matrixTranspose(x),
    expandDims: t.expandDims(x, 1),
    squeeze: t.squeeze(t.slice(x, [[0, 1]])),
    broadcastTo: t.broadcastTo(x, [5, 2, 3, 4]),
    slice: t.slice(x, [1, [null, null, -2], [1, 3]]),
    "expandDims of a transposed": t.expandDims(t.matrixTranspose(x), -1),
  };
  for (const [name, view] of Object.entries(views)) {
    expect(view.storage, name).toBe(x.storage);
    expect(view, name).not.toBe(x);
  }
  expect(ledgerOf(() => t.slice(t.reshape(t.matrixTranspose(t.broadcastTo(x, [5, 2, 3, 4])), [5, 2, 4, 3, 1]), [0, [], [1]]))).toEqual({});
  expect(views.slice.toArray()).toEqual([[21, 22], [13, 14]]);
});

test("a reshape is a view just where strides can do it, and else a copy of the same elements", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const x = someView(randomFrom(seed), someShape(randomFrom(seed + 1)));
      const order = x.shape.length < 3 ? x.shape : [x.shape[0]! * x.shape[1]!, x.shape[2]!];
      for (const shape of [order, [x.size], [1, ...x.shape], [...x.shape, 1], [x.size, 1, 1]]) {
        const y = t.reshape(x, shape);
        expect(y.shape).toEqual(shape);
        expect(y.dataSync()).toEqual(x.dataSync());
        // strides that can do it are found by brute force: each is the distance of the first two elements along its axis
        const flat = [...indexesOf(x.shape)].map((index) => index.reduce((place, i, axis) => place + i * x.strides[axis]!, x.offset));
        const inner = rowMajor(shape).strides;
        const strides = shape.map((length, axis) => (length > 1 ? flat[inner[axis]!]! - flat[0]! : 0));
        const possible = [...indexesOf(shape)].every((index, n) => index.reduce((place, i, axis) => place + i * strides[axis]!, flat[0]!) === flat[n]);
        expect(reshaped(x, shape) !== undefined).toBe(possible);
        expect(y.storage === x.storage).toBe(possible);
      }
    }),
  );
});

test("a transposed transpose is what it was", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const x = someView(randomFrom(seed), someShape(randomFrom(seed + 1), 2));
      expect(sameLayout(t.matrixTranspose(t.matrixTranspose(x)), x)).toBe(true);
    }),
  );
});

test("a slice takes what Python would take", () => {
  const places = fc.option(fc.integer({ min: -9, max: 9 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), places, places, fc.integer({ min: -4, max: 4 }).filter((step) => step !== 0), (length, from, to, step) => {
      const list = [...Array(length).keys()];
      const end = (place: number, least: number, most: number) => Math.min(Math.max(place < 0 ? place + length : place, least), most);
      const expected: number[] = [];
      if (step > 0) for (let i = end(from ?? 0, 0, length); i < end(to ?? length, 0, length); i += step) expected.push(list[i]!);
      else for (let i = end(from ?? length - 1, -1, length - 1); i > (to === null ? -1 : end(to, -1, length - 1)); i += step) expected.push(list[i]!);
      expect(t.slice(t.arange(length), [[from, to, step]]).toArray()).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("broadcasting is as if each operand had been tiled", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = randomFrom(seed);
      const shape = someShape(random);
      const part = () => shape.slice(Math.floor(random.uniform() * (shape.length + 1))).map((length) => (random.uniform() < 0.4 ? 1 : length));
      const [x, y] = [someView(random, part()), someView(random, part())];
      const both = broadcastShapes("test", x.shape, y.shape);
      const tiled = (x: Tensor) => t.asTensor(Float64Array.from([...indexesOf(both)].map((index) => at(x, x.shape.map((length, axis) => (length === 1 ? 0 : index[axis + both.length - x.shape.length]!))))), { shape: both });
      for (const operation of [t.add, t.multiply, t.subtract, t.less]) {
        const [one, other] = [operation(x, y), operation(tiled(x), tiled(y))];
        expect(one.shape).toEqual(both);
        expect(one.dataSync()).toEqual(other.dataSync());
      }
    }),
  );
});

test("every element of a float32 result is the exact one, rounded once", () => {
  const [x, y] = [t.normal(random(), [50]), t.normal(random(), [50])];
  expect([...t.divide(x, y).dataSync()]).toEqual([...x.dataSync()].map((each, i) => Math.fround(each / y.dataSync()[i]!)));
  // 2²⁴ + 1 + 1 is 2²⁴ + 2 in double precision; in single precision, one after the other, it would be 2²⁴
  expect(t.sum(t.asTensor([2 ** 24, 1, 1])).item()).toBe(2 ** 24 + 2);
});

test("numbers take the dtype of what they meet, and dtypes are not mixed", () => {
  expect(t.add(1, t.ones([2], { dtype: "float64" })).dtype).toBe("float64");
  expect(t.multiply(t.ones([2]), 0.1).toArray()).toEqual([Math.fround(0.1), Math.fround(0.1)]);
  expect(() => t.add(t.ones([2]), t.ones([2], { dtype: "float64" }))).toThrow(new TypeError("add: dtypes differ, float32 and float64"));
  expect(t.astype(t.asTensor([0.1], { dtype: "float64" }), "float32").toArray()).toEqual([Math.fround(0.1)]);
});

test("derivatives go through a change of dtype, back and forth", () => {
  const x = t.variable(t.asTensor([1, 2], { dtype: "float64" }));
  const y = t.sum(t.multiply(t.astype(x, "float32"), 3));
  const [g] = t.gradient(y, [x]);
  expect([g!.dtype, g!.toArray()]).toEqual(["float64", [3, 3]]);
  expect(t.jvp([y], [x], [t.ones([2], x)])[0]!.dtype).toBe("float32");
});

test("the products of lists of matrices are those of their matrices", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = randomFrom(seed);
      const [m, k, n] = [1, 2, 3].map(() => 1 + Math.floor(random.uniform() * 9)) as [number, number, number];
      const batch = someShape(random, 2);
      const part = () => batch.slice(Math.floor(random.uniform() * 3)).map((length) => (random.uniform() < 0.4 ? 1 : length));
      const [a, b] = [someView(random, [...part(), m, k]), someView(random, [...part(), k, n])];
      const y = t.matmul(a, b);
      const lead = broadcastShapes("test", a.shape.slice(0, -2), b.shape.slice(0, -2));
      expect(y.shape).toEqual([...lead, m, n]);
      const [all, every] = [t.broadcastTo(a, [...lead, m, k]), t.broadcastTo(b, [...lead, k, n])];
      for (const index of indexesOf(y.shape)) {
        const [i, j] = index.slice(-2) as [number, number];
        let sum = 0;
        for (let p = 0; p < k; p++) sum += at(all, [...index.slice(0, -2), i, p]) * at(every, [...index.slice(0, -2), p, j]);
        expect(at(y, index)).toBe(sum);
      }
    }),
  );
});

test("a long chain of operations does not overflow the call stack", () => {
  const x = t.variable(t.ones([1], { dtype: "float64" }));
  let y: Tensor = x;
  for (let i = 0; i < 100_000; i++) y = t.add(y, x);
  expect(t.gradient(y, [x])[0]!.item()).toBe(100_001);
  expect(t.jvp([y], [x], [x])[0]!.item()).toBe(100_001);
});

test("a variable that is used twice gets the sum of both contributions, and one that is not used gets zeros", () => {
  const [x, z] = [t.variable(t.asTensor([3])), t.variable(t.ones([2, 2]))];
  const y = t.multiply(x, x);
  expect(t.gradient(t.sum(t.multiply(y, y)), [x, z, y]).map((g) => g.toArray())).toEqual([[108], [[0, 0], [0, 0]], [18]]);
  // asked twice, it says the same: nothing was added up in the tensors
  expect(t.gradient(t.sum(y), [x])[0]!.toArray()).toEqual(t.gradient(t.sum(y), [x])[0]!.toArray());
});

test("where several are the largest, they share the derivative", () => {
  const x = t.variable(t.asTensor([[1, 3, 3, 2], [5, 5, 5, 5]]));
  expect(t.gradient(t.sum(t.max(x, 1)), [x])[0]!.toArray()).toEqual([[0, 0.5, 0.5, 0], [0.25, 0.25, 0.25, 0.25]]);
});

test("the derivative of a power with exponent 0 is 0, and so is the second one with exponent 1, even at 0", () => {
  const x = t.variable(t.asTensor([0, 2], { dtype: "float64" }));
  const derivatives = (exponent: number) => {
    const y = t.sum(t.pow(x, exponent));
    return [t.gradient(y, [x]), t.jvp([y], [x], [t.ones([2], x)]), t.hessianVector(y, [x], [t.ones([2], x)])].map(([each]) => each!.toArray());
  };
  expect(derivatives(0)).toEqual([[0, 0], 0, [0, 0]]);
  expect(derivatives(1)).toEqual([[1, 1], 2, [0, 0]]);
  expect(derivatives(2)).toEqual([[0, 4], 4, [2, 2]]);
});

test("the derivatives of a quotient do not square its divisor, which could overflow", () => {
  const [x, y] = [t.variable(t.asTensor([1e20])), t.variable(t.asTensor([1e20]))];
  expect(t.gradient(t.divide(x, y), [x, y]).map((each) => each.item())).toEqual([Math.fround(1e-20), -Math.fround(1e-20)]);
});

test("a power of whole numbers is one, if its exponent is 0, 1, 2, …", () => {
  expect(t.pow(t.asTensor([2, 3], { dtype: "int32" }), 2).toArray()).toEqual([4, 9]);
});

test("nothing is recorded of constants, nor of a gradient unless it is asked for", () => {
  const x = t.variable(t.asTensor([2]));
  const cube = () => t.sum(t.pow(x, 3));
  expect(t.exp(t.ones([2])).node).toBeUndefined();
  expect(t.exp(t.constant(x)).node).toBeUndefined();
  expect(t.gradient(cube(), [x])[0]!.node).toBeUndefined();
  const [first] = t.gradient(cube(), [x], { createGraph: true });
  const [second] = t.gradient(t.sum(first!), [x], { createGraph: true });
  const [third] = t.gradient(t.sum(second!), [x]);
  expect([first, second, third].map((g) => g!.item())).toEqual([12, 12, 6]);
});

test("seeded numbers are the same each time, and have the mean and variance they should", () => {
  const x = t.normal(randomFrom(7), [40_000], { dtype: "float64" });
  expect(x.dataSync()).toEqual(t.normal(randomFrom(7), [40_000], { dtype: "float64" }).dataSync());
  const mean = t.mean(x).item();
  // of 40,000 normal numbers the mean is off by 1/200, their variance by √2/200; four times that is rare
  expect(Math.abs(mean)).toBeLessThan(4 / 200);
  expect(Math.abs(t.mean(t.multiply(x, x)).item() - 1)).toBeLessThan((4 * Math.SQRT2) / 200);
  const u = t.uniform(randomFrom(7), [10_000], { low: -1, high: 3 });
  expect([t.max(u).item() < 3, -t.max(t.negative(u)).item() >= -1, Math.abs(t.mean(u).item() - 1) < 4 * (2 / Math.sqrt(30_000))]).toEqual([true, true, true]);
});

test("tensors are made of what one has", () => {
  expect(t.arange(3).toArray()).toEqual([0, 1, 2]);
  expect(t.arange(1, 2, { step: 0.25, dtype: "float64" }).toArray()).toEqual([1, 1.25, 1.5, 1.75]);
  expect(t.asTensor([[1, 2], [3, 4]]).toArray()).toEqual([[1, 2], [3, 4]]);
  expect(t.asTensor(5).shape).toEqual([]);
  expect(t.asTensor([]).shape).toEqual([0]);
  const numbers = Float64Array.of(1, 2);
  const x = t.asTensor(numbers);
  numbers[0] = 7;
  expect([x.dtype, x.toArray()]).toEqual(["float64", [1, 2]]);
  expect(t.argmax(t.asTensor([[1, 5, 5], [7, NaN, 9]]), 1).toArray()).toEqual([1, 1]);
  expect(t.argmax(counting(2, 3), 0).toArray()).toEqual([1, 1, 1]);
  expect(t.mean(counting(2, 3), 0).toArray()).toEqual([1.5, 2.5, 3.5]);
  expect(`${t.zeros([0, 3])} ${t.sum(t.zeros([0, 3]), 0)} ${t.matmul(t.zeros([2, 0]), t.zeros([0, 1]))}`).toBe("[] [0. 0. 0.] [[0.]\n [0.]]");
});

test("a plain number among the operands needs no memory, and nothing is saved for it", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.variable(t.ones([100], { backend: pool }));
  const y = pool.scope(() => t.multiply(t.subtract(1, t.divide(x, 4)), 3));
  expect(pool.peakBytes).toBe(4 * 400);
  expect(y.node!.saved).toEqual({});
  expect(t.gradient(t.sum(y), [x])[0]!.dataSync()[0]).toBe(-0.75);
});

test("operands on two backends are refused, and both are named", () => {
  const [pool, hidden] = [new t.Pool(t.cpu), hiddenBackend()];
  const message = "add: operands on two backends, cpu and hidden";
  expect(() => t.add(t.ones([2]), t.ones([2], { backend: hidden }))).toThrow(new TypeError(message));
  expect(() => t.take(t.ones([2], { backend: pool }), t.asTensor([0], { dtype: "int32" }), 0)).toThrow(new TypeError("take: operands on two backends, pool on cpu and cpu"));
  expect(t.add(t.toBackend(t.ones([2]), pool), t.ones([2], { backend: pool })).toArray()).toEqual([2, 2]);
});

test("a rule with both kinds of vector–Jacobian product is refused, and named", () => {
  const both: t.Rule<undefined> = { name: "twofold", value: ([x]) => x!, vjp: (_, cotangent) => cotangent, vjpAll: (_, cotangent) => [cotangent] };
  expect(() => t.apply(both, undefined, [t.variable(t.ones([2]))])).toThrow(new TypeError("twofold: a rule has either vjp or vjpAll, not both"));
});

test("what cannot be read at once says so, and is read by waiting", async () => {
  const x = t.matrixTranspose(t.asTensor([[1, 2], [3, 4]], { backend: hiddenBackend() }));
  const message = "dataSync: hidden cannot be read synchronously; use await tensor.data()";
  for (const read of [() => x.dataSync(), () => x.toArray(), () => t.sum(x).item()]) expect(read).toThrow(new TypeError(message));
  expect(String(x)).toBe("float32 [2, 2] on hidden");
  expect([...(await x.data())]).toEqual([1, 3, 2, 4]);
  expect([...(await t.slice(x, [1]).data())]).toEqual([2, 4]);
});

test("indices are checked where they were made, on every backend", async () => {
  const backend = hiddenBackend();
  const x = t.asTensor([1, 2, 3], { backend });
  const indices = t.asTensor([[2, -1], [1, 0]], { dtype: "int32", backend });
  expect(() => t.take(x, indices, 0)).toThrow(new RangeError("take: index -1 is out of range for axis 0 of [3]"));
  // the part that is not asked for may be anything
  expect([...(await t.take(x, t.slice(t.matrixTranspose(indices), [0]), 0).data())]).toEqual([3, 2]);
  expect([...(await t.takeAlongAxis(t.reshape(x, [1, 3]), t.slice(indices, [[1]]), 1).data())]).toEqual([2, 1]);
});

test("whole numbers are not divided: their quotients are none", () => {
  const whole = t.asTensor([1, 7], { dtype: "int32" });
  for (const divide of [() => t.divide(whole, 0), () => t.divide(7, whole), () => t.divide(whole, whole)]) {
    expect(divide).toThrow(new TypeError("divide: int32 has no fractions; use astype first"));
  }
  expect(t.divide(t.astype(whole, "float64"), 2).toArray()).toEqual([0.5, 3.5]);
});

const formats = ["float16", "bfloat16", "int8", "uint8", "q8_0", "q4_1"] as const;

describe.each(formats)("tensors in %s", (dtype) => {
  const isReal = dtype !== "int8" && dtype !== "uint8";
  // in every format: multiples of a scale that is a power of two, and of q8_0 one number of 127 times it
  const numbers = Array.from({ length: 64 }, (_, i) => (dtype === "uint8" ? i % 16 : dtype === "q8_0" ? (i % 32 === 0 ? 127 : i % 32) : dtype === "q4_1" ? (i % 16) - 3 : i - 32));

  test("are made, changed to and from other dtypes, and printed", () => {
    const x = t.asTensor(numbers, { dtype, shape: [2, 32] });
    expect(x.dataSync()).toEqual((isReal ? Float32Array : Int32Array).from(numbers));
    for (const other of ["float64", "float32", "int32"] as const) {
      const y = t.astype(x, other);
      expect([y.dtype, [...y.dataSync()]]).toEqual([other, numbers]);
      expect(t.astype(y, dtype).dataSync()).toEqual(x.dataSync());
    }
    expect([...t.full([32], 3, { dtype }).dataSync(), ...t.ones([32], { dtype }).dataSync()]).toEqual([...new Array<number>(32).fill(dtype === "q8_0" ? Math.fround(127 * f16(3 / 127)) : 3), ...new Array<number>(32).fill(dtype === "q8_0" ? Math.fround(127 * f16(1 / 127)) : 1)]);
    expect(String(x)).toBe(String(t.astype(x, isReal ? "float32" : "int32")));
  });

  test("are views, copies, parts and rows as others are", () => {
    const x = t.asTensor(numbers, { dtype, shape: [2, 32] });
    const plain = t.astype(x, isReal ? "float32" : "int32");
    const ids = t.asTensor([1, 0, 1], { dtype: "int32" });
    const made = (of: Tensor) => [t.slice(of, [1]), t.copy(t.slice(of, [[null, null, -1]])), t.concat([of, t.slice(of, [[1]])]), t.reshape(of, [64]), t.take(of, ids, 0), t.broadcastTo(of, [3, 2, 32])];
    made(x).forEach((each, i) => {
      expect(each.dtype).toBe(dtype);
      expect(each.toArray()).toEqual(made(plain)[i]!.toArray());
    });
    expect(t.toBackend(x, hiddenBackend()).dtype).toBe(dtype);
  });

  test("have no arithmetic: what is asked for is said, with shapes and dtypes", () => {
    const x = t.asTensor(numbers, { dtype, shape: [2, 32] });
    expect(() => t.add(x, x)).toThrow(new TypeError(`add: cpu has no kernel for ${dtype} [2, 32], ${dtype} [2, 32] → ${dtype} [2, 32]; astype converts`));
    expect(() => t.sum(x, 0)).toThrow(new TypeError(`sum: cpu has no kernel for ${dtype} [2, 32] → ${dtype} [2, 32]; astype converts`));
  });
});

const f16 = (x: number) => t.asTensor([x], { dtype: "float16" }).item();

test("numbers that are written to a format are rounded once, and whole numbers beyond its range are its ends", () => {
  expect([...t.asTensor([3e9, -3e9, 127.9, NaN], { dtype: "int8" }).dataSync()]).toEqual([127, -128, 127, 0]);
  expect([...t.full([2], 3e9, { dtype: "uint8" }).dataSync()]).toEqual([255, 255]);
  expect(f16(1 + 2 ** -11 + 2 ** -40)).toBe(1 + 2 ** -10);
});

test("a gradient passes through a float of 16 bits, and ends at a block format", () => {
  const x = t.variable(t.normal(randomFrom(3), [32]));
  const y = t.sum(t.multiply(t.astype(t.astype(x, "bfloat16"), "float32"), 2));
  expect(t.gradient(y, [x])[0]!.toArray()).toEqual(new Array(32).fill(2));
  const z = t.add(t.sum(t.astype(t.astype(x, "q8_0"), "float32")), t.sum(x));
  expect(t.gradient(z, [x])[0]!.toArray()).toEqual(new Array(32).fill(1));
  for (const dtype of ["q8_0", "q4_1"] as const) expect(() => t.variable(t.zeros([32], { dtype }))).toThrow(new TypeError(`variable: ${dtype} has no derivative`));
});

test("a part of a block is no view that a kernel reads", () => {
  const x = t.zeros([2, 64], { dtype: "q4_1" });
  expect(() => t.copy(t.slice(x, [[], [0, 16]]))).toThrow(RangeError);
  expect(() => t.slice(x, [[], [16, 48]]).toArray()).toThrow(new RangeError("copy: q4_1 [2, 32] with strides [64, 1] from 16 on is not whole blocks of 32"));
  expect(t.slice(x, [[], [32]]).toArray()).toEqual(t.zeros([2, 32]).toArray());
});

test("a tensor over memory is that memory, in both directions", () => {
  const numbers = Float32Array.of(9, 1, 2, 3, 4, 5, 6);
  const bytes = new Uint8Array(numbers.buffer, 4);
  const x = t.tensorOver(bytes, [2, 3]);
  expect(x.toArray()).toEqual([[1, 2, 3], [4, 5, 6]]);
  numbers[6] = 7;
  expect(x.toArray()).toEqual([[1, 2, 3], [4, 5, 7]]);
  t.multiplyInPlace(x, 2);
  expect([...numbers]).toEqual([9, 2, 4, 6, 8, 10, 14]);
  expect([...t.tensorOver(Uint8Array.of(0, 0x3c, 0, 0xc0), [2], { dtype: "float16" }).dataSync()]).toEqual([1, -2]);
  expect(() => t.tensorOver(bytes, [5])).toThrow(new RangeError("tensorOver: 6 numbers (float32) do not fill [5]"));
  expect(() => t.tensorOver(bytes.subarray(1, 5), [1])).toThrow(new RangeError("cpu: adopt: float32 cannot begin at byte 5 of its memory, which is no multiple of 4"));
  expect(() => t.tensorOver(bytes.subarray(0, 6), [1])).toThrow(new RangeError("cpu: adopt: 6 bytes are not whole blocks of float32, each of 4"));
  expect(() => t.tensorOver(bytes, [6], { backend: hiddenBackend() })).toThrow(new TypeError("tensorOver: hidden cannot use memory of the program"));
});

describe("errors name the operation and the shapes", () => {
  const errors: readonly (readonly [string, () => unknown])[] = [
    ["add: shapes do not broadcast, [2, 3] and [4]", () => t.add(t.ones([2, 3]), t.ones([4]))],
    ["where: shapes do not broadcast, [2] and [3]", () => t.where(t.ones([2]), t.ones([3]), 1)],
    ["matmul: inner dimensions differ, [2, 3] × [4, 5]", () => t.matmul(t.ones([2, 3]), t.ones([4, 5]))],
    ["matmul: shapes do not broadcast, [2] and [3]", () => t.matmul(t.ones([2, 1, 1]), t.ones([3, 1, 1]))],
    ["matmul: a number is not a matrix, [] × [2, 2]", () => t.matmul(t.ones([]), t.ones([2, 2]))],
    ["reshape: [2, 3] cannot be reshaped to [4]", () => t.reshape(t.ones([2, 3]), [4])],
    ["reshape: not a shape, [4, 1.5]", () => t.reshape(t.ones([2, 3]), [4, -1])],
    ["permuteDims: [0, 0] does not name each axis of [2, 3] once", () => t.permuteDims(t.ones([2, 3]), [0, 0])],
    ["permuteDims: [0, 1, 0] does not name each axis of [2, 3] once", () => t.permuteDims(t.ones([2, 3]), [0, 1, 0])],
    ["permuteDims: [0] does not name each axis of [2, 3] once", () => t.permuteDims(t.ones([2, 3]), [0])],
    ["matrixTranspose: not a matrix, [3]", () => t.matrixTranspose(t.ones([3]))],
    ["squeeze: axis 1 of [1, 3] is longer than 1", () => t.squeeze(t.ones([1, 3]), 1)],
    ["broadcastTo: [2, 3] cannot be broadcast to [3]", () => t.broadcastTo(t.ones([2, 3]), [3])],
    ["broadcastTo: shapes do not broadcast, [2] and [3]", () => t.broadcastTo(t.ones([2]), [3])],
    ["slice: 2 ranges for [3]", () => t.slice(t.ones([3]), [0, 0])],
    ["slice: index 3 is out of range for an axis of [3]", () => t.slice(t.ones([3]), [3])],
    ["slice: the step must be a whole number and not 0, not 0", () => t.slice(t.ones([3]), [[0, 1, 0]])],
    ["slice: an index must be a whole number, not 0.5", () => t.slice(t.ones([3]), [[0.5]])],
    ["slice: an index must be a whole number, not NaN", () => t.slice(t.ones([3]), [[0, NaN]])],
    ["sum: no axis 2 in [2, 3]", () => t.sum(t.ones([2, 3]), 2)],
    ["sum: an axis comes twice in [1, 1]", () => t.sum(t.ones([2, 3]), [1, -1])],
    ["max: nothing to choose from in [0, 3]", () => t.max(t.ones([0, 3]), 0)],
    ["argmax: nothing to choose from in [2, 0]", () => t.argmax(t.ones([2, 0]), 1)],
    ["take: index 7 is out of range for axis 0 of [5, 3]", () => t.take(t.ones([5, 3]), t.asTensor([7], { dtype: "int32" }), 0)],
    ["scatterAdd: [2] indices for axis 0 of [3]", () => t.scatterAdd(t.ones([3]), t.asTensor([0, 1], { dtype: "int32" }), { axis: 0, length: 4 })],
    ["takeAlongAxis: indices [3, 1] for axis 1 of [2, 4]", () => t.takeAlongAxis(t.ones([2, 4]), t.zeros([3, 1], { dtype: "int32" }), 1)],
    ["concat: shapes differ beside axis 0, [2, 3] and [2, 4]", () => t.concat([t.ones([2, 3]), t.ones([2, 4])])],
    ["concat: no tensors", () => t.concat([])],
    ["stack: shapes differ, [2] and [3]", () => t.stack([t.ones([2]), t.ones([3])])],
    ["stack: no tensors", () => t.stack([])],
    ["zeros: not a shape, [-2]", () => t.zeros([-2])],
    ["asTensor: the lists are not equally long", () => t.asTensor([[1, 2], [3]])],
    ["asTensor: 3 numbers do not fill [2, 2]", () => t.asTensor([1, 2, 3], { shape: [2, 2] })],
    ["item: one number is wanted, not [2]", () => t.ones([2]).item()],
    ["gradient: one number has a gradient, not [2]", () => t.gradient(t.ones([2]), [])],
    ["vjp: shapes differ, [2] and [3]", () => t.vjp(t.ones([2]), [], t.ones([3]))],
    ["jvp: shapes differ, [2] and [3]", () => t.jvp([], [t.ones([2])], [t.ones([3])])],
    ["jvp: 1 tangents for 2 tensors", () => t.jvp([], [t.ones([2]), t.ones([2])], [t.ones([2])])],
  ];
  test.each(errors)("%s", (message, run) => expect(run).toThrow(new RangeError(message)));

  const int32 = t.asTensor([1, 2], { dtype: "int32" });
  const typeErrors: readonly (readonly [string, () => unknown])[] = [
    ["take: indices must be int32, not float32", () => t.take(t.ones([5, 3]), t.ones([1]), 0)],
    ["variable: int32 has no derivative", () => t.variable(t.zeros([1], { dtype: "int32" }))],
    ["add: one operand must be a tensor", () => t.add(1, 2)],
    ...(["exp", "log", "sqrt", "tanh", "sin", "cos", "erf", "mean"] as const).map((name) => [`${name}: int32 has no fractions`, () => t[name](int32)] as const),
    ["pow: int32 has no fractions", () => t.pow(int32, 0.5)],
    ["less: int32 has no 2.5", () => t.less(int32, 2.5)],
    ["add: int32 has no 2147483648", () => t.add(2 ** 31, int32)],
    ["asTensor: no dtype for Uint8Array", () => t.asTensor(new Uint8Array(2) as unknown as Float32Array)],
  ];
  test.each(typeErrors)("%s", (message, run) => expect(run).toThrow(new TypeError(message)));
});
//# sourceMappingURL=../.maps/tensor/tensor.test.ts.map
