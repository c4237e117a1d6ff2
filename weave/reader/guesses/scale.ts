/** Places on a scale: 0 is its low end, 1 its high end. */
import type { Scale } from "./guess.ts";

/** Where a number stands on its scale; what lies outside stands at an end. */
export function placeOf(value: number, { low, high, log }: Scale): number {
  const along = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, along));
}

/** The number at a place. */
export function valueAt(place: number, { low, high, log }: Scale): number {
  return log ? low * (high / low) ** place : low + place * (high - low);
}

/** A number in at most three digits that matter, or as many as are before its point, with its unit, a tiny one as `1e-7`. */
export function inWords(value: number, { unit }: Pick<Scale, "unit">): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return withUnit(String(Number(value.toPrecision(3))), unit);
  return withUnit(Math.abs(value) < 1000 ? rounded(value, 3) : rounded(Math.round(value), 21), unit);
}

/** A number and its unit. */
export function withUnit(number: string, unit: string): string {
  return unit === "" ? number : `${number} ${unit}`;
}

/** How far off a share of the scale is: a difference, or on a logarithmic scale a factor. */
export function marginInWords(share: number, scale: Scale): string {
  const { low, high, unit, log } = scale;
  return log ? `a factor of ${rounded((high / low) ** share, 2)}` : withUnit(rounded(share * (high - low), 2), unit);
}

function rounded(number: number, digits: number): string {
  return number.toLocaleString("en-GB", { maximumSignificantDigits: digits });
}

/** The same between two numbers of the scale. */
export function distanceInWords(one: number, other: number, scale: Scale): string {
  if (one === other) return "exactly right";
  if (!scale.log) return `off by ${inWords(Math.abs(one - other), scale)}`;
  return `off by a factor of ${inWords(Math.max(one, other) / Math.min(one, other), { unit: "" })}`;
}

/** The mean of several distances: of the differences, or on a logarithmic scale the geometric mean of the factors. */
export function meanDistanceInWords(ones: readonly number[], others: readonly number[], scale: Scale): string {
  const apart = ones.map((one, index) => Math.abs(scale.log ? Math.log(one / (others[index] ?? NaN)) : one - (others[index] ?? NaN)));
  const mean = apart.reduce((sum, each) => sum + each, 0) / apart.length;
  return scale.log ? `off by a factor of ${inWords(Math.exp(mean), { unit: "" })}` : `off by ${inWords(mean, scale)}`;
}

/** What the reader wrote, as a number: commas and the unit may stand in it. Null for anything else, and for what is not on the scale. */
export function readNumber(written: string, { low, high, unit }: Scale): number | null {
  const bare = written.replace(unit, "").replace(/[,\s%]/g, "").replace("−", "-");
  const value = bare === "" ? NaN : Number(bare);
  return value >= low && value <= high ? value : null;
}
