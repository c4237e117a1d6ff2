// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Many numbers into one: sums, and the largest. */
import type { View } from "../../backend.ts";
import type { Numbers } from "../../../layout/dtype.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { keptOf } from "../../views.ts";
import { dataOf } from "../storage.ts";
import { eachRow, walkOf } from "./rows.ts";

/**
 * Sums, or takes the largest, over the axes along which `output` has stride 0.
 * Numbers are read in the order in which they stand in memory, sums are taken in float64, and rounded once.
 */
export function reduce(name: "sum" | "max", input: View, output: View): void {
  const order = [...input.shape.keys()].sort((one, other) => Math.abs(input.strides[other]!) - Math.abs(input.strides[one]!));
  const views = [{ ...output, offset: 0 }, input];
  const walk = walkOf(views, order);
  const n = walk.lengths.at(-1) ?? 1;
  const [so = 0, sx = 1] = walk.strides.map((strides) => strides.at(-1));
  // counted without the axes that go, so that a sum over nothing is written, too
  const totals = new Float64Array(sizeOf(keptOf(output).shape)).fill(name === "sum" ? 0 : -Infinity);
  const x = dataOf(input);
  const row = name === "sum" ? (so === 0 ? sumRow : sumInto) : so === 0 ? maxRow : maxInto;
  eachRow(views, walk, ([o, p]) => row(totals, o!, so, x, p!, sx, n));
  dataOf(output).set(totals, output.offset);
}

// totals: numbers at places o, o + so, …; x: n numbers from place p on, in strides sx
type Row = (totals: Numbers, o: number, so: number, x: ArrayLike<number>, p: number, sx: number, n: number) => void;

const sumRow: Row = (totals, o, _, x, p, sx, n) => {
  let sum = totals[o]!;
  for (let i = 0; i < n; i++, p += sx) sum += x[p]!;
  totals[o] = sum;
};
const sumInto: Row = (totals, o, so, x, p, sx, n) => {
  for (let i = 0; i < n; i++, p += sx, o += so) totals[o]! += x[p]!;
};
const maxRow: Row = (totals, o, _, x, p, sx, n) => {
  let largest = totals[o]!;
  for (let i = 0; i < n; i++, p += sx) largest = Math.max(largest, x[p]!);
  totals[o] = largest;
};
const maxInto: Row = (totals, o, so, x, p, sx, n) => {
  for (let i = 0; i < n; i++, p += sx, o += so) totals[o] = Math.max(totals[o]!, x[p]!);
};

/** The first place of the largest along the last axis; a NaN is larger than any number. */
export function argmax(input: View, output: View): void {
  const n = input.shape.at(-1)!;
  const stride = input.strides.at(-1)!;
  const rows = { ...input, shape: input.shape.slice(0, -1), strides: input.strides.slice(0, -1) };
  const [x, out] = [dataOf(input), dataOf(output)];
  const views = [output, rows];
  const walk = walkOf(views);
  const [length, so, sx] = [walk.lengths.at(-1) ?? 1, walk.strides[0]!.at(-1) ?? 1, walk.strides[1]!.at(-1) ?? 1];
  eachRow(views, walk, ([o, p]) => {
    for (let i = 0; i < length; i++) out[o! + i * so] = placeOfLargest(x, p! + i * sx, stride, n);
  });
}

function placeOfLargest(x: ArrayLike<number>, p: number, stride: number, n: number): number {
  let place = 0;
  for (let j = 1; j < n; j++) {
    const [held, met] = [x[p + place * stride]!, x[p + j * stride]!];
    if (met > held || (Number.isNaN(met) && !Number.isNaN(held))) place = j;
  }
  return place;
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/reduce.ts.map
