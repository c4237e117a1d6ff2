// Tangled from book/04-neural-lm/06-what-did-it-learn.md. Edit the book, then: npm run tangle
/** Points in many dimensions, turned so that they can be looked at. */

// Put the middle at zero
/** The coordinates by which points vary most, and how much. */
export interface Principal {
  /** A list for each coordinate, with its number for every point. */
  readonly coordinates: readonly Float64Array[];
  /** The mean square of each, the largest first. */
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

function inner(u: Float64Array, v: Float64Array): number {
  return u.reduce((sum, each, i) => sum + each * v[i]!, 0);
}

// Turn until no two coordinates vary together
/** Turns the points about their middle; all distances stay. */
export function principal(points: readonly ArrayLike<number>[]): Principal {
  const columns = centred(points);
  for (let round = 0, turned = true; turned && round < 60; round++) {
    turned = false;
    columns.forEach((v, j) => columns.slice(0, j).forEach((u) => {
      turned = turnPair(u, v) || turned;
    }));
  }
  const variance = (u: Float64Array) => inner(u, u) / points.length;
  columns.sort((u, v) => variance(v) - variance(u));
  return { coordinates: columns, variances: columns.map(variance) };
}

// Turn one pair
const RIGHT_ANGLE = 1e-14;

/** Turns two coordinates in their plane until they do not vary together; whether they did. It is the turn of `singularValues`. */
function turnPair(u: Float64Array, v: Float64Array): boolean {
  const [uu, vv, uv] = [inner(u, u), inner(v, v), inner(u, v)];
  if (Math.abs(uv) <= RIGHT_ANGLE * Math.sqrt(uu * vv)) return false;
  const half = (vv - uu) / (2 * uv);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(1 + half * half));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  for (let i = 0; i < u.length; i++) {
    const [one, other] = [u[i]!, v[i]!];
    u[i] = cosine * (one - tangent * other);
    v[i] = cosine * (other + tangent * one);
  }
  return true;
}
//# sourceMappingURL=../.maps/linear/principal.ts.map
