// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { secondsOf } from "./seconds.ts";

test("it runs as often as it says, and its time is the work's and not the waiting's", () => {
  let runs = 0;
  const waiting = secondsOf(() => void (runs++, Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40)), { rounds: 3, repeats: 2 });
  expect(runs).toBe(6);
  // 40 ms of waiting cost the processor next to nothing
  expect(waiting).toBeLessThan(0.04);
  expect(waiting).toBeGreaterThanOrEqual(0);
});

test.each([
  [{ rounds: 0 }, "secondsOf: rounds must be a whole number from 1, not 0"],
  [{ repeats: 1.5 }, "secondsOf: repeats must be a whole number from 1, not 1.5"],
])("%j is refused", (timing, message) => expect(() => secondsOf(() => {}, timing)).toThrow(new RangeError(message)));
//# sourceMappingURL=../.maps/timing/seconds.test.ts.map
