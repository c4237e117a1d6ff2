// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence, entropy } from "../information/entropy.ts";
import { ledgerOf } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { aliasTable, drawAlias } from "./alias.ts";
import { applyTemperature, topK, topP } from "./sampling-filters.ts";
import { sampleInverseCdf } from "./inverse-cdf.ts";

/** Rows of whole numbers, not all of them zero. */
const counts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 60 }).filter((row) => row.some((count) => count > 0));
/** Rows of probabilities, some of them zero. */
const rows = counts.map((row) => row.map((count) => count / row.reduce((sum, each) => sum + each)));
const temperatures = fc.double({ min: 0.05, max: 20, noNaN: true });
const close = (one: readonly number[], other: readonly number[]) => one.forEach((share, x) => expect(share).toBeCloseTo(other[x]!, 10));
const total = (row: readonly number[]) => row.reduce((sum, each) => sum + each, 0);

test("an alias table of counts has every item exactly as often as it was counted", () => {
  fc.assert(
    fc.property(counts, (row) => {
      const { width, own, alias } = aliasTable(row);
      // in units of which a cell holds `width`, as rationals with one denominator: integers of any size
      const units = row.map(() => 0n);
      own.forEach((held, cell) => {
        units[cell]! += BigInt(held);
        units[alias[cell]!]! += BigInt(width) - BigInt(held);
      });
      expect(units).toEqual(row.map((count) => BigInt(count) * BigInt(row.length)));
    }),
  );
});

test("an alias table of probabilities has them to the last digits", () => {
  fc.assert(
    fc.property(rows, (p) => {
      const { width, own, alias } = aliasTable(p);
      const shares = p.map(() => 0);
      own.forEach((held, cell) => {
        shares[cell]! += held / width / p.length;
        shares[alias[cell]!]! += (width - held) / width / p.length;
      });
      close(shares, p);
    }),
  );
});

test.each([
  ["drawAlias", (row: readonly number[], random: Random) => drawAlias(aliasTable(row), random)],
  ["sampleInverseCdf", (row: readonly number[], random: Random) => sampleInverseCdf(row.map((each) => each / total(row)), random)],
])("%s draws the four letters after `wha` as often as they were counted, by χ²", (_, drawOne) => {
  const row = [1301, 474, 16, 2];
  const seen = row.map(() => 0);
  const random = randomFrom(1851);
  for (let i = 0; i < 100_000; i++) seen[drawOne(row, random)]!++;
  const expected = row.map((count) => (100_000 * count) / total(row));
  // with three degrees of freedom, one run in a thousand is above 16.27
  expect(total(seen.map((times, x) => (times - expected[x]!) ** 2 / expected[x]!))).toBeLessThan(16.27);
});

test("what is not drawn from a row of weights is refused", () => {
  for (const row of [[], [0, 0], [1, -1, 3], [1, Infinity], [NaN]]) expect(() => aliasTable(row)).toThrow("aliasTable: weights must be finite");
  expect(() => sampleInverseCdf([], randomFrom(1))).toThrow(new RangeError("sampleInverseCdf: the distribution is empty"));
});

// The scalar reference: each number that is read and each operation is a call that counts itself.
test("the ledger has what a slow count of every operation has", () => {
  fc.assert(
    fc.property(rows, fc.integer(), (p, seed) => {
      let [flops, reads] = [0, 0];
      const op = <T>(value: T): T => (flops++, value);
      const read = (numbers: ArrayLike<number>, x: number): number => (reads++, numbers[x]!);
      const slowWalk = (random: Random): number => {
        let u = random.uniform();
        for (let x = 0; x < p.length - 1; x++) {
          const share = read(p, x);
          if (op(u < share)) return x;
          u = op(u - share);
        }
        return p.length - 1;
      };
      const walked = slowWalk(randomFrom(seed));
      const walkCosts = ledgerOf(() => expect(sampleInverseCdf(p, randomFrom(seed))).toBe(walked))["inverse CDF"] ?? { FLOPs: 0, "numbers read": 0 };
      expect(walkCosts).toEqual({ FLOPs: flops, "numbers read": reads });

      [flops, reads] = [0, 0];
      const table = aliasTable(p);
      const slowThrow = (random: Random): number => {
        const place = op(random.uniform() * p.length);
        const cell = Math.floor(place);
        return op(op(op(place - cell) * table.width) < read(table.own, cell)) ? cell : read(table.alias, cell);
      };
      const thrown = slowThrow(randomFrom(seed));
      expect(ledgerOf(() => expect(drawAlias(table, randomFrom(seed))).toBe(thrown))["alias draw"]).toEqual({ FLOPs: flops, "numbers read": reads });

      flops = 0;
      let width = 0;
      for (const weight of p) width = op(width + weight);
      const own = p.map((weight) => op(weight * p.length));
      const small: number[] = [];
      const large: number[] = [];
      own.forEach((held, x) => (op(held < width) ? small : large).push(x));
      while (small.length > 0 && large.length > 0) {
        const [x, y] = [small.pop()!, large.pop()!];
        own[y] = op(own[y]! - op(width - own[x]!));
        (op(own[y]! < width) ? small : large).push(y);
      }
      expect(ledgerOf(() => aliasTable(p))["build alias table"]).toEqual({ FLOPs: flops, "numbers kept": 2 * p.length });
    }),
  );
});

