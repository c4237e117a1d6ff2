// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { launch, type Kernel } from "./launch.ts";
import { buffer, type Space } from "./memory.ts";
import { bankTransactionsOf, sectorsOf } from "./traffic.ts";

const iota = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i);

test("every thread of every workgroup runs once, with its indices", () => {
  const out = buffer("out", new Float32Array(24));
  launch(function* ({ group, local, index, write }) {
    const at = 12 * group[2] + 6 * group[0] + index;
    write(out, at, 1000 * local[0] + 100 * local[1] + 10 * group[0] + group[2]);
  }, { groups: [2, 1, 2], size: [3, 2] });
  expect([...out.words]).toEqual([0, 1].flatMap((z) => [0, 1].flatMap((gx) => [0, 1].flatMap((y) => [0, 1, 2].map((x) => 1000 * x + 100 * y + 10 * gx + z)))));
});

test.each([
  [1, 4], [2, 8], [4, 16], [8, 32], [32, 32],
])("32 threads that read every %d-th word touch %d sectors", (stride, sectors) => {
  const x = buffer("x", iota(32 * stride));
  const { traffic } = launch(function* ({ index, read }) { read(x, stride * index); }, { groups: [1], size: [32] });
  expect(traffic.x!.read).toMatchObject({ instructions: 1, words: 32, transactions: sectors });
});

test.each([
  [0, 1], [1, 1], [2, 2], [3, 1], [4, 4], [32, 32], [33, 1],
])("words of stride %d in shared memory take %d transactions", (stride, transactions) => {
  const { traffic } = launch<"tile">(function* ({ index, read }, { tile }) { read(tile, stride * index); }, { groups: [1], size: [32], shared: { tile: 1056 } });
  expect(traffic.tile!.read.transactions).toBe(transactions);
});

test("accesses of two warps are two instructions, of one thread one each", () => {
  const x = buffer("x", iota(100));
  const { traffic } = launch(function* ({ index, read }) { read(x, index); read(x, index + 32); }, { groups: [1], size: [64] });
  expect(traffic.x!.read).toMatchObject({ instructions: 4, words: 128, transactions: 16 });
});

test("threads that add to one word atomically take turns", () => {
  const { traffic, findings } = launch<"total">(function* ({ add }, { total }) { add(total, 0, 1); }, { groups: [1], size: [32], shared: { total: 1 } });
  expect(traffic.total!.atomic.transactions).toBe(32);
  expect(findings).toEqual([]);
});

test("the second array of shared memory begins in the bank after the first", () => {
  expect(bankTransactionsOf([0, 32])).toBe(2);
  const { traffic } = launch<"a" | "b">(function* ({ read }, { b }) { read(b, 0); read(b, 32); }, { groups: [1], size: [1], shared: { a: 31, b: 33 } });
  expect(traffic.b!.read).toMatchObject({ instructions: 2, transactions: 2 });
  expect(sectorsOf([7, 8])).toBe(2);
});

/** The sum of 64 words, as a tree. */
const total: Kernel<"parts"> = function* ({ index, read, write }, { parts }): Generator<Space, void> {
  write(parts, index, index + 1);
  for (let half = 32; half >= 1; half /= 2) {
    yield "workgroup";
    if (index < half) write(parts, index, read(parts, index) + read(parts, index + half));
  }
  yield "workgroup";
  if (index === 0) write(sum, 0, read(parts, 0));
};
const sum = buffer("sum", new Float32Array(1));

test.each([1, 2, 3])("a reduction with its barriers is right in any order of threads: seed %d", (seed) => {
  const { findings, barriers } = launch(total, { groups: [1], size: [64], shared: { parts: 64 }, random: randomFrom(seed) });
  expect(findings).toEqual([]);
  expect([...sum.words]).toEqual([(64 * 65) / 2]);
  expect(barriers).toBe(7);
});
//# sourceMappingURL=../.maps/gpu/launch.test.ts.map
