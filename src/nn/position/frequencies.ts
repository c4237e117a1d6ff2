// Tangled from book/09-position/02-sinusoidal-positions.md. Edit the book, then: npm run tangle
/** Frequencies in geometric progression, from one radian per position downwards. */

/** ω_i = base^(−2i/d) for i from 0 up to d/2, in radians per position. Throws `RangeError` unless d is even, and for a base that is not positive. */
export function frequencies(d: number, base: number): readonly number[] {
  // Reject an odd width
  if (!(Number.isInteger(d / 2) && d > 0)) throw new RangeError(`frequencies: pairs need an even width, not ${d}`);
  if (!(base > 0 && base < Infinity)) throw new RangeError(`frequencies: the base is ${base}, and not a positive number`);
  return Array.from({ length: d / 2 }, (_, i) => base ** ((-2 * i) / d));
}
//# sourceMappingURL=../../.maps/nn/position/frequencies.ts.map
