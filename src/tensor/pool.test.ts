// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import * as t from "../tensor-core.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { shapesOf } from "../backends/shapes.ts";
import { sizeOf } from "../layout/shape.ts";
import { sizeClass } from "./pool.ts";
import type { Tensor } from "./tensor.ts";

test("a scope releases all that it does not return, and the counters say so", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.ones([10], { backend: pool });
  expect(pool.liveBytes).toBe(40);
  const saved = pool.scope(() => {
    const y = t.exp(t.multiply(x, 2));
    return { list: [t.slice(y, [[0, 5]])], number: t.sum(y).item() };
  });
  expect(pool.liveBytes).toBe(80);
  // x, two results and their sum; the number 2 is none of the pool's
  expect(pool.peakBytes).toBe(4 * (10 + 10 + 10 + 1));
  expect(saved.list[0]!.toArray()).toEqual(Array(5).fill(Math.fround(Math.exp(2))));
  pool.release(saved);
  expect(pool.liveBytes).toBe(40);
  pool.release([saved, x]);
  expect(pool.liveBytes).toBe(0);
});

test("what was released cannot be read, through no view", () => {
  const pool = new t.Pool(t.cpu);
  let leaked: Tensor | undefined;
  pool.scope(() => void (leaked = t.matrixTranspose(t.ones([2, 3], { backend: pool }))));
  const message = "storage: the 6 numbers (float32) were released; a scope keeps only what it returns";
  expect(() => leaked!.toArray()).toThrow(new RangeError(message));
  // someone else has the room now
  const other = t.full([6], 7, { backend: pool });
  expect(pool.reservedBytes).toBe(24);
  expect(() => leaked!.toArray()).toThrow(new RangeError(message));
  expect(() => t.add(leaked!, 1)).toThrow(new RangeError(message));
  expect(other.toArray()).toEqual([7, 7, 7, 7, 7, 7]);
});

test("what an inner scope returns belongs to the outer one", () => {
  const pool = new t.Pool(t.cpu);
  pool.scope(() => {
    const y = pool.scope(() => t.ones([4], { backend: pool }));
    expect(y.toArray()).toEqual([1, 1, 1, 1]);
  });
  expect(pool.liveBytes).toBe(0);
});

test("a scope that throws releases everything", () => {
  const pool = new t.Pool(t.cpu);
  expect(() => pool.scope(() => t.reshape(t.ones([4], { backend: pool }), [3]))).toThrow("reshape");
  expect(pool.liveBytes).toBe(0);
  expect(() => pool.scope(async () => t.ones([4], { backend: pool }))).toThrow(new TypeError("scope: the function must not return a promise"));
});

test("the second step of a training loop asks the system for nothing", () => {
  const changes: number[] = [];
  const pool = new t.Pool(t.cpu, (bytes) => changes.push(bytes));
  const random = randomFrom(1851);
  const x = t.normal(random, [8, 5], { backend: pool });
  let w = t.normal(random, [5, 3], { backend: pool });
  const step = () => {
    const next = pool.scope(() => {
      const v = t.variable(w);
      const y = t.tanh(t.matmul(x, v));
      const [g] = t.gradient(t.mean(t.multiply(y, y)), [v]);
      return t.subtract(w, t.multiply(g!, 0.1));
    });
    pool.release(w);
    w = next;
    return [pool.reservedBytes, pool.liveBytes, pool.peakBytes];
  };
  step();
  const after = step();
  for (let i = 0; i < 5; i++) expect(step()).toEqual(after);
  expect(Math.max(...changes)).toBe(pool.peakBytes);
  expect(changes.at(-1)).toBe(pool.liveBytes);
});

test("used memory gives the same results as new memory", () => {
  const pool = new t.Pool(t.cpu);
  // fills the pool with rubbish of many sizes
  pool.scope(() => Array.from({ length: 300 }, (_, n) => t.full([n % 100], NaN, { backend: pool, dtype: n < 200 ? "float64" : "float32" })) && undefined);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const compute = (backend?: t.Backend) => {
        const options = { dtype: "float64", ...(backend && { backend }) } as const;
        const [a, b] = [t.variable(t.normal(randomFrom(seed), [4, 3], options)), t.variable(t.normal(randomFrom(seed + 1), [3, 5], options))];
        const picked = t.take(t.matmul(a, b), t.asTensor([1, 1, 3], { ...options, dtype: "int32" }), 0);
        const y = t.sum(t.exp(t.concat([t.max(picked, 0), t.slice(picked, [0, [null, null, 2]])])));
        return [y, ...t.gradient(y, [a, b])].map((each) => each.toArray());
      };
      expect(pool.scope(() => compute(pool))).toEqual(compute());
    }),
  );
});

