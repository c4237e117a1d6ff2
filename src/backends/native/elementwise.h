// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/* Functions of each element: one inline function of vectors each, and one loop for them all. */

typedef vector function(vector x, vector y);

// Load the remainder of a row
/* `count` elements, fewer than a vector has lanes, and zeros in the other lanes. */
static inline vector load_some(const float *x, size_t count) {
  vector v = {0};
  memcpy(&v, x, count * sizeof *x);
  return v;
}

static inline __attribute__((always_inline)) void each(const struct map *m, function *value) {
  for (size_t row = 0; row < m->rows; row++) {
    float *out = m->out + (ptrdiff_t)row * m->out_row;
    const float *x = m->x + (ptrdiff_t)row * m->x_row, *y = m->y + (ptrdiff_t)row * m->y_row;
    // Apply a function along a row
    size_t i = 0, n = m->n;
    for (; i + LANES <= n; i += LANES) {
      store(out + i, value(m->x_step ? load(x + i) : splat(*x), m->y_step ? load(y + i) : splat(*y)));
    }
    if (i < n) {
      // Apply it to the remainder of the row
      size_t rest = n - i;
      vector last = value(m->x_step ? load_some(x + i, rest) : splat(*x), m->y_step ? load_some(y + i, rest) : splat(*y));
      memcpy(out + i, &last, rest * sizeof *out);
    }
  }
}

// Define the functions of one vector
static inline vector copy_of(vector x, vector y) { return (void)y, x; }
static inline vector negative_of(vector x, vector y) { return (void)y, -x; }
static inline vector abs_of(vector x, vector y) { return (void)y, magnitude(x); }
static inline vector sign_of(vector x, vector y) { return (void)y, choose((x > 0.0f) | (x < 0.0f), with_sign_of(splat(1), x), x); }
static inline vector exp_of(vector x, vector y) { return (void)y, vector_exp(x); }
static inline vector tanh_of(vector x, vector y) { return (void)y, vector_tanh(x); }
static inline vector erf_of(vector x, vector y) { return (void)y, vector_erf(x); }
static inline vector sqrt_of(vector x, vector y) {
  (void)y;
  for (int i = 0; i < LANES; i++) x[i] = __builtin_sqrtf(x[i]);
  return x;
}
static inline vector relu_of(vector x, vector y) { return (void)y, choose((x > 0.0f) | (x != x), x, splat(0)); }
// Define the functions of two vectors
static inline vector add_of(vector x, vector y) { return x + y; }
static inline vector subtract_of(vector x, vector y) { return x - y; }
static inline vector multiply_of(vector x, vector y) { return x * y; }
static inline vector divide_of(vector x, vector y) { return x / y; }
// where either is NaN, so is the maximum and the minimum
static inline vector maximum_of(vector x, vector y) { return choose((x > y) | (x != x), x, y); }
static inline vector minimum_of(vector x, vector y) { return choose((x < y) | (x != x), x, y); }
static inline vector one_where(integers mask) { return (vector)(mask & 0x3f800000); }
static inline vector less_of(vector x, vector y) { return one_where(x < y); }
static inline vector lessEqual_of(vector x, vector y) { return one_where(x <= y); }
static inline vector greater_of(vector x, vector y) { return one_where(x > y); }
static inline vector greaterEqual_of(vector x, vector y) { return one_where(x >= y); }
static inline vector equal_of(vector x, vector y) { return one_where(x == y); }
static inline vector reluBackward_of(vector x, vector dY) { return choose(x > 0.0f, dY, splat(0)); }
/* Φ(x), and e^(−x²/2) at `gaussian`: ½ erfc(|x|/√2) by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
static inline vector cumulative_of(vector x, vector *gaussian) {
  vector t = 1.0f / (magnitude(x) * (0.3275911f * 0x1.6a09e6p-1f) + 1.0f);
  *gaussian = exp_nonpositive(-0.5f * (x * x));
  vector tail = t * 1.061405429f - 1.453152027f;
  tail = tail * t + 1.421413741f;
  tail = tail * t - 0.284496736f;
  tail = (tail * t + 0.254829592f) * t * (0.5f * *gaussian);
  return choose(x < 0.0f, tail, 1.0f - tail);
}

static inline vector gelu_of(vector x, vector y) {
  vector gaussian;
  return (void)y, x * cumulative_of(x, &gaussian);
}
static inline vector geluBackward_of(vector x, vector dY) {
  vector gaussian, cumulative = cumulative_of(x, &gaussian);
  return dY * (cumulative + 0x1.988454p-2f * x * gaussian);
}
static inline vector tanhBackward_of(vector y, vector dY) { return dY * (1.0f - y * y); }
static inline vector tanh_in_gelu(vector x) { return vector_tanh(0x1.988454p-1f * (x * (1.0f + 0.044715f * (x * x)))); }
static inline vector geluTanh_of(vector x, vector y) { return (void)y, x * (0.5f * (1.0f + tanh_in_gelu(x))); }
static inline vector geluTanhBackward_of(vector x, vector dY) {
  // where x² would overflow, 1 − t² is 0 long since
  vector near = choose(magnitude(x) > 16.0f, with_sign_of(splat(16), x), x);
  vector t = tanh_in_gelu(x), inner = 0x1.988454p-1f * (1.0f + 3 * 0.044715f * (near * near));
  return dY * (0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * inner);
}

#define MAP(name) static void map_##name(const struct map *m) { each(m, name##_of); }
#define NAMED(name) { #name, map_##name },
#define ALL(do) do(copy) do(negative) do(abs) do(sign) do(sqrt) do(exp) do(tanh) do(erf) do(gelu) do(relu) \
  do(add) do(subtract) do(multiply) do(divide) do(maximum) do(minimum) do(less) do(lessEqual) do(greater) \
  do(greaterEqual) do(equal) do(geluBackward) do(reluBackward) do(tanhBackward) do(geluTanh) do(geluTanhBackward)

ALL(MAP)
static const struct named_map maps[] = { ALL(NAMED) { NULL, NULL } };
//# sourceMappingURL=../../.maps/backends/native/elementwise.h.map
