// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
/* The parts of a product alone, to measure them. */

/* Packs contiguous matrices of m × k and k × n numbers in the order of the five loops, and multiplies nothing. */
static void pack_alone(size_t m, size_t n, size_t k, const float *a, const float *b, size_t mc, size_t kc, size_t nc, float *packed_a, float *packed_b) {
  for (size_t j = 0; j < n; j += nc) {
    for (size_t p = 0; p < k; p += kc) {
      size_t depth = least(kc, k - p);
      pack(packed_b, WIDTH, b + p * n + j, least(nc, n - j), 1, depth, n);
      for (size_t i = 0; i < m; i += mc) pack(packed_a, ROWS, a + i * k + p, least(mc, m - i), k, depth, 1);
    }
  }
}

/* Adds the product of the same two micro-panels to a tile, `times` times. */
static void tile_alone(size_t times, size_t k, const float *a, const float *b, float *c) {
  for (size_t time = 0; time < times; time++) tile(k, a, b, c, WIDTH, 1);
}
//# sourceMappingURL=../../.maps/backends/native/alone.h.map
