// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
/* Products without tiles, for comparison: C = A B in row-major order. */

static void rows_times_columns(size_t m, size_t n, size_t k, const float *a, const float *b, float *c) {
  // Multiply rows by columns in C
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < n; j++) {
      float sum = 0;
      for (size_t p = 0; p < k; p++) sum += a[i * k + p] * b[p * n + j];
      c[i * n + j] = sum;
    }
  }
}

static void rows_of_rows(size_t m, size_t n, size_t k, const float *a, const float *b, float *restrict c) {
  // Add multiples of rows in C
  memset(c, 0, m * n * sizeof *c);
  for (size_t i = 0; i < m; i++) {
    for (size_t p = 0; p < k; p++) {
      for (size_t j = 0; j < n; j++) c[i * n + j] += a[i * k + p] * b[p * n + j];
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/plain.h.map
