// Tangled from book/03-backpropagation/07-vanishing-gradients.md. Edit the book, then: npm run tangle
/** Singular values of a matrix. */

const [ROUNDS, RIGHT_ANGLE] = [40, 1e-14];

/**
 * The singular values of a matrix given by its rows, the largest first: pairs of columns are turned until all are orthogonal,
 * and then their lengths are the singular values. Throws `RangeError` if the rows are not equally long.
 * Source: Hestenes, “Inversion of matrices by biorthogonalization and related results”, 1958.
 */
export function singularValues(matrix: readonly ArrayLike<number>[]): readonly number[] {
  const width = matrix[0]?.length ?? 0;
  const ragged = matrix.find((row) => row.length !== width);
  if (ragged) throw new RangeError(`singularValues: rows of ${width} and of ${ragged.length} numbers`);
  // a power of two near the largest element is divided out, so that no square is too large or too small; no digit is lost
  const largest = matrix.reduce((most, row) => Array.from(row).reduce((most, each) => Math.max(most, Math.abs(each)), most), 0);
  const unit = largest > 0 && largest < Infinity ? 2 ** Math.max(-1000, Math.floor(Math.log2(largest))) : 1;
  const columns = Array.from({ length: width }, (_, j) => Float64Array.from(matrix, (row) => row[j]! / unit));
  // a column that is nothing but rounding may never be at a right angle to the others
  for (let turned = true, round = 0; turned && round < ROUNDS; round++) {
    turned = false;
    for (let j = 1; j < width; j++) for (let i = 0; i < j; i++) turned = makeOrthogonal(columns[i]!, columns[j]!) || turned;
  }
  const lengths = columns.map((column) => unit * Math.sqrt(inner(column, column))).sort((one, other) => other - one);
  return lengths.slice(0, Math.min(width, matrix.length));
}

/** The root mean square of the singular values of a square matrix: the factor by which it stretches a random vector, in the root mean square. */
export function rmsSingularValue(matrix: readonly ArrayLike<number>[]): number {
  const squares = matrix.reduce((sum, row) => sum + Array.from(row).reduce((inner, each) => inner + each * each, 0), 0);
  return Math.sqrt(squares / matrix.length);
}

/** Turns two columns in their plane until they are at right angles; whether they were not. */
export function makeOrthogonal(u: Float64Array, v: Float64Array): boolean {
  const [uu, vv, uv] = [inner(u, u), inner(v, v), inner(u, v)];
  if (Math.abs(uv) <= RIGHT_ANGLE * Math.sqrt(uu * vv)) return false;
  const half = (vv - uu) / (2 * uv);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(1 + half * half));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  for (let k = 0; k < u.length; k++) {
    const [one, other] = [u[k]!, v[k]!];
    u[k] = cosine * (one - tangent * other);
    v[k] = cosine * (other + tangent * one);
  }
  return true;
}

/** The inner product of two lists of one length. */
export function inner(u: Float64Array, v: Float64Array): number {
  return u.reduce((sum, each, k) => sum + each * v[k]!, 0);
}
//# sourceMappingURL=../.maps/linear-algebra/singular-values.ts.map
