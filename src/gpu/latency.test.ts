// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { loadRate } from "./latency.ts";

test.each([[1, 10, 1, 0.1], [5, 10, 1, 0.5], [10, 10, 1, 1], [40, 10, 2, 0.5]])("%d warps, latency %d, a load in %d cycles: %d in a cycle", (warps, latency, interval, rate) => {
  expect(loadRate({ warps, latency, interval })).toBeCloseTo(rate, 12);
});
//# sourceMappingURL=../.maps/gpu/latency.test.ts.map
