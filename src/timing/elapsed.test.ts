// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { elapsedInTurn, undisturbed } from "./elapsed.ts";

test("runs take turns, and the least time of each counts", () => {
  const order: string[] = [];
  const wait = (milliseconds: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  const [short, long] = elapsedInTurn([() => order.push("a"), () => (order.push("b"), wait(20))], { rounds: 2, repeats: 2 });
  expect(order.join("")).toBe("aabbaabb");
  expect(long).toBeGreaterThan(0.018);
  expect(short).toBeLessThan(long!);
});

test("of undisturbed rounds the median counts, and they begin ready", () => {
  let ready = 0;
  const { seconds, rounds } = undisturbed(() => {}, { ready: () => ready++, repeats: 10, limit: 0.05 });
  expect(seconds).toBeLessThan(1e-3);
  expect(ready).toBeGreaterThan(0);
  expect(rounds).toBeLessThanOrEqual(100);
});

test("counts that are no whole numbers from 1 are refused", () => {
  expect(() => elapsedInTurn([], { rounds: 0 })).toThrow(new RangeError("elapsedInTurn: rounds must be a whole number from 1, not 0"));
});
//# sourceMappingURL=../.maps/timing/elapsed.test.ts.map
