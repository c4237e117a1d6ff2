// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
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
  // the distance of two numbers next to zero
  const least = 2 ** (1 - bias - fractionBits);
  return {
    value(bits) {
      const exponent = (bits >> fractionBits) & infinite;
      const fraction = bits & (ONE - 1);
      const sign = bits & 0x8000 ? -1 : 1;
      if (exponent === infinite) return fraction === 0 ? sign * Infinity : NaN;
      return exponent === 0 ? sign * fraction * least : sign * (ONE + fraction) * least * 2 ** (exponent - 1);
    },
    bits(x) {
      if (Number.isNaN(x)) return infinite * ONE + ONE / 2;
      const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
      const size = Math.abs(x);
      if (size < ONE * least) return sign + nearest(size / least);
      const exponent = exponentOf(size);
      if (exponent > bias) return sign + infinite * ONE;
      // a fraction that is rounded up to 2 carries into the exponent, and beyond the largest exponent that is infinity
      return sign + (exponent + bias - 1) * ONE + nearest(size / 2 ** (exponent - fractionBits));
    },
  };
}

/** The whole number nearest to `x`, the even one of two; `x` is from 0 to 2⁵¹. The sum has no room for a fraction, so it is rounded so. */
const nearest = (x: number) => x + 2 ** 52 - 2 ** 52;

/** The largest e with 2ᵉ ≤ x; x is positive. The logarithm can be off by one where x is near a power of two. */
function exponentOf(x: number): number {
  const guess = Math.floor(Math.log2(x));
  if (2 ** guess > x) return guess - 1;
  return 2 ** (guess + 1) <= x ? guess + 1 : guess;
}
//# sourceMappingURL=../.maps/io/small-floats.ts.map
