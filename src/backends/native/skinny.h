// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* Products C = A B in which A has few rows, so that packing B would cost more than the product. */

// Add multiples of the rows of B
// Add multiples of some rows of B
/* C += columns p, …, p + some − 1 of A times the rows of B with the same numbers */
static inline __attribute__((always_inline)) void add_some_rows(const struct skinny *g, size_t p, int some) {
  ALONG(j, count, g->n, {
    vector right[4];
    for (int s = 0; s < some; s++) right[s] = load_up_to(g->b + (ptrdiff_t)(p + s) * g->b_row + j, count, 0);
    for (size_t i = 0; i < g->m; i++) {
      float *c = g->c + (ptrdiff_t)i * g->c_row + j;
      vector sum = load_up_to(c, count, 0);
      for (int s = 0; s < some; s++) sum += g->a[i * g->k + p + s] * right[s];
      store_up_to(c, sum, count);
    }
  });
}

static void add_rows_of_b(const struct skinny *g) {
  for (size_t i = 0; i < g->m; i++) memset(g->c + (ptrdiff_t)i * g->c_row, 0, g->n * sizeof *g->c);
  size_t p = 0;
  for (; p + 4 <= g->k; p += 4) add_some_rows(g, p, 4);
  for (; p < g->k; p++) add_some_rows(g, p, 1);
}

// Multiply by the columns of B
/* Four columns of B at a time, each a dot product with every row of A. */
static void times_columns_of_b(const struct skinny *g) {
  for (size_t j = 0; j < g->n; j += 4) {
    size_t columns = least(4, g->n - j);
    for (size_t i = 0; i < g->m; i++) {
      const float *a = g->a + i * g->k, *b[4];
      vector sum[4] = {0};
      for (size_t s = 0; s < 4; s++) b[s] = g->b + (ptrdiff_t)(j + least(s, columns - 1)) * g->b_column;
      ALONG(p, count, g->k, {
        vector left = load_up_to(a + p, count, 0);
        for (int s = 0; s < 4; s++) sum[s] += left * load_up_to(b[s] + p, count, 0);
      });
      for (size_t s = 0; s < columns; s++) {
        float total = 0;
        for (int lane = 0; lane < LANES; lane++) total += sum[s][lane];
        g->c[(ptrdiff_t)i * g->c_row + j + s] = total;
      }
    }
  }
}

static void skinny(const struct skinny *g) {
  if (g->b_column == 1) add_rows_of_b(g);
  else times_columns_of_b(g);
}
//# sourceMappingURL=../../.maps/backends/native/skinny.h.map
