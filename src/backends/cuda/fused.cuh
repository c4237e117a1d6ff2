// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Fused kernels on rows: a block for each row of d numbers. */
struct rows {
  const float *x, *y, *z;
  const double *pairs;
  float *out;
  double *doubles;
  const int *indices;
  int *wrong;
  int rows, d, ignore;
  float epsilon, divisor;
};

// Find the largest logit and the sum in one loop
/* The largest of a row, and the sum of the powers above it, of all threads. */
DEVICE float largest_and_sum(const float *x, int d, float *sum) {
  float largest = -INFINITY, own = 0;
  EACH(j, d) {
    float next = larger(largest, x[j]);
    own = (largest == next ? own : own * expf(largest - next)) + (x[j] == next ? 1 : expf(x[j] - next));
    largest = next;
  }
  float of_all = largest_of_block(largest);
  *sum = sum_of_block(own == 0 ? 0 : own * (largest == of_all ? 1 : expf(largest - of_all)));
  return of_all;
}

KERNEL(softmax, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, sum, largest = largest_and_sum(x, a.d, &sum);
  EACH(j, a.d) out[j] = expf(x[j] - largest) / sum;
}

KERNEL(softmax_backward, struct rows) {
  const float *p = a.x + (long long)blockIdx.x * a.d, *dp = a.y + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, mean = 0;
  EACH(j, a.d) mean += p[j] * dp[j];
  mean = sum_of_block(mean);
  EACH(j, a.d) out[j] = p[j] * (dp[j] - mean);
}

KERNEL(log_softmax, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, sum, largest = largest_and_sum(x, a.d, &sum), log_sum = logf(sum);
  EACH(j, a.d) out[j] = x[j] - largest - log_sum;
}

KERNEL(log_softmax_backward, struct rows) {
  const float *y = a.x + (long long)blockIdx.x * a.d, *dy = a.y + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, sum = 0;
  EACH(j, a.d) sum += dy[j];
  sum = sum_of_block(sum);
  EACH(j, a.d) out[j] = dy[j] - expf(y[j]) * sum;
}

KERNEL(log_sum_exp, struct rows) {
  if (a.indices[blockIdx.x] == a.ignore) {
    if (threadIdx.x == 0) a.doubles[blockIdx.x] = 0;
    return;
  }
  float sum, largest = largest_and_sum(a.x + (long long)blockIdx.x * a.d, a.d, &sum);
  if (threadIdx.x == 0) a.doubles[blockIdx.x] = (double)largest + log((double)sum);
}

/* The mean loss: one block, whose threads take the rows in turn. */
KERNEL(cross_entropy, struct rows) {
  float total = 0;
  EACH(row, a.rows) {
    int target = a.indices[row];
    if (target == a.ignore || !is_index(target, a.d, a.wrong)) continue;
    total += a.pairs[row] - a.x[(long long)row * a.d + target];
  }
  total = sum_of_block(total);
  if (threadIdx.x == 0) a.out[0] = total / a.divisor;
}

KERNEL(cross_entropy_backward, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, weight = a.y[0] / a.divisor;
  int target = a.indices[blockIdx.x], counts = target != a.ignore && is_index(target, a.d, a.wrong);
  double log_sum = a.pairs[blockIdx.x];
  EACH(j, a.d) out[j] = counts ? weight * (expf(x[j] - log_sum) - (j == target)) : 0;
}

// Normalise a row in one kernel
KERNEL(statistics, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float sum = 0, squares = 0;
  EACH(j, a.d) sum += x[j];
  float mean = sum_of_block(sum) / a.d;
  EACH(j, a.d) squares += (x[j] - mean) * (x[j] - mean);
  squares = sum_of_block(squares);
  if (threadIdx.x > 0) return;
  a.doubles[2 * blockIdx.x] = mean;
  a.doubles[2 * blockIdx.x + 1] = 1 / sqrt((double)squares / a.d + a.epsilon);
}

KERNEL(layer_norm, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, mean = a.pairs[2 * blockIdx.x], r = a.pairs[2 * blockIdx.x + 1];
  EACH(j, a.d) out[j] = a.y[j] * (r * (x[j] - mean)) + a.z[j];
}

