// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { splitItems } from "./parts.ts";

const girls = Array.from({ length: 120 }, (_, i) => `girl ${i}`);
const boys = Array.from({ length: 80 }, (_, i) => `boy ${i}`);

test("each item is in one part", () => {
  const { train, validation, test: judged } = splitItems([...girls, ...boys], randomFrom(1851));
  expect([train, validation, judged].map(({ length }) => length)).toEqual([160, 20, 20]);
  expect([...train, ...validation, ...judged].sort()).toEqual([...girls, ...boys].sort());
  const few = splitItems(["a", "b", "c"], randomFrom(1));
  expect([few.train, few.validation, few.test].map(({ length }) => length)).toEqual([2, 0, 1]);
});

test("every part has girls and boys", () => {
  const { train, validation, test: judged } = splitItems([...girls, ...boys], randomFrom(1851));
  for (const part of [train, validation, judged]) {
    const share = part.filter((name) => name.startsWith("girl")).length / part.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.9);
  }
});
//# sourceMappingURL=../.maps/data/parts.test.ts.map
