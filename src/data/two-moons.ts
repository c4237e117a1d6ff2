// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Points in two half-moons. */
import { normal } from "../random/normal.ts";
import type { Random } from "../random/random.ts";

/** A point of the plane and its label, the class that it belongs to. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: 1 | -1;
}

/**
 * Two half circles of radius 1 that reach into each other, with `count / 2` points each, evenly spaced, with normal noise of
 * the given standard deviation on both coordinates: the data set `make_moons` of scikit-learn. Throws `RangeError` unless `count` is even
 * and at least 4.
 */
export function moons(count: number, noise: number, random: Random): readonly Point[] {
  if (!(count >= 4 && count % 2 === 0)) throw new RangeError(`moons: an even number of points, 4 or more, not ${count}`);
  // Generate the two moons
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2 === 0 ? -1 : 1;
    const angle = (Math.PI * Math.floor(i / 2)) / (count / 2 - 1);
    const [x, y] = label < 0
      ? [Math.cos(angle), Math.sin(angle)]
      : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return {
      x: x + noise * normal(random),
      y: y + noise * normal(random),
      label,
    };
  });
}
//# sourceMappingURL=../.maps/data/two-moons.ts.map
