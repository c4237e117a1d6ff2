// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** The error function, 2/√π ∫₀ˣ exp(−t²) dt, which JavaScript lacks. */

/**
 * erf x, to about 15 digits: near zero by a series of positive terms, further out by a continued fraction for 1 − erf x.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  return Math.sign(x) * (size < 2.5 ? series(size) : 1 - fraction(size));
}

/** 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5⋯(2n+1)). */
function series(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; term > sum * 1e-17; n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** exp(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), from the inside out. */
function fraction(x: number): number {
  let tail = x;
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/erf.ts.map