/** Layers of one width, each in a scope of its own, so that what it does not save goes at its end. */
function deepLoss(pool: t.Pool, x: Tensor, weights: readonly Tensor[]): Tensor {
  const h = weights.reduce((h, W) => pool.scope(() => t.tanh(t.matmul(h, W))), x);
  return pool.scope(() => t.mean(t.multiply(h, h)));
}

/** A step of training: the parameters move in the memory where they are. */
function deepStep(pool: t.Pool, x: Tensor, weights: readonly Tensor[]): { readonly weights: readonly Tensor[]; readonly savedBytes: number } {
  return pool.scope(() => {
    const leaves = weights.map(t.variable);
    const loss = pool.scope(() => deepLoss(pool, x, leaves));
    const savedBytes = pool.liveBytes - loss.size * 4;
    const gradients = t.gradient(loss, leaves);
    return { weights: weights.map((W, i) => t.subtractInPlace(W, t.multiplyInPlace(gradients[i]!, 0.1))), savedBytes };
  });
}

test.each([[1, 40, 5], [2, 64, 8], [6, 100, 10], [12, 33, 16]])("%i layers on %i rows of %i: a step's peak is what the graph saves and what one derivative works on, to the byte", (depth, n, d) => {
  const pool = new t.Pool(t.cpu);
  const random = randomFrom(1851);
  const x = t.normal(random, [n, d], { backend: pool });
  let weights: readonly Tensor[] = Array.from({ length: depth }, () => t.normal(random, [d, d], { backend: pool }));
  const before = pool.liveBytes;
  const [rows, matrix, number] = [4 * n * d, 4 * d * d, 4];
  for (let i = 0; i < 3; i++) {
    pool.peakBytes = pool.liveBytes;
    const step = deepStep(pool, x, weights);
    weights = step.weights;
    expect(step.savedBytes - before).toBe(depth * rows);
    // at the last layer, which all rows are still saved for: its cotangent, y², 1 − y² and their product; the loss and its cotangent
    const atLast = depth * rows + 4 * rows + 2 * number;
    // a layer later one matrix more has its gradient, and one layer less is saved
    const atFirst = rows + 4 * rows + (depth - 1) * matrix + 2 * number;
    expect(pool.peakBytes - before).toBe(Math.max(atLast, atFirst));
    expect(pool.liveBytes).toBe(before);
  }
  const begin = (on: t.Pool) => {
    const [batch, start] = [t.toBackend(x, on), weights.map((W) => t.toBackend(W, on))];
    return () => deepStep(on, batch, start);
  };
  const predicted = t.predictedMemory(t.cpu, begin);
  expect(predicted).toEqual({ before, peak: pool.peakBytes, after: before });
  expect(t.measuredMemory(t.cpu, begin)).toEqual(predicted);
});

test("shapes are predicted that no memory holds, with the fused kernels of the backend asked about", () => {
  const n = 2 ** 21;
  const begin = (pool: t.Pool) => {
    const [row, column] = [[1, n], [n, 1]].map((shape) => t.full(shape, 1, { backend: pool }));
    return () => pool.scope(() => t.sum(t.exp(t.matmul(column!, row!))));
  };
  // 16 TiB for each of two matrices; their sum belongs to nobody and stays
  expect(t.predictedMemory(t.cpu, begin)).toEqual({ before: 8 * n, peak: 8 * n + 2 * 4 * n * n + 4, after: 8 * n + 4 });
  const shapes = shapesOf(t.cpu);
  expect([shapes.name, shapes.supports("relu"), shapes.supports("none")]).toEqual(["shapes of cpu", t.cpu.supports("relu"), false]);
});

