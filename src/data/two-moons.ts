// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Points in two half-moons. */
import { normal } from "../random/normal.ts";
import type { Random } from "../random/random.ts";

/** A place in the plane, and to which of two kinds it belongs. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly sign: 1 | -1;
}

/**
 * Two half circles of radius 1 that reach into each other, with `count / 2` points each, evenly spaced and then shaken by
 * normal noise of the given deviation: the data set `make_moons` of scikit-learn. Throws `RangeError` unless `count` is even
 * and at least 4.
 */
export function moons(count: number, noise: number, random: Random): readonly Point[] {
  if (!(count >= 4 && count % 2 === 0)) throw new RangeError(`moons: an even number of points, 4 or more, not ${count}`);
  return Array.from({ length: count }, (_, i) => {
    const angle = (Math.PI * Math.floor(i / 2)) / (count / 2 - 1);
    const [x, y] = i % 2 === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return { x: x + noise * normal(random), y: y + noise * normal(random), sign: i % 2 === 0 ? -1 : 1 };
  });
}
//# sourceMappingURL=../.maps/data/two-moons.ts.map
