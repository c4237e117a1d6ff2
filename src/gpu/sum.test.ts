// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { launch } from "./launch.ts";
import { buffer } from "./memory.ts";
import { sumByAtomics, sumByTree } from "./sum.ts";

const whole = (): ReturnType<typeof buffer> => buffer("x", Float32Array.from({ length: 256 }, (_, i) => i));

test("a tree reduction has no data race", () => {
  const { findings } = launch(sumByTree(whole(), buffer("sums", new Float32Array(4)), 64), { groups: [4], size: [64], shared: { parts: 64 } });
  expect(findings).toEqual([]);
});

test.each([1, 2, 3])("both sums are right in any order of threads: seed %d", (seed) => {
  const [sums, total] = [buffer("sums", new Float32Array(4)), buffer("total", new Float32Array(1))];
  launch(sumByTree(whole(), sums, 64), { groups: [4], size: [64], shared: { parts: 64 }, random: randomFrom(seed) });
  launch(sumByAtomics(whole(), total, 64), { groups: [4], size: [64], random: randomFrom(seed) });
  expect([...sums.words]).toEqual([0, 1, 2, 3].map((group) => (64 * (2 * 64 * group + 63)) / 2));
  expect([...total.words]).toEqual([(256 * 255) / 2]);
});
//# sourceMappingURL=../.maps/gpu/sum.test.ts.map