test("what is read of shapes is no number, and an index that every axis has", async () => {
  const backend = shapesOf(t.cpu);
  expect(t.add(t.ones([2], { backend }), 1).toArray()).toEqual([NaN, NaN]);
  expect(await t.ones([2], { backend }).data()).toEqual(Float32Array.of(NaN, NaN));
  expect(t.take(t.ones([1], { backend }), t.argmax(t.ones([3, 4], { backend }), 1), 0).shape).toEqual([3]);
});

test("the backward pass lets go of what it has done with, and the graph cannot be read again", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.ones([10], { backend: pool });
  pool.scope(() => {
    const v = t.variable(x);
    const y = pool.scope(() => t.sum(t.exp(t.exp(v))));
    expect(pool.liveBytes).toBe(4 * (10 + 20 + 1));
    const [kept] = t.gradient(y, [v], { retainGraph: true });
    expect(pool.liveBytes).toBe(4 * (10 + 20 + 1 + 10));
    const [again] = t.gradient(y, [v]);
    expect(again!.toArray()).toEqual(kept!.toArray());
    expect(pool.liveBytes).toBe(4 * (10 + 1 + 10 + 10));
    const message = "an earlier backward pass has freed what this graph saved; it needed retainGraph";
    expect(() => t.gradient(y, [v])).toThrow(new RangeError(`vjp: ${message}`));
    expect(() => t.jvp([y], [v], [x])).toThrow(new RangeError(`jvp: ${message}`));
  });
  expect(pool.liveBytes).toBe(40);
});

test("what a graph saves outlives the scope that returns its end, and goes with it", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.variable(t.ones([10], { backend: pool }));
  const y = pool.scope(() => t.sum(t.exp(x)));
  expect(pool.liveBytes).toBe(4 * (10 + 10 + 1));
  expect(pool.scope(() => t.gradient(y, [x], { retainGraph: true })[0]!.toArray())).toEqual(Array(10).fill(Math.fround(Math.E)));
  pool.release(y);
  expect(pool.liveBytes).toBe(40);
  // a graph whose end is not returned goes at once
  pool.scope(() => void t.sum(t.exp(x)));
  expect(pool.liveBytes).toBe(40);
});

test("second derivatives are the same in a pool, and nothing is left of them", () => {
  const pool = new t.Pool(t.cpu);
  const numbers = t.normal(randomFrom(7), [4, 3], { dtype: "float64" });
  const curved = (x: Tensor, direction: Tensor) => {
    const v = t.variable(x);
    return t.hessianVector(t.sum(t.exp(t.tanh(t.multiply(v, v)))), [v], [direction])[0]!;
  };
  const x = t.toBackend(numbers, pool);
  const before = pool.liveBytes;
  const found = pool.scope(() => curved(x, x).toArray());
  expect(found).toEqual(curved(numbers, numbers).toArray());
  expect(pool.liveBytes).toBe(before);
});

