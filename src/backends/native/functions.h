// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/* Elementary functions of vectors. */

// Choose between two vectors
typedef int32_t integers __attribute__((vector_size(4 * LANES)));

/* x where the mask is all ones, y where it is zero. */
static inline vector choose(integers mask, vector x, vector y) {
  return (vector)((mask & (integers)x) | (~mask & (integers)y));
}

static inline vector magnitude(vector x) { return (vector)((integers)x & 0x7fffffff); }
static inline vector with_sign_of(vector size, vector x) {
  return (vector)((integers)size | ((integers)x & (int32_t)0x80000000));
}

// Reduce the argument of an exponential
/* Returns e^r − 1, where x = a log 2 + r with an integer a and |r| ≤ ½ log 2. */
static inline vector reduced(vector x, integers *a) {
  const float magic = 0x1.8p23f; // float32 has no fractions here
  vector shifted = x * 0x1.715476p0f + magic; // x / log 2, rounded
  vector whole = shifted - magic;
  *a = (integers)shifted - 0x4b400000;
  vector r = x - whole * 0x1.62e4p-1f; // log 2 in two parts
  r = r - whole * 0x1.7f7d1cp-20f;
  // Evaluate the polynomial of the exponential
  vector q = r * (1.0f / 5040) + 1.0f / 720;
  q = q * r + 1.0f / 120;
  q = q * r + 1.0f / 24;
  q = q * r + 1.0f / 6;
  q = q * r + 0.5f;
  return q * (r * r) + r;
}

// Compute exp of a vector
/* 2ᵃ for −126 ≤ a ≤ 127: the exponent of a float, which begins at bit 23. */
static inline vector power_of_two(integers a) { return (vector)((a + 127) << 23); }

static inline vector vector_exp(vector x) {
  // above 89 the result overflows, below −104 it rounds to 0; NaN stays
  x = choose(x > 89.0f, splat(89), x);
  x = choose(x < -104.0f, splat(-104), x);
  integers a;
  vector q = reduced(x, &a);
  // 2ᵃ may be outside the range of float32, its two halves are not
  return (q + 1.0f) * power_of_two(a >> 1) * power_of_two(a - (a >> 1));
}

// Compute tanh of a vector
/* e/(e + 2) with e = exp(2|x|) − 1, in which nothing cancels. */
static inline vector vector_tanh(vector x) {
  vector size = magnitude(x);
  size = choose(size > 10.0f, splat(10), size);
  integers a;
  vector q = reduced(size + size, &a), power = power_of_two(a);
  vector e = q * power + (power - 1.0f);
  return with_sign_of(e / (e + 2.0f), x);
}

// Compute erf of a vector
/* Up to 1 by its Taylor series, beyond by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
static inline vector vector_erf(vector x) {
  vector size = magnitude(x);
  vector square = size * size;
  // Sum the Taylor series of erf
  // 2/√π Σ (−1)ᵏ x²ᵏ⁺¹ / (k! (2k + 1)), k up to 9
  vector series = square * (-1.0f / (362880.0f * 19)) + 1.0f / (40320.0f * 17);
  series = series * square - 1.0f / (5040.0f * 15);
  series = series * square + 1.0f / (720.0f * 13);
  series = series * square - 1.0f / (120.0f * 11);
  series = series * square + 1.0f / (24.0f * 9);
  series = series * square - 1.0f / (6.0f * 7);
  series = series * square + 1.0f / (2.0f * 5);
  series = series * square - 1.0f / 3;
  series = (series * square + 1.0f) * size * 0x1.20dd76p0f;
  // Approximate erf for larger arguments
  vector t = 1.0f / (size * 0.3275911f + 1.0f);
  vector outer = t * 1.061405429f - 1.453152027f;
  outer = outer * t + 1.421413741f;
  outer = outer * t - 0.284496736f;
  outer = (outer * t + 0.254829592f) * t;
  outer = 1.0f - outer * vector_exp(-square);
  return with_sign_of(choose(size < 1.0f, series, outer), x);
}
//# sourceMappingURL=../../.maps/backends/native/functions.h.map
