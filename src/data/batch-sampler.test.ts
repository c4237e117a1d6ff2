// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { streamsFrom } from "../random/streams.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { permutation, batchSampler, shuffled } from "./batch-sampler.ts";

const inOrder = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

test("a shuffle has every place once, and in another order", () => {
  const mixed = [...shuffled(100, randomFrom(1))];
  expect(inOrder(mixed)).toEqual(upTo(100));
  expect(mixed).not.toEqual(upTo(100));
  expect(shuffled(0, randomFrom(1))).toHaveLength(0);
});

test("an order that is not listed has every place once, too, and is another for each generator", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (count, seed) => {
    const placeOf = permutation(count, randomFrom(seed), 0);
    expect(inOrder(upTo(count).map(placeOf))).toEqual(upTo(count));
  }));
  const orders = upTo(20).map((seed) => upTo(50).map(permutation(50, randomFrom(seed), 0)).join());
  expect(new Set(orders).size).toBe(20);
});

test("in an order that is not listed each place is about as likely to come first, or last, as any other", () => {
  const random = randomFrom(1851);
  const counts = [new Array<number>(10).fill(0), new Array<number>(10).fill(0)];
  for (let i = 0; i < 20_000; i++) {
    const placeOf = permutation(10, random, 0);
    counts[0]![placeOf(0)]!++;
    counts[1]![placeOf(9)]!++;
  }
  // each is 2000, give or take a standard deviation of 42
  for (const count of counts.flat()) expect(Math.abs(count - 2000)).toBeLessThan(170);
});

test("up to 2²⁴ examples are shuffled in a list; more are not kept", () => {
  const placeOf = permutation(3e9, randomFrom(1));
  const places = upTo(1000).map(placeOf);
  expect(new Set(places).size).toBe(1000);
  expect(Math.max(...places)).toBeLessThan(3e9);
  expect(Math.max(...places)).toBeGreaterThan(2.9e9);
  expect(upTo(9).map(permutation(9, randomFrom(1)))).toEqual([...shuffled(9, randomFrom(1))]);
});

test("any order is as likely as any other", () => {
  const random = randomFrom(1851);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = shuffled(4, random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // each is 1000, give or take a standard deviation of 31
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(125);
});

test("in every epoch each example comes once", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 70 }), fc.integer(), (count, batch, seed) => {
    const indicesOf = batchSampler({ count, batch, seed });
    const taken = upTo(Math.ceil((3 * count) / batch)).flatMap((step) => [...indicesOf(step)]);
    for (const epoch of upTo(3)) expect(inOrder(taken.slice(epoch * count, (epoch + 1) * count))).toEqual(upTo(count));
  }));
});

test("what a step looks at depends on the step, and not on the steps before it", () => {
  const course = { count: 10, batch: 4, seed: 7 };
  const indicesOf = batchSampler(course);
  const steps = upTo(12).map((step) => [...indicesOf(step)]);
  for (const step of [11, 0, 5, 6, 3]) expect([...batchSampler(course)(step)]).toEqual(steps[step]);
  expect([...batchSampler({ ...course, seed: 8 })(0)]).not.toEqual(steps[0]);
  const epochs = [0, 1, 2, 3].map((epoch) => steps.flat().slice(10 * epoch, 10 * epoch + 10).join(" "));
  expect(new Set(epochs).size).toBe(4);
});

test("in whatever order steps are asked for, they have the places that they have one after the other", () => {
  const course = { count: 6, batch: 4, seed: 1851 };
  const indicesOf = batchSampler(course);
  const steps = upTo(40).map((step) => [...indicesOf(step)]);
  // each epoch from the stream with its number, the first left out
  const streams = streamsFrom(1851);
  streams.next();
  expect(steps.flat()).toEqual(upTo(27).flatMap(() => [...shuffled(6, streams.next().value)]).slice(0, 160));
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 39 })), (asked) => {
    const indicesOf = batchSampler(course);
    for (const step of asked) expect([...indicesOf(step)]).toEqual(steps[step]);
  }));
});
//# sourceMappingURL=../.maps/data/batch-sampler.test.ts.map
