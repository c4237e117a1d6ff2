// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { principal } from "./principal-components.ts";
import { singularValues } from "./singular-values.ts";

const numbers = fc.double({ min: -5, max: 5, noNaN: true });
const clouds = fc.integer({ min: 1, max: 5 }).chain((d) => fc.array(fc.array(numbers, { minLength: d, maxLength: d }), { minLength: 2, maxLength: 12 }));
const inner = (u: ArrayLike<number>, v: ArrayLike<number>) => Array.from(u).reduce((sum, each, i) => sum + each * v[i]!, 0);

test("turned points are as far from each other as they were", () => {
  fc.assert(fc.property(clouds, (points) => {
    const { coordinates } = principal(points);
    points.forEach((point, i) => points.forEach((other, k) => {
      const before = Math.hypot(...point.map((each, j) => each - other[j]!));
      const after = Math.hypot(...coordinates.map((column) => column[i]! - column[k]!));
      expect(after).toBeCloseTo(before, 9);
    }));
  }));
});

test("no two coordinates vary together, and the first varies most", () => {
  fc.assert(fc.property(clouds, (points) => {
    const { coordinates, variances } = principal(points);
    coordinates.forEach((u, j) => coordinates.slice(0, j).forEach((v) => expect(Math.abs(inner(u, v))).toBeLessThan(1e-9)));
    expect([...variances].sort((a, b) => b - a)).toEqual(variances);
    const mean = points[0]!.map((_, j) => points.reduce((sum, point) => sum + point[j]!, 0) / points.length);
    const centred = points.map((point) => point.map((each, j) => each - mean[j]!));
    singularValues(centred).forEach((s, j) => expect(s * s / points.length).toBeCloseTo(variances[j]!, 8));
  }));
});

test("points on a slanted line need one coordinate", () => {
  const { coordinates, variances } = principal([[0, 0], [3, 4], [6, 8]]);
  expect([...coordinates[0]!].map(Math.abs)).toEqual([5, 0, 5].map((each) => expect.closeTo(each, 12)));
  expect(variances[1]).toBeCloseTo(0, 12);
});
//# sourceMappingURL=../.maps/linear-algebra/principal-components.test.ts.map
