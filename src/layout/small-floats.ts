// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Floating-point numbers of 16 bits, float16 and bfloat16, as their bits. */

/** A binary format of 16 bits: from bits to the number, and from a number to the nearest bits. */
export interface SmallFloat {
  /** The number that the low 16 of `bits` stand for; exact. */
  value(bits: number): number;
  /** The bits of the number nearest to `x`; of two equally near, the one whose last bit is 0. Beyond the largest: infinity. Every NaN gives one NaN. */
  bits(x: number): number;
}

/** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
export const float16 = smallFloat(5);

/** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
export const bfloat16 = smallFloat(8);

/** The format with so many bits of exponent: a sign first, then the exponent with a bias, then the fraction, as IEEE 754 has them. */
function smallFloat(exponentBits: number): SmallFloat {
  const fractionBits = 15 - exponentBits;
  const ONE = 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  const infinite = 2 ** exponentBits - 1;
  // the distance of two numbers next to zero, and of those of each exponent
  const least = 2 ** (1 - bias - fractionBits);
  const distances = Float64Array.from({ length: infinite }, (_, exponent) => least * 2 ** Math.max(0, exponent - 1));
  // how many bits of the upper half of a float64 are dropped, and half of what they can count
  const dropped = 20 - fractionBits;
  const half = 2 ** (dropped - 1);
  const parts = new DataView(new ArrayBuffer(8));
  return {
    value(bits) {
      const exponent = (bits >> fractionBits) & infinite;
      const fraction = bits & (ONE - 1);
      const sign = bits & 0x8000 ? -1 : 1;
      if (exponent === infinite) return fraction === 0 ? sign * Infinity : NaN;
      return sign * (exponent === 0 ? fraction : ONE + fraction) * distances[exponent]!;
    },
    bits(x) {
      if (Number.isNaN(x)) return infinite * ONE + ONE / 2;
      // Round a float64 to 16 bits
      parts.setFloat64(0, x);
      const high = parts.getInt32(0); // sign, exponent, 20 bits of fraction
      const low = parts.getInt32(4); // the other 32
      const sign = (high >>> 16) & 0x8000;
      const isSubnormal = Math.abs(x) < ONE * least;
      if (isSubnormal) return sign + nearest(Math.abs(x) / least);
      const kept = (high & 0x7fffffff) >>> dropped;
      const rest = high & (2 * half - 1);
      const isUp = rest > half
        || (rest === half && (low !== 0 || kept % 2 === 1));
      // a carry goes on into the exponent, and at last to infinity
      const code = kept - (1023 - bias) * ONE + (isUp ? 1 : 0);
      return sign + Math.min(code, infinite * ONE);
    },
  };
}

/** The whole number nearest to `x`, the even one of two; `x` is from 0 to 2⁵¹. The sum has no room for a fraction, so it is rounded so. */
const nearest = (x: number) => x + 2 ** 52 - 2 ** 52;
//# sourceMappingURL=../.maps/layout/small-floats.ts.map
