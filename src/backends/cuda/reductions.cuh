// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Many numbers into one. */
struct reduce {
  float *out;
  const float *x;
  int is_max, outputs, count;
  int kept, lengths[6], to[6], from[6]; /* the axes that stay: where their elements are written and read from */
  int gone, counts[6], steps[6]; /* those that go */
};

DEVICE float joined(int is_max, float x, float y) { return is_max ? larger(x, y) : x + y; }

/* A block for each output: threads beside each other read along the axes that go. */
KERNEL(reduce_rows, struct reduce) {
  const float *x = a.x + place_of(blockIdx.x, a.kept, a.lengths, a.from);
  float sum = a.is_max ? -INFINITY : 0;
  EACH(j, a.count) sum = joined(a.is_max, sum, x[place_of(j, a.gone, a.counts, a.steps)]);
  sum = a.is_max ? largest_of_block(sum) : sum_of_block(sum);
  if (threadIdx.x == 0) a.out[place_of(blockIdx.x, a.kept, a.lengths, a.to)] = sum;
}

/* 32 outputs for each block, and eight threads for each: threads beside each other read along the axes that stay. */
KERNEL(reduce_columns, struct reduce) {
  __shared__ float parts[8][32];
  int lane = threadIdx.x % 32, row = threadIdx.x / 32, output = blockIdx.x * 32 + lane;
  float sum = a.is_max ? -INFINITY : 0;
  if (output < a.outputs) {
    const float *x = a.x + place_of(output, a.kept, a.lengths, a.from);
    for (int j = row; j < a.count; j += 8) sum = joined(a.is_max, sum, x[place_of(j, a.gone, a.counts, a.steps)]);
  }
  parts[row][lane] = sum;
  __syncthreads();
  if (row > 0 || output >= a.outputs) return;
  for (int other = 1; other < 8; other++) sum = joined(a.is_max, sum, parts[other][lane]);
  a.out[place_of(output, a.kept, a.lengths, a.to)] = sum;
}

struct argmax {
  int *out;
  const float *x;
  int rows, n, step, axes;
  int lengths[6], to[6], from[6];
};

/* Whether y at place j comes before x at place i: a NaN is larger than a number, and the first of equals wins. */
DEVICE int comes_first(float y, int j, float x, int i) {
  if (y > x || (y != y && x == x)) return 1;
  return (y == x || (y != y && x != x)) && j < i;
}

/* A warp for each row. */
KERNEL(argmax, struct argmax) {
  int row = index_of_thread() / 32, lane = threadIdx.x % 32;
  if (row >= a.rows) return;
  const float *x = a.x + place_of(row, a.axes, a.lengths, a.from);
  int place = lane < a.n ? lane : 0;
  float largest = x[(long long)place * a.step];
  for (int j = lane + 32; j < a.n; j += 32) {
    float met = x[(long long)j * a.step];
    if (comes_first(met, j, largest, place)) largest = met, place = j;
  }
  for (int distance = 16; distance > 0; distance /= 2) {
    float met = __shfl_xor_sync(~0u, largest, distance);
    int j = __shfl_xor_sync(~0u, place, distance);
    if (comes_first(met, j, largest, place)) largest = met, place = j;
  }
  if (lane == 0) a.out[place_of(row, a.axes, a.lengths, a.to)] = place;
}
//# sourceMappingURL=../../.maps/backends/cuda/reductions.cuh.map
