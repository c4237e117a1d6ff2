// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Products on tensor cores: operands of bfloat16, sums in float32. */
struct round {
  unsigned short *out; /* [batch, up to `side` rows, `depth`], zeros beyond the matrix */
  const float *x;
  int rows, columns, side, depth, row, column, each;
};

/* Rounds a matrix to bfloat16, by tiles of 32 × 32: read along the axis whose numbers stand beside each other, written along the depth. */
KERNEL(round_bf16, struct round) {
  __shared__ float tile[32][33];
  int column = blockIdx.y * 32, row = blockIdx.x * 32, lane = threadIdx.x % 32, along_rows = a.column != 1;
  const float *x = a.x + (long long)blockIdx.z * a.each;
  for (int i = threadIdx.x / 32; i < 32; i += 8) {
    int r = along_rows ? lane : i, c = along_rows ? i : lane;
    int is_there = row + r < a.rows && column + c < a.columns;
    tile[r][c] = is_there ? x[(long long)(row + r) * a.row + (long long)(column + c) * a.column] : 0;
  }
  __syncthreads();
  unsigned short *out = a.out + ((long long)blockIdx.z * a.side + row) * a.depth + column;
  for (int i = threadIdx.x / 32; i < 32; i += 8) out[(long long)i * a.depth + lane] = bf16_of(tile[i][lane]);
}

struct product_bf16 {
  float *c;
  const unsigned short *a, *b; /* [batch, rows, depth] and [batch, columns, depth], whole tiles */
  int m, n, depth, rows, columns;
  int c_row, c_column, c_each;
};

enum { ROW = 40 }; /* numbers from one row of a tile to the next: 32, and 8 so that the rows of a fragment lie in different banks */

DEVICE void load_bf16(unsigned short (*tile)[ROW], const unsigned short *from, int depth) {
  for (int e = threadIdx.x; e < 128 * 4; e += 256) copy_later(&tile[e / 4][e % 4 * 8], from + (long long)(e / 4) * depth + e % 4 * 8);
}

DEVICE unsigned pair_at(const unsigned short *numbers) { return *(const unsigned *)numbers; }

/* Tiles of 128 × 128 numbers; each of eight warps has 64 × 32 of them, as 4 × 4 fragments. */
KERNEL(product_bf16, struct product_bf16) {
  __shared__ __align__(16) unsigned short left[2][128][ROW], right[2][128][ROW];
  int row = blockIdx.y * 128, column = blockIdx.x * 128, warp = threadIdx.x / 32;
  int g = threadIdx.x % 32 / 4, t = threadIdx.x % 4, top = warp / 4 * 64, side = warp % 4 * 32;
  const unsigned short *x = a.a + ((long long)blockIdx.z * a.rows + row) * a.depth;
  const unsigned short *y = a.b + ((long long)blockIdx.z * a.columns + column) * a.depth;
  float sums[4][4][4] = { { { 0 } } };
  load_bf16(left[0], x, a.depth);
  load_bf16(right[0], y, a.depth);
  end_of_group();
  for (int k = 0; k < a.depth; k += 32) {
    int now = k / 32 % 2;
    if (k + 32 < a.depth) {
      load_bf16(left[1 - now], x + k + 32, a.depth);
      load_bf16(right[1 - now], y + k + 32, a.depth);
      end_of_group();
      WAIT_FOR_GROUPS(1);
    } else {
      WAIT_FOR_GROUPS(0);
    }
    __syncthreads();
    UNROLL for (int d = 0; d < 32; d += 16) {
      unsigned of_left[4][4], of_right[4][2];
      // Take the fragments of a warp
      UNROLL for (int i = 0; i < 4; i++) UNROLL for (int part = 0; part < 4; part++)
        of_left[i][part] = pair_at(&left[now][top + 16 * i + g + part % 2 * 8][d + 2 * t + part / 2 * 8]);
      UNROLL for (int j = 0; j < 4; j++) UNROLL for (int part = 0; part < 2; part++)
        of_right[j][part] = pair_at(&right[now][side + 8 * j + g][d + 2 * t + part * 8]);
      UNROLL for (int i = 0; i < 4; i++) UNROLL for (int j = 0; j < 4; j++) mma_bf16(sums[i][j], of_left[i], of_right[j]);
    }
    __syncthreads();
  }
  float *c = a.c + (long long)blockIdx.z * a.c_each;
  UNROLL for (int i = 0; i < 4; i++) UNROLL for (int j = 0; j < 4; j++) UNROLL for (int part = 0; part < 4; part++) {
    int r = row + top + 16 * i + g + part / 2 * 8, s = column + side + 8 * j + 2 * t + part % 2;
    if (r < a.m && s < a.n) c[(long long)r * a.c_row + (long long)s * a.c_column] = sums[i][j][part];
  }
}
//# sourceMappingURL=../../.maps/backends/cuda/tensor-cores.cuh.map