test("a tempered row sums to one, keeps its order, and is itself at temperature 1", () => {
  fc.assert(
    fc.property(rows, temperatures, (p, temperature) => {
      const q = applyTemperature(p, temperature);
      expect(total(q)).toBeCloseTo(1, 10);
      p.forEach((share, x) => p.forEach((other, y) => expect(share <= other ? q[x]! <= q[y]! : true).toBe(true)));
      close(applyTemperature(p, 1), p);
    }),
  );
});

test("temperatures of a row that is tempered twice multiply, and its entropy never falls", () => {
  fc.assert(
    fc.property(rows, fc.double({ min: 0.3, max: 3, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }), (p, one, other) => {
      const twice = applyTemperature(applyTemperature(p, one), other);
      close(twice, applyTemperature(p, one * other));
      expect(entropy(twice)).toBeGreaterThanOrEqual(entropy(applyTemperature(p, one)) - 1e-9);
    }),
  );
});

test("a temperature near zero gives no NaN", () => {
  close(applyTemperature([0.3, 0.4, 0.3], 0.001), [0, 1, 0]);
});

test("a temperature that is not positive, and a rule that keeps nothing, are refused", () => {
  expect(() => applyTemperature([1], 0)).toThrow("applyTemperature: the temperature must be positive, not 0");
  expect(() => applyTemperature([1], NaN)).toThrow("applyTemperature: the temperature must be positive, not NaN");
  expect(() => topK([1], 0)).toThrow("topK: k must be 1, 2, 3, …, not 0");
  expect(() => topP([1], 0)).toThrow("topP: the mass must be above 0 and at most 1, not 0");
  expect(() => topP([1], 1.5)).toThrow("topP: the mass must be above 0 and at most 1, not 1.5");
});

test("a cut row sums to one, keeps the likeliest in proportion, and no more of them than it must", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 70 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (p, k, mass) => {
      for (const q of [topK(p, k), topP(p, mass)]) {
        expect(total(q)).toBeCloseTo(1, 10);
        const kept = p.filter((_, x) => q[x]! > 0);
        const dropped = p.filter((_, x) => q[x] === 0);
        expect(Math.max(0, ...dropped)).toBeLessThanOrEqual(Math.min(...kept));
        q.forEach((share, x) => share > 0 && expect(share).toBeCloseTo(p[x]! / total(kept), 10));
      }
      const positive = (row: readonly number[]) => row.filter((share) => share > 0);
      expect(positive(topK(p, k))).toHaveLength(Math.min(k, positive(p).length));
      const nucleus = p.filter((_, x) => topP(p, mass)[x]! > 0);
      expect(total(nucleus)).toBeGreaterThanOrEqual(mass - 1e-12);
      expect(total(nucleus) - Math.min(...nucleus)).toBeLessThan(mass + 1e-12);
    }),
  );
});

test("to believe a cooled row costs a little, a cut one everything, and an unchanged one nothing", () => {
  const p = [0.6, 0.3, 0.1];
  expect(divergence(p, applyTemperature(p, 1))).toBeCloseTo(0, 12);
  expect(divergence(p, applyTemperature(p, 0.8))).toBeGreaterThan(0);
  expect(divergence(p, topK(p, 1))).toBe(Infinity);
  expect(divergence(p, topP(p, 0.8))).toBe(Infinity);
});
//# sourceMappingURL=../.maps/generate/sampling.test.ts.map