describe.each([["the CPU", () => t.cpu], ["a pool", () => new t.Pool(t.cpu)], ["a pool on hidden memory", () => new t.Pool(hiddenBackend())]] as const)("a slice is written on %s", (_, make) => {
  const axis = fc.integer({ min: 1, max: 5 }).chain((length) => fc.tuple(fc.constant(length), fc.oneof(
    fc.integer({ min: -length, max: length - 1 }),
    fc.tuple(fc.integer({ min: -length, max: length }), fc.integer({ min: -length, max: length }), fc.constantFrom(1, 2, -1, -2)),
    fc.constant([] as const),
  )));

  test("as another slice of the same ranges reads it, and the rest stays", async () => {
    await fc.assert(fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 3 }), async (axes) => {
      const [shape, ranges] = [axes.map(([length]) => length), axes.map(([, range]) => range)];
      const backend = make();
      const x = t.arange(0, sizeOf(shape), { backend });
      const places = [...(await t.slice(t.reshape(x, shape), ranges).data())];
      const written = t.writeSlice(t.reshape(x, shape), ranges, t.asTensor(Float32Array.from(places, (place) => -place - 1), { shape: t.slice(t.reshape(x, shape), ranges).shape, backend }));
      expect(written.shape).toEqual(shape);
      expect([...(await written.data())]).toEqual(Array.from({ length: sizeOf(shape) }, (_, i) => (places.includes(i) ? -i - 1 : i)));
      await expect(x.data()).rejects.toThrow(RangeError);
    }), { numRuns: 100 });
  });

  test("of a part of a storage, transposed, and of blocks", async () => {
    const backend = make();
    // the cache of one layer of two: [heads, most, d], written a position at a time
    const cache = t.zeros([2, 2, 4, 3], { backend });
    const layer = t.permuteDims(t.slice(cache, [1]), [1, 0, 2]);
    const one = t.writeSlice(layer, [2], t.asTensor([[1, 2, 3], [4, 5, 6]], { backend }));
    const two = t.writeSlice(one, [[3, 4], [1]], t.asTensor([[[7, 8, 9]]], { backend }));
    expect([...(await t.permuteDims(two, [1, 0, 2]).data())]).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 5, 6, 7, 8, 9]);
    const blocks = t.writeSlice(t.zeros([3, 64], { backend, dtype: "q8_0" }), [1, [32]], t.full([32], 127, { backend, dtype: "q8_0" }));
    expect([...(await blocks.data())]).toEqual(Array.from({ length: 192 }, (_, i) => (i >= 96 && i < 128 ? 127 : 0)));
  });

  test("or refused, and then nothing is donated", async () => {
    const backend = make();
    const x = t.zeros([7, 3], { backend });
    const of = (...shape: readonly number[]) => t.ones(shape, { backend });
    const range: readonly (readonly [string, () => unknown])[] = [
      ["writeSlice: index 9 is out of range for axis 0 of [7, 3]", () => t.writeSlice(x, [[5, 9]], of(4, 3))],
      ["writeSlice: index -8 is out of range for axis 0 of [7, 3]", () => t.writeSlice(x, [[-8, 2]], of(2, 3))],
      ["writeSlice: index 7 is out of range for an axis of [7, 3]", () => t.writeSlice(x, [7], of(3))],
      ["writeSlice: 3 ranges for [7, 3]", () => t.writeSlice(x, [0, 0, 0], of())],
      ["writeSlice: shapes differ, [2, 3] and [3]", () => t.writeSlice(x, [[0, 2]], of(3))],
      ["writeSlice: a number stands several times in [2, 7, 3]", () => t.writeSlice(t.broadcastTo(x, [2, 7, 3]), [0], of(7, 3))],
      ["writeSlice: what is written is a view of what it is written to", () => t.writeSlice(x, [0], t.slice(x, [1]))],
      ["writeSlice: q4_1 [2, 32] with strides [64, 1] from 16 on is not whole blocks of 32", () => t.writeSlice(t.zeros([2, 64], { backend, dtype: "q4_1" }), [[], [16, 48]], t.zeros([2, 32], { backend, dtype: "q4_1" }))],
    ];
    for (const [message, run] of range) expect(run).toThrow(new RangeError(message));
    expect(() => t.writeSlice(x, [0], t.ones([3], { backend, dtype: "float64" }))).toThrow(new TypeError("writeSlice: dtypes differ, float32 and float64"));
    for (const [one, other] of [[t.variable(x), of(3)], [x, t.variable(of(3))]] as const) expect(() => t.writeSlice(one, [0], other)).toThrow(new TypeError("writeSlice: a tensor of a graph can be neither donated nor written"));
    expect([...(await x.data())]).toEqual(new Array(21).fill(0));
  });
});

test("adopted memory is not counted, not reused, and stays whose it was", () => {
  const pool = new t.Pool(t.cpu);
  const bytes = new Uint8Array(64);
  const held = t.tensorOver(bytes, [16], { backend: pool });
  expect([pool.liveBytes, pool.reservedBytes, pool.peakBytes]).toEqual([0, 0, 0]);
  const moved = pool.scope(() => t.writeSlice(held, [3], t.full([], 1, { backend: pool })));
  expect([...bytes.subarray(12, 16)]).toEqual([0, 0, 0x80, 0x3f]);
  const reserved = pool.reservedBytes;
  pool.release(moved);
  expect([pool.liveBytes, pool.reservedBytes]).toEqual([0, reserved]);
  // a storage of the same length is another memory
  const next = t.full([16], 7, { backend: pool });
  expect(bytes.filter((byte) => byte !== 0)).toHaveLength(2);
  expect(pool.liveBytes).toBe(64);
  expect(() => moved.toArray()).toThrow(RangeError);
  // and its bytes are those of the storage alone, not of its size class
  const odd = t.full([19], 1, { backend: pool });
  expect(pool.bytes!(odd.storage)).toHaveLength(4 * 19);
  pool.bytes!(next.storage).fill(0);
  expect(next.toArray()).toEqual(new Array(16).fill(0));
});

