// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Products of matrices in float32, for tiles of 16 PER × 16 PER numbers of the result; included once for each PER. */
#define SIDE (16 * PER)
#define DEPTH 16

#ifndef PRODUCT_ARGUMENTS
#define PRODUCT_ARGUMENTS
struct product {
  float *c;
  const float *a, *b;
  int m, n, k, batch;
  int a_row, a_column, b_row, b_column, c_row, c_column;
  int a_each, b_each, c_each; /* from one matrix of the batch to the next */
};

/* Loads `side` rows of a tile that is DEPTH deep, threads beside each other along the axis whose numbers stand beside each other. */
#define LOAD(tile, from, row, column, rows, depth) \
  for (int e = threadIdx.x; e < SIDE * DEPTH; e += 256) { \
    int r = (column) == 1 ? e / DEPTH : e % SIDE, d = (column) == 1 ? e % DEPTH : e / SIDE; \
    tile[d][r] = r < (rows) && d < (depth) ? (from)[(long long)r * (row) + (long long)d * (column)] : 0; \
  }
#endif

KERNEL(PRODUCT, struct product) {
  __shared__ float left[DEPTH][SIDE + 2], right[DEPTH][SIDE + 2];
  int tx = threadIdx.x % 16, ty = threadIdx.x / 16, row = blockIdx.y * SIDE, column = blockIdx.x * SIDE;
  for (int each = blockIdx.z; each < a.batch; each += gridDim.z) {
    const float *x = a.a + (long long)each * a.a_each + (long long)row * a.a_row;
    const float *y = a.b + (long long)each * a.b_each + (long long)column * a.b_column;
    // Add up a tile of the product
    float sums[PER][PER] = { { 0 } };
    for (int k = 0; k < a.k; k += DEPTH) {
      LOAD(left, x + (long long)k * a.a_column, a.a_row, a.a_column, a.m - row, a.k - k)
      LOAD(right, y + (long long)k * a.b_row, a.b_column, a.b_row, a.n - column, a.k - k)
      __syncthreads();
      for (int d = 0; d < DEPTH; d++) {
        float of_left[PER], of_right[PER];
        UNROLL for (int i = 0; i < PER; i++) of_left[i] = left[d][ty + 16 * i];
        UNROLL for (int j = 0; j < PER; j++) of_right[j] = right[d][tx + 16 * j];
        UNROLL for (int i = 0; i < PER; i++) UNROLL for (int j = 0; j < PER; j++) sums[i][j] += of_left[i] * of_right[j];
      }
      __syncthreads();
    }
    float *c = a.c + (long long)each * a.c_each;
    UNROLL for (int i = 0; i < PER; i++) UNROLL for (int j = 0; j < PER; j++) {
      int r = row + ty + 16 * i, s = column + tx + 16 * j;
      if (r < a.m && s < a.n) c[(long long)r * a.c_row + (long long)s * a.c_column] = sums[i][j];
    }
  }
}
#undef SIDE
#undef DEPTH
#undef PER
#undef PRODUCT
//# sourceMappingURL=../../.maps/backends/cuda/product.cuh.map
