// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/* Many elements into one. The order of a sum is the same on every path: element i goes into total i mod 32, in float64. */

enum { TOTALS = 32, BLOCK = 256 };

static void sum_rows(size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row) {
  for (size_t row = 0; row < rows; row++, out += out_row, x += x_row) {
    // Sum a row in independent totals
    double totals[TOTALS] = {0}, sum = 0;
    size_t i = 0;
    for (; i + TOTALS <= n; i += TOTALS) {
      for (int t = 0; t < TOTALS; t++) totals[t] += x[i + t];
    }
    for (int t = 0; i < n; i++, t++) totals[t] += x[i];
    for (int t = 0; t < TOTALS; t++) sum += totals[t];
    *out = sum;
  }
}

static void max_rows(size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row) {
  for (size_t row = 0; row < rows; row++, out += out_row, x += x_row) {
    // Find the maximum of a row
    vector largest = splat(-__builtin_inff());
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) largest = maximum_of(largest, load(x + i));
    float one = -__builtin_inff();
    for (int lane = 0; lane < LANES; lane++) {
      one = one > largest[lane] || one != one ? one : largest[lane];
    }
    for (; i < n; i++) one = one > x[i] || one != one ? one : x[i];
    *out = one;
  }
}

// Reduce columns a block at a time
static void sum_columns(size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row) {
  for (size_t left = 0; left < n; left += BLOCK) {
    double totals[BLOCK] = {0};
    size_t width = n - left < BLOCK ? n - left : BLOCK;
    for (size_t row = 0; row < rows; row++) {
      const float *from = x + (ptrdiff_t)row * x_row + left;
      for (size_t j = 0; j < width; j++) totals[j] += from[j];
    }
    for (size_t j = 0; j < width; j++) out[left + j] = totals[j];
  }
}

static void max_columns(size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row) {
  for (size_t j = 0; j < n; j++) out[j] = -__builtin_inff();
  for (size_t row = 0; row < rows; row++, x += x_row) {
    for (size_t j = 0; j < n; j++) out[j] = out[j] > x[j] || out[j] != out[j] ? out[j] : x[j];
  }
}
//# sourceMappingURL=../../.maps/backends/native/reductions.h.map
