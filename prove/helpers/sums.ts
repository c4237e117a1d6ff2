/** Helpers for the arithmetic of cells. */

/** The sum of some numbers: of an array of any shape, all of them. */
export function sum(values: unknown): number {
  return all(values, "sum").reduce((total, value) => total + value, 0);
}

/** The mean of some numbers. */
export function mean(values: unknown): number {
  const numbers = all(values, "mean");
  return numbers.reduce((total, value) => total + value, 0) / numbers.length;
}

/** Kronecker's delta: 1 if the two are the same, else 0. */
export function delta(i: unknown, j: unknown): number {
  return i === j ? 1 : 0;
}

/** a · b: the sum of products of the elements of two vectors of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`dot: lengths differ, ${a.length} and ${b.length}`);
  return Array.from(a, (value, k) => value * (b[k] ?? NaN)).reduce((total, value) => total + value, 0);
}

function all(values: unknown, name: string): readonly number[] {
  if (typeof values === "number") return [values];
  if (Array.isArray(values)) return values.flatMap((each) => all(each, name));
  if (ArrayBuffer.isView(values) && !(values instanceof DataView)) return Array.from(values as unknown as ArrayLike<number>, Number);
  throw new TypeError(`${name}: neither a number nor an array of numbers`);
}
