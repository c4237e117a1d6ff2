// Tangled from book/left-to-show/03-stationary-distributions.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { advance, chainOf, entropyRate, settle } from "./chain.ts";
import { conditionalEntropy } from "./entropy.ts";
import { train } from "./model.ts";

/** Texts in which every context of up to two letters leads on. */
const texts = fc.string({ minLength: 3, maxLength: 60, unit: fc.constantFrom("a", "b", "c") });
const close = (text: string, order: number) => train(text + text.slice(0, order), order);

test("two states settle where the closed form says, (p, q) / (p + q)", () => {
  const chance = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(chance, chance, (p, q) => {
      const [first, second] = settle({ states: ["a", "b"], matrix: [[1 - q, q], [p, 1 - p]] });
      expect(first).toBeCloseTo(p / (p + q), 10);
      expect(second).toBeCloseTo(q / (p + q), 10);
    }),
  );
});

test("the shares of the totals stay, and a ring settles there", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 2 }), (text, order) => {
      const model = close(text, order);
      const chain = chainOf(model);
      const shares = chain.states.map((state) => (model.table.get(state)?.total ?? NaN) / text.length);
      advance(shares, chain.matrix).forEach((share, x) => expect(share).toBeCloseTo(shares[x] ?? NaN, 12));
      settle(chain).forEach((share, x) => expect(share).toBeCloseTo(shares[x] ?? NaN, 9));
    }),
  );
});

test("the entropy rate of a ring is what its table pays on it", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 2 }), (text, order) => {
      const model = close(text, order);
      const chain = chainOf(model);
      expect(entropyRate(chain, settle(chain))).toBeCloseTo(conditionalEntropy(model), 8);
    }),
  );
});

test("a chain with a period settles all the same, and one letter on it is elsewhere", () => {
  const chain = chainOf(train("abababa", 1));
  expect(settle(chain)).toEqual([0.5, 0.5]);
  expect(advance([1, 0], chain.matrix)).toEqual([0, 1]);
});

test("a chain that is all but in two parts is given up", () => {
  const slow = [[1 - 1e-7, 1e-7], [2e-7, 1 - 2e-7]];
  expect(() => settle({ states: ["a", "b"], matrix: slow })).toThrow("settle: the chain does not come to rest");
});

test("a context without a row and an order of 0 are refused", () => {
  expect(() => chainOf(train("abc", 1))).toThrow('chainOf: the chain stops at "c", which has no row');
  expect(() => chainOf(train("abc", 0))).toThrow(RangeError);
});
//# sourceMappingURL=../../.maps/models/ngram/chain.test.ts.map