test("a pool keeps whole blocks, and counts their bytes", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.zeros([19, 32], { backend: pool, dtype: "q8_0" });
  expect([pool.liveBytes, pool.reservedBytes]).toEqual([19 * 34, 20 * 34]);
  pool.release(x);
  const y = t.zeros([20, 32], { backend: pool, dtype: "q8_0" });
  expect([pool.liveBytes, pool.reservedBytes]).toEqual([20 * 34, 20 * 34]);
  pool.release(y);
  expect(t.predictedMemory(t.cpu, (on) => {
    const table = t.zeros([8, 32], { backend: on, dtype: "q4_1" });
    return () => on.scope(() => void t.astype(t.copy(table), "float16"));
  })).toEqual({ before: 8 * 20, peak: 2 * 8 * 20 + 8 * 64, after: 8 * 20 });
});

test.each([["the CPU", () => t.cpu], ["a pool", () => new t.Pool(t.cpu)]] as const)("a parameter moves where it stands, on %s: to the last bit, and who had it before is refused", (_, make) => {
  const backend = make();
  const [x, g] = [t.normal(randomFrom(1), [50], { backend }), t.normal(randomFrom(2), [50], { backend })];
  const expected = t.subtract(x, t.multiply(g, 0.1)).toArray();
  const part = t.slice(x, [[0, 5]]);
  const moved = t.subtractInPlace(x, t.multiplyInPlace(g, 0.1));
  expect(moved.toArray()).toEqual(expected);
  for (const old of [x, part, g]) expect(() => old.toArray()).toThrow(RangeError);
  expect(() => t.multiplyInPlace(t.slice(moved, [[0, 5]]), 2)).toThrow(new RangeError("multiplyInPlace: [5] is a view of a part"));
  expect(() => t.multiplyInPlace(t.variable(moved), 2)).toThrow(new TypeError("multiplyInPlace: a tensor of a graph cannot be donated"));
});

test("what a graph saves cannot be donated", () => {
  const pool = new t.Pool(t.cpu);
  const x = t.ones([4], { backend: pool });
  pool.scope(() => {
    const y = t.sum(t.sin(t.variable(x)));
    expect(() => t.multiplyInPlace(x, 2)).toThrow(new RangeError("pool: a storage with other references cannot be donated"));
    t.gradient(y, []);
  });
  expect(t.multiplyInPlace(x, 2).toArray()).toEqual([2, 2, 2, 2]);
});

test("a size class has room, and not more than an eighth over", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (length) => {
      const size = sizeClass(length);
      expect(size).toBeGreaterThanOrEqual(length);
      expect(size).toBeLessThanOrEqual(length * 1.125);
      expect(sizeClass(size)).toBe(size);
    }),
  );
});

test("shapes that grow find room in what was freed, and what is free is never more than was alive at once", () => {
  const pool = new t.Pool(t.cpu);
  let cache = t.ones([100, 8], { backend: pool });
  let asked = 0;
  let reserved = pool.reservedBytes;
  for (let length = 101; length <= 1000; length++) {
    const longer = pool.scope(() => t.concat([cache, t.ones([1, 8], { backend: pool })]));
    pool.release(cache);
    cache = longer;
    if (pool.reservedBytes > reserved) asked++;
    reserved = pool.reservedBytes;
    // what is alive fills its class by 8/9 at least
    expect(pool.reservedBytes).toBeLessThanOrEqual(1.125 * pool.liveBytes + pool.peakBytes);
  }
  expect(cache.size).toBe(8000);
  // eight classes for each power of two, two storages alive at a time, and the rows that are added
  expect(asked).toBeLessThanOrEqual(2 * 8 * Math.log2(10) + 1);
});
//# sourceMappingURL=../.maps/tensor/pool.test.ts.map
