// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* What kernels on rows have in common: the loop along a row, and sums of vectors. */
// Include the intrinsics
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Load and store what is left of a row
/* Up to a vector of numbers, with `pad` behind the last of them; nothing is read that is not there. */
static inline vector load_up_to(const float *x, size_t count, float pad) {
  if (count >= LANES) return load(x);
  vector v = splat(pad);
  memcpy(&v, x, count * sizeof *x);
  return v;
}

static inline void store_up_to(float *out, vector v, size_t count) {
  if (count >= LANES) store(out, v);
  else memcpy(out, &v, count * sizeof *out);
}

/* The first numbers of a vector, with zeros behind them. */
static inline vector first_of(vector v, size_t count) {
  return count >= LANES ? v : load_up_to((const float *)&v, count, 0);
}

// Go along a row
/* Runs a statement for each vector of a row of d numbers, from number j on. `count` of its numbers are there: a constant but for the last. */
#define ALONG(j, count, d, ...) do { \
  size_t j = 0; \
  for (; j + LANES <= (d); j += LANES) { enum { count = LANES }; __VA_ARGS__ } \
  if (j < (d)) { size_t count = (d) - j; __VA_ARGS__ } \
} while (0)

// Take the maximum of two vectors
/* The larger numbers, and those of y where either is NaN: one instruction where there is one. */
static inline vector larger_of(vector x, vector y) {
#if defined(__x86_64__) && LANES == 16
  return _mm512_max_ps(x, y);
#elif defined(__x86_64__) && LANES == 8
  return _mm256_max_ps(x, y);
#elif defined(__x86_64__)
  return _mm_max_ps(x, y);
#else
  return choose(x > y, x, y);
#endif
}

// Sum vectors in double precision
typedef double doubles __attribute__((vector_size(4 * LANES)));
struct total { doubles low, high; };

// Widen the halves of a vector
/* The two halves of a vector in double precision: an instruction or two. */
static inline doubles low_of(vector v) {
#if defined(__x86_64__) && LANES == 16
  return _mm512_cvtps_pd(_mm512_castps512_ps256(v));
#elif defined(__x86_64__) && LANES == 8
  return _mm256_cvtps_pd(_mm256_castps256_ps128(v));
#else
  return (doubles){ v[0], v[1] };
#endif
}

static inline doubles high_of(vector v) {
#if defined(__x86_64__) && LANES == 16
  return _mm512_cvtps_pd(_mm512_extractf32x8_ps(v, 1));
#elif defined(__x86_64__) && LANES == 8
  return _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1));
#else
  return (doubles){ v[2], v[3] };
#endif
}

static inline struct total plus(struct total t, vector v) {
  return (struct total){ t.low + low_of(v), t.high + high_of(v) };
}

static inline double sum_of(struct total t) {
  doubles both = t.low + t.high;
  double sum = 0;
  for (int i = 0; i < LANES / 2; i++) sum += both[i];
  return sum;
}

// Compute exp of a vector that is not positive
/* eˣ for x ≤ 0, and up to 88. Results below the least normal float become 0; NaN stays. */
static inline vector exp_nonpositive(vector x) {
  const float lowest = -0x1.5d589ep6f; // the least float32 above −126 ln 2
  integers is_zero = x < lowest, n;
  vector q = reduced(larger_of(splat(lowest), x), &n);
  return (vector)(~is_zero & (integers)((q + 1.0f) * power_of_two(n)));
}

/* Asks for what will be read soon. An address that is not there does no harm. */
static inline void ask_for(const float *x) { __builtin_prefetch(x); }

/* The `row`-th row of d numbers. */
static inline const float *row_of(const void *numbers, size_t row, size_t d) { return (const float *)numbers + row * d; }
//# sourceMappingURL=../../.maps/backends/native/rows.h.map
