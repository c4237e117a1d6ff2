// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import * as t from "../tensor-core.ts";
import type { Tensor } from "./tensor.ts";

test("a scope releases all that it does not return, and the books say so", () => {
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
//# sourceMappingURL=../.maps/tensor/pool.test.ts.map
