/** Derivations as the book's stages have them, each tried as it is and with changes that make it false: for tests. */
import { expect } from "vitest";
import { checkDerivation, type VerifyCell } from "../derivations/check.ts";
import { integers, normal, uniform } from "../helpers/drawing.ts";
import { dot, mean, sum } from "../helpers/sums.ts";

/** A change of the LaTeX that makes it false: what is replaced, and by what. */
export type Change = readonly [from: string, to: string];

/** A derivation, its cell, and changes each of which must be noticed. */
export type Trial = readonly [name: string, latex: string, cell: VerifyCell, changes: readonly Change[]];

/** Expects the derivation to hold, and not to hold with any of the changes. */
export function tryOut([name, latex, cell, changes]: Trial): void {
  const outcome = (each: string) => checkDerivation({ id: name, displays: [{ latex: each, lineStarts: [] }], ranges: [], tolerance: null, approx: null }, cell);
  expect(outcome(latex)).toMatchObject({ ok: true });
  const unnoticed = changes.filter(([from, to]) => {
    const changed = latex.replace(from, () => to);
    expect(changed).not.toBe(latex);
    return outcome(changed).ok;
  });
  expect(unnoticed).toEqual([]);
}

export type Vector = readonly number[];
export type Matrix = readonly Vector[];
export const vector = (n: number) => normal(n) as Vector;
export const matrix = (n: number, m: number) => normal(n, m) as Matrix;
export const number = () => normal() as number;
export const between = (low: number, high: number) => uniform(low, high) as number;
export const whole = (low: number, high: number) => integers(low, high) as number;
export const at = (x: Vector | undefined, i: number) => x?.[i] ?? NaN;
export const range = (n: number) => Array.from({ length: n }, (_, k) => k);
export const times = (A: Matrix, x: Vector) => A.map((row) => dot(row, x));
export const transposed = (A: Matrix) => range(A[0]?.length ?? 0).map((j) => A.map((row) => at(row, j)));
export const product = (A: Matrix, B: Matrix) => A.map((row) => transposed(B).map((column) => dot(row, column)));
export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
export const softmax = (z: Vector) => {
  const e = z.map((each) => Math.exp(each - Math.max(...z)));
  return e.map((each) => each / sum(e));
};
export const normalised = (x: Vector) => {
  const sigma = Math.sqrt(mean(x.map((each) => (each - mean(x)) ** 2)));
  return { sigma, y: x.map((each) => (each - mean(x)) / sigma) };
};
export const rotation = (angle: number): Matrix => [[Math.cos(angle), -Math.sin(angle)], [Math.sin(angle), Math.cos(angle)]];

/** Yields one value for each of `count` expressions. */
export function* same(value: unknown, count = 2): Generator<unknown> {
  for (let k = 0; k < count; k += 1) yield value;
}
