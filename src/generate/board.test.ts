// Tangled from book/left-to-show/02-alias-method.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Random } from "../random/random.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { aliasTable, drawAlias } from "./alias.ts";

/** A fraction, its denominator positive; not reduced. */
type Fraction = readonly [bigint, bigint];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const minus = (one: Fraction, [c, d]: Fraction): Fraction => plus(one, [-c, d]);
const times = (n: number, [a, b]: Fraction): Fraction => [BigInt(n) * a, b];
const below = ([a, b]: Fraction, [c, d]: Fraction) => a * d < c * b;
const equal = ([a, b]: Fraction, [c, d]: Fraction) => a * d === c * b;
const total = (fractions: readonly Fraction[]) => fractions.reduce(plus, [0n, 1n]);

const wholes = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }).filter((row) => row.some((weight) => weight > 0));
const fractions = fc
  .array(fc.tuple(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 1n, max: 20n })), { minLength: 1, maxLength: 8 })
  .filter((row) => row.some(([over]) => over > 0n));

/** The loop of `aliasTable` on fractions, with the three statements asked before every round and after the last. */
function fillExactly(weights: readonly Fraction[]) {
  const letters = weights.length;
  const width = total(weights);
  const own = weights.map((weight) => times(letters, weight));
  const alias = weights.map((_, x) => x);
  const [small, large]: [number[], number[]] = [[], []];
  own.forEach((held, x) => (below(held, width) ? small : large).push(x));
  const done: number[] = [];
  const holds = () => {
    const waiting = [...small, ...large];
    expect(equal(total(waiting.map((x) => own[x]!)), times(waiting.length, width))).toBe(true);
    for (const x of waiting) expect([below(own[x]!, [0n, 1n]), below(own[x]!, width)]).toEqual([false, small.includes(x)]);
    weights.forEach((weight, x) => {
      const rests = done.filter((cell) => alias[cell] === x).map((cell) => minus(width, own[cell]!));
      expect(equal(plus(own[x]!, total(rests)), times(letters, weight))).toBe(true);
    });
  };
  holds();
  while (small.length > 0 && large.length > 0) {
    const [x, y] = [small.pop()!, large.pop()!];
    alias[x] = y;
    own[y] = minus(own[y]!, minus(width, own[x]!));
    (below(own[y]!, width) ? small : large).push(y);
    done.push(x);
    holds();
  }
  return { width, own, alias, rounds: done.length, small, large };
}

test("in fractions, the filling ends in fewer rounds than there are items, with nobody small and every cell full", () => {
  fc.assert(
    fc.property(fractions, (weights) => {
      const { width, own, rounds, small, large } = fillExactly(weights);
      expect(rounds).toBeLessThan(weights.length);
      expect(small).toEqual([]);
      for (const x of large) expect(equal(own[x]!, width)).toBe(true);
    }),
  );
});

test("of whole numbers, the program fills the same cells as the loop on fractions", () => {
  fc.assert(
    fc.property(wholes, (weights) => {
      const exact = fillExactly(weights.map((weight) => [BigInt(weight), 1n]));
      const table = aliasTable(weights);
      expect([...table.alias]).toEqual(exact.alias);
      table.own.forEach((held, x) => expect(equal([BigInt(held), 1n], exact.own[x]!)).toBe(true));
    }),
  );
});

test("of all darts there are, each item gets its share, but for less than one dart in each of its parts", () => {
  fc.assert(
    fc.property(wholes, (weights) => {
      const darts = 2 ** 12;
      const table = aliasTable(weights);
      const thrown = weights.map(() => 0);
      for (let dart = 0; dart < darts; dart++) thrown[drawAlias(table, { bits: () => dart, uniform: () => dart / darts } satisfies Random)]!++;
      weights.forEach((weight, x) => {
        const parts = 1 + table.alias.filter((alias, cell) => alias === x && cell !== x).length;
        expect(Math.abs(thrown[x]! - (darts * weight) / table.width)).toBeLessThan(parts);
      });
    }),
  );
});

test("an item of weight zero is never drawn, though its cell is rounded", () => {
  const table = aliasTable([0.1, 0, 0.7, 0, 0.2].map((share) => share / 3));
  const random = randomFrom(1851);
  const seen = new Set(Array.from({ length: 10_000 }, () => drawAlias(table, random)));
  expect([...seen].sort()).toEqual([0, 2, 4]);
});

test("ten items of very different weights are drawn as often as they should be, by χ²", () => {
  const weights = [1, 2, 4, 8, 16, 32, 64, 128, 256, 489];
  const table = aliasTable(weights);
  const random = randomFrom(1851);
  const seen = weights.map(() => 0);
  for (let i = 0; i < 100_000; i++) seen[drawAlias(table, random)]!++;
  const squares = weights.map((weight, x) => (seen[x]! - 100 * weight) ** 2 / (100 * weight));
  // with nine degrees of freedom, one run in a thousand is above 27.88
  expect(squares.reduce((sum, each) => sum + each)).toBeLessThan(27.88);
});
//# sourceMappingURL=../.maps/generate/board.test.ts.map
