// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
/** Principal component analysis. */
import { inner, makeOrthogonal } from "./singular-values.ts";

// Subtract the mean of each coordinate
/** Points in the coordinates along which they vary most. */
export interface Principal {
  /** A list for each coordinate, with its number for every point. */
  readonly coordinates: readonly Float64Array[];
  /** The variance of each, the largest first. */
  readonly variances: readonly number[];
}

function centred(points: readonly ArrayLike<number>[]): Float64Array[] {
  const dimensions = points[0]?.length ?? 0;
  return Array.from({ length: dimensions }, (_, j) => {
    const column = Float64Array.from(points, (point) => point[j]!);
    const mean = inner(column, column.map(() => 1)) / points.length;
    return column.map((each) => each - mean);
  });
}

// Rotate until no two coordinates are correlated
/** Principal component analysis: rotates the centred points, so that all distances stay. */
export function principal(points: readonly ArrayLike<number>[]): Principal {
  const columns = centred(points);
  for (let round = 0, turned = true; turned && round < 60; round++) {
    turned = false;
    columns.forEach((v, j) => columns.slice(0, j).forEach((u) => {
      turned = makeOrthogonal(u, v) || turned;
    }));
  }
  const variance = (u: Float64Array) => inner(u, u) / points.length;
  columns.sort((u, v) => variance(v) - variance(u));
  return { coordinates: columns, variances: columns.map(variance) };
}
//# sourceMappingURL=../.maps/linear-algebra/principal-components.ts.map
