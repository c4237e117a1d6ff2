// Tangled from book/11-memory/05-the-allocator.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { arenaBytes, bestFit, firstFit, packed, placedOnline, powerOfTwo, reservedBytes, type Placed } from "./allocators.ts";
import type { Block } from "./recording-pool.ts";
import { peakOf } from "./timeline.ts";

/** Blocks whose times are all different, some never freed. */
const traces: fc.Arbitrary<readonly Block[]> = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean(), fc.nat({ max: 999 }), fc.nat({ max: 999 })), { minLength: 1, maxLength: 25 })
  .map((list) => list.map(([bytes, stays, at, till], i) => ({ bytes, content: "workspace", start: 50 * Math.min(at, till) + 2 * i % 50, end: stays ? Infinity : 50 * Math.max(at, till) + 50_001 + 2 * i } as const)))
  .map((blocks) => {
    const times = [...new Set(blocks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    let next = 0;
    const order = new Map(times.map((time) => [time, (next += 100)]));
    return blocks.map((each, i) => ({ ...each, start: order.get(each.start)! + i, end: each.end === Infinity ? Infinity : order.get(each.end)! + i }));
  });

const isSound = (placed: readonly Placed[]) => placed.every((a, i) => placed.every((b, j) => i === j || a.end <= b.start || b.end <= a.start || a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset));

test.each([["first fit", (blocks: readonly Block[]) => placedOnline(blocks, firstFit)], ["best fit", (blocks: readonly Block[]) => placedOnline(blocks, bestFit)], ["packing", packed]] as const)("%s overlaps nothing, places everything, and is not below the bound", (_, place) => {
  fc.assert(fc.property(traces, (blocks) => {
    const placed = place(blocks);
    expect(placed).toHaveLength(blocks.length);
    expect(isSound(placed)).toBe(true);
    expect(placed.every(({ offset }) => offset >= 0)).toBe(true);
    expect(arenaBytes(placed)).toBeGreaterThanOrEqual(peakOf(blocks).bytes);
  }));
});

test("blocks that never meet share one place, and blocks that all meet need their sum", () => {
  const at = (start: number, end: number): Block => ({ bytes: 8, start, end, content: "workspace" });
  const [apart, together] = [[at(0, 1), at(2, 3), at(4, 5)], [at(0, 9), at(1, 8), at(2, 7)]];
  for (const place of [packed, (blocks: readonly Block[]) => placedOnline(blocks, firstFit), (blocks: readonly Block[]) => placedOnline(blocks, bestFit)]) {
    expect([arenaBytes(place(apart)), arenaBytes(place(together))]).toEqual([8, 24]);
  }
});

test("a class reserves as many blocks as it had at once", () => {
  const at = (bytes: number, start: number, end: number): Block => ({ bytes, start, end, content: "workspace" });
  const blocks = [at(5, 0, 3), at(6, 1, 2), at(3, 4, 6), at(7, 5, Infinity)];
  expect(reservedBytes(blocks, powerOfTwo)).toBe(8 * 2 + 4);
  expect([0, 1, 2, 3, 1024, 1025].map(powerOfTwo)).toEqual([0, 1, 2, 4, 1024, 2048]);
});
//# sourceMappingURL=../.maps/memory/allocators.test.ts.map
