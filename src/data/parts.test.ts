// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { partsOf } from "./parts.ts";

const girls = Array.from({ length: 120 }, (_, i) => `girl ${i}`);
const boys = Array.from({ length: 80 }, (_, i) => `boy ${i}`);

test("each item is in one part", () => {
  const { training, heldOut, test: judged } = partsOf([...girls, ...boys], randomFrom(1851));
  expect([training, heldOut, judged].map(({ length }) => length)).toEqual([160, 20, 20]);
  expect([...training, ...heldOut, ...judged].sort()).toEqual([...girls, ...boys].sort());
  const few = partsOf(["a", "b", "c"], randomFrom(1));
  expect([few.training, few.heldOut, few.test].map(({ length }) => length)).toEqual([2, 0, 1]);
});

test("every part has girls and boys", () => {
  const { training, heldOut, test: judged } = partsOf([...girls, ...boys], randomFrom(1851));
  for (const part of [training, heldOut, judged]) {
    const share = part.filter((name) => name.startsWith("girl")).length / part.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.9);
  }
});
//# sourceMappingURL=../.maps/data/parts.test.ts.map
