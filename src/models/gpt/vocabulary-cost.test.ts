// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { forwardFlops } from "./count.ts";
import { gpt2Sizes } from "./presets.ts";
import { flopsPerByte, vocabularyOfLeastFlops } from "./vocabulary-cost.ts";

const small = gpt2Sizes.small;

test("the output layer of GPT-2 small has 27 % of the FLOPs at 1,024 tokens, whatever a token holds", () => {
  const { output, blocks, total } = flopsPerByte(small, 1024, 4);
  expect(output / total).toBeCloseTo(0.271, 3);
  expect(output + blocks).toBeCloseTo(total, 6);
  expect(4 * 1024 * total).toBe(forwardFlops(small, 1, 1024).total);
});

test("a smaller and a larger vocabulary have more FLOPs for each byte, where the tokens follow a power law", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 0.8, noNaN: true }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 8, max: 256 }), (elasticity, layers, width) => {
      const config = { vocabularySize: 300, context: 64, layers, heads: 1, width };
      const best = vocabularyOfLeastFlops(config, 64, elasticity);
      const { output, blocks } = flopsPerByte(config, 64, 1);
      const flops = (V: number) => (blocks + (output * V) / 300) * V ** -elasticity;
      for (const factor of [0.5, 0.9, 1.1, 2]) expect(flops(factor * best)).toBeGreaterThan(flops(best));
    }),
  );
});

test("its share of the FLOPs is the elasticity", () => {
  const V = vocabularyOfLeastFlops(small, 1024, 0.25);
  const { output, total } = forwardFlops({ ...small, vocabularySize: Math.round(V) }, 1, 1024);
  expect(output / total).toBeCloseTo(0.25, 5);
  expect(V).toBeCloseTo((0.25 / 0.75) * 12 * (12 * 768 + 2 * 1024), 6);
});

test("an elasticity of 1 or more has no optimum, and none no vocabulary", () => {
  for (const elasticity of [0, 1, NaN]) expect(() => vocabularyOfLeastFlops(small, 1024, elasticity)).toThrow(new RangeError(`vocabularyOfLeastFlops: an elasticity of ${elasticity}, and not between 0 and 1`));
});
//# sourceMappingURL=../../.maps/models/gpt/vocabulary-cost.test.ts.map
