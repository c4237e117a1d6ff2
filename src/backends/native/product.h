// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
/* The product of matrices of float32, by Goto and van de Geijn's five loops around a tile in registers. */

enum { WIDTH = COLUMNS * LANES };

static inline size_t least(size_t one, size_t other) { return one < other ? one : other; }

// Multiply two micro-panels into a tile
/* Sets the tile of C at `c` to the product of a micro-panel of A and one of B over k, or adds it. */
static void tile(size_t k, const float *a, const float *b, float *c, ptrdiff_t c_row, int add) {
  vector sum[ROWS][COLUMNS] = {0};
  // Prefetch the tile of C
  for (int i = 0; i < ROWS; i++) {
    for (int j = 0; j < COLUMNS; j++) __builtin_prefetch(c + i * c_row + j * LANES, 1);
  }
  for (size_t p = 0; p < k; p++, a += ROWS, b += WIDTH) {
    vector right[COLUMNS];
    for (int j = 0; j < COLUMNS; j++) right[j] = load(b + j * LANES);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) sum[i][j] += a[i] * right[j];
    }
  }
  // Store the tile
  for (int i = 0; i < ROWS; i++, c += c_row) {
    for (int j = 0; j < COLUMNS; j++) {
      float *to = c + j * LANES;
      store(to, add ? load(to) + sum[i][j] : sum[i][j]);
    }
  }
}

// Pack rows or columns into micro-panels
/* Element side p + i of a micro-panel is element p of line i (a row of A, a column of B), or 0 if there is no such line. The micro-panels of `side` lines follow each other. */
static void pack(float *to, size_t side, const float *x, size_t lines, ptrdiff_t across, size_t k, ptrdiff_t along) {
  for (size_t first = 0; first < lines; first += side, x += (ptrdiff_t)side * across) {
    size_t here = lines - first < side ? lines - first : side;
    // Pack a micro-panel
    for (size_t p = 0; p < k; p++, to += side) {
      const float *from = x + (ptrdiff_t)p * along;
      size_t i = 0;
      if (across == 1) {
        for (; i < here; i++) to[i] = from[i];
      } else {
        for (; i < here; i++) to[i] = from[(ptrdiff_t)i * across];
      }
      for (; i < side; i++) to[i] = 0;
    }
  }
}

// Multiply two packed blocks
/* The block of C at `c`, of m × n numbers, from packed blocks of A and B. */
static void block(const struct product *g, size_t m, size_t n, size_t k, float *c, int add) {
  for (size_t j = 0; j < n; j += WIDTH) {
    for (size_t i = 0; i < m; i += ROWS) {
      const float *a = g->packed_a + i * k, *b = g->packed_b + j * k;
      float *to = c + (ptrdiff_t)i * g->c_row + j;
      if (i + ROWS <= m && j + WIDTH <= n) tile(k, a, b, to, g->c_row, add);
      else {
        // Multiply into a tile at the edge
        float edge[ROWS * WIDTH];
        tile(k, a, b, edge, WIDTH, 0);
        for (size_t r = 0; r < ROWS && i + r < m; r++) {
          for (size_t s = 0; s < WIDTH && j + s < n; s++) {
            float *one = to + (ptrdiff_t)r * g->c_row + s;
            *one = add ? *one + edge[r * WIDTH + s] : edge[r * WIDTH + s];
          }
        }
      }
    }
  }
}

static void product(const struct product *g) {
  // Go through the blocks
  for (size_t j = 0; j < g->n; j += g->nc) {
    size_t n = least(g->nc, g->n - j);
    for (size_t p = 0; p < g->k; p += g->kc) {
      size_t k = least(g->kc, g->k - p);
      pack(g->packed_b, WIDTH, g->b + (ptrdiff_t)p * g->b_row + (ptrdiff_t)j * g->b_column, n, g->b_column, k, g->b_row);
      for (size_t i = 0; i < g->m; i += g->mc) {
        size_t m = least(g->mc, g->m - i);
        pack(g->packed_a, ROWS, g->a + (ptrdiff_t)i * g->a_row + (ptrdiff_t)p * g->a_column, m, g->a_row, k, g->a_column);
        block(g, m, n, k, g->c + (ptrdiff_t)i * g->c_row + j, p > 0);
      }
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/product.h.map