KERNEL(layer_norm_backward, struct rows) {
  const float *dy = a.x + (long long)blockIdx.x * a.d, *x = a.y + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, mean = a.pairs[2 * blockIdx.x], r = a.pairs[2 * blockIdx.x + 1];
  float sum = 0, sum_of_x = 0;
  EACH(j, a.d) {
    float g = a.z[j] * dy[j];
    sum += g;
    sum_of_x += g * (r * (x[j] - mean));
  }
  sum = sum_of_block(sum) / a.d;
  sum_of_x = sum_of_block(sum_of_x) / a.d;
  EACH(j, a.d) out[j] = r * (a.z[j] * dy[j] - sum - r * (x[j] - mean) * sum_of_x);
}

/* The gradient of the gain: a block for 32 columns, whose rows eight warps take in turn. */
KERNEL(gain_backward, struct rows) {
  __shared__ float parts[8][32];
  int lane = threadIdx.x % 32, warp = threadIdx.x / 32, column = blockIdx.x * 32 + lane;
  float sum = 0;
  for (int row = warp; row < a.rows && column < a.d; row += 8) {
    float mean = a.pairs[2 * row], r = a.pairs[2 * row + 1];
    sum += a.x[(long long)row * a.d + column] * (r * (a.y[(long long)row * a.d + column] - mean));
  }
  parts[warp][lane] = sum;
  __syncthreads();
  if (warp > 0 || column >= a.d) return;
  for (int other = 1; other < 8; other++) sum += parts[other][lane];
  a.out[column] = sum;
}

DEVICE float inverse_rms(const float *x, int d, float epsilon) {
  float squares = 0;
  EACH(j, d) squares += x[j] * x[j];
  return 1 / sqrtf(sum_of_block(squares) / d + epsilon);
}

KERNEL(rms_norm, struct rows) {
  const float *x = a.x + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, r = inverse_rms(x, a.d, a.epsilon);
  EACH(j, a.d) out[j] = a.y[j] * (r * x[j]);
}

KERNEL(rms_norm_backward, struct rows) {
  const float *dy = a.x + (long long)blockIdx.x * a.d, *x = a.y + (long long)blockIdx.x * a.d;
  float *out = a.out + (long long)blockIdx.x * a.d, r = inverse_rms(x, a.d, a.epsilon), sum = 0;
  EACH(j, a.d) sum += a.z[j] * dy[j] * (r * x[j]);
  sum = sum_of_block(sum) / a.d;
  EACH(j, a.d) out[j] = r * (a.z[j] * dy[j] - r * x[j] * sum);
}

// Rotate pairs on the device
/* Rows of d numbers in pairs; angles: d/2 cosines and d/2 sines for each position, `table` numbers in all. */
struct rotary {
  const float *x, *angles;
  float *out;
  int pairs, d, table, interleaved;
};

/* A thread for each pair: positions begin again after the rows of the table. */
KERNEL(rotary, struct rotary) {
  int pair = index_of_thread(), half = a.d / 2;
  if (pair >= a.pairs) return;
  int i = pair % half, start = pair / half * a.d, apart = a.interleaved ? 1 : half;
  const float *x = a.x + start + (a.interleaved ? 2 * i : i), *angles = a.angles + start % a.table + i;
  float *out = a.out + (x - a.x), cosine = angles[0], sine = angles[half];
  out[0] = x[0] * cosine - x[apart] * sine;
  out[apart] = x[0] * sine + x[apart] * cosine;
}

// Update parameters on the device
struct adamw {
  const float *p, *g, *m, *v;
  float *moved, *means, *squares;
  float beta1, rest1, beta2, rest2, size, spread, epsilon, keep;
  int n;
};

KERNEL(adamw, struct adamw) {
  int i = index_of_thread();
  if (i >= a.n) return;
  float mean = a.beta1 * a.m[i] + a.rest1 * a.g[i];
  float square = a.beta2 * a.v[i] + a.rest2 * (a.g[i] * a.g[i]);
  a.means[i] = mean;
  a.squares[i] = square;
  a.moved[i] = a.p[i] * a.keep - mean * a.size / (sqrtf(square * a.spread) + a.epsilon);
}
//# sourceMappingURL=../../.maps/backends/cuda/fused.cuh.map
