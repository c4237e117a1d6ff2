// Tangled from book/01-markov-chains/04-add-one-and-witten-bell.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { entropy } from "../../information/entropy.ts";
import { randomFrom } from "../../random/xoshiro128.ts";

/** All orders of the darts 0 … n − 1, from left to right. */
function* permutations(darts: readonly number[]): Generator<readonly number[]> {
  if (darts.length === 0) yield [];
  for (const [i, first] of darts.entries()) {
    for (const rest of permutations([...darts.slice(0, i), ...darts.slice(i + 1)])) yield [first, ...rest];
  }
}

test("of all orders in which the darts can lie, the next dart is in a field of c darts in (c + 1) of r + V", () => {
  const [fields, letters] = [3, 3];
  const borders = fields - 1;
  const last = borders + letters;
  // for each way that the letters have fallen: how often, and how often the next dart falls in each field
  const seen = new Map<string, { times: number; next: number[] }>();
  for (const order of permutations(Array.from({ length: last + 1 }, (_, dart) => dart))) {
    const hits = [0, 0, 0];
    let [field, next] = [0, 0];
    for (const dart of order) {
      if (dart < borders) field++;
      else if (dart === last) next = field;
      else hits[field] = (hits[field] ?? 0) + 1;
    }
    const entry = seen.get(hits.join()) ?? { times: 0, next: [0, 0, 0] };
    seen.set(hits.join(), entry);
    entry.times++;
    entry.next[next] = (entry.next[next] ?? 0) + 1;
  }
  expect(seen.size).toBe(10);
  for (const [hits, { times, next }] of seen) {
    hits.split(",").forEach((count, field) => expect((next[field] ?? NaN) / times).toBeCloseTo((Number(count) + 1) / (letters + fields), 12));
  }
});

test("for two letters, the mean of the posterior by quadrature is (c + α) / (r + 2α)", () => {
  const parameter = fc.double({ min: 0.5, max: 20, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, (a, b) => {
      // p = sin² θ takes the density's ends away; the midpoint rule in θ
      let [mass, moment] = [0, 0];
      const steps = 20_000;
      for (let i = 0; i < steps; i++) {
        const theta = ((i + 0.5) / steps) * (Math.PI / 2);
        const weight = Math.sin(theta) ** (2 * a - 1) * Math.cos(theta) ** (2 * b - 1);
        mass += weight;
        moment += weight * Math.sin(theta) ** 2;
      }
      expect(moment / mass).toBeCloseTo(a / (a + b), 4);
    }),
    { numRuns: 30 },
  );
});

test("the mean entropy of a row drawn evenly is 1/2 + 1/3 + … + 1/V", () => {
  const random = randomFrom(1851);
  const [faces, rows] = [82, 2000];
  let [mean, least] = [0, Infinity];
  for (let drawn = 0; drawn < rows; drawn++) {
    const borders = Array.from({ length: faces - 1 }, () => random.uniform()).sort((one, other) => one - other);
    const row = entropy([...borders, 1].map((border, i) => border - (borders[i - 1] ?? 0)));
    mean += row / rows;
    least = Math.min(least, row);
  }
  const harmonic = Array.from({ length: faces - 1 }, (_, i) => 1 / (i + 2)).reduce((sum, term) => sum + term);
  expect(mean).toBeCloseTo(harmonic, 2);
  // hardly any are much narrower: of two thousand, none has fewer than 40 faces
  expect(Math.exp(least)).toBeGreaterThan(40);
});
//# sourceMappingURL=../../.maps/models/ngram/darts.test.ts.map
