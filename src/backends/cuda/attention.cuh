// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Attention without a table of weights: a warp for each query, 32 keys at a time. */
struct attention {
  const float *q, *k, *v;
  float *o, *lse;
  int T, N, d, m, causal, window;
  float scale;
};

enum { QUERIES = 8, MOST_OF_A_LANE = 4 }; /* of a block; values of a query that a lane adds up, 32 apart */

/* The tiles of keys that the queries of a block read: from the key `first` up to `end`. */
struct tiles { int first, end; };

DEVICE struct tiles tiles_of_queries(int T, int N, int causal, int window) {
  int query = blockIdx.x * QUERIES, last = query + QUERIES < T ? query + QUERIES : T;
  int end_of_first = causal ? N - T + query + 1 : N;
  struct tiles tiles = { window == 0 || end_of_first < window ? 0 : (end_of_first - window) / 32 * 32, causal ? N - T + last : N };
  return tiles;
}

KERNEL(attention, struct attention) {
  DYNAMIC_SHARED(room);
  float *keys = room, *values = keys + 32 * (a.d + 1), *queries = values + 32 * a.m;
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32, query = blockIdx.x * QUERIES + warp, is_query = query < a.T;
  long long batch = blockIdx.y;
  int end = !is_query ? 0 : a.causal ? a.N - a.T + query + 1 : a.N, first = a.window == 0 || end < a.window ? 0 : end - a.window;
  for (int i = lane; i < a.d; i += 32) queries[warp * a.d + i] = is_query ? a.q[(batch * a.T + query) * a.d + i] : 0;
  float largest = -INFINITY, sum = 0, out[MOST_OF_A_LANE] = { 0 };
  struct tiles tiles = tiles_of_queries(a.T, a.N, a.causal, a.window);
  for (int start = tiles.first; start < tiles.end; start += 32) {
    int count = a.N - start < 32 ? a.N - start : 32;
    for (int i = threadIdx.x; i < count * a.d; i += 32 * QUERIES) keys[i / a.d * (a.d + 1) + i % a.d] = a.k[(batch * a.N + start) * a.d + i];
    for (int i = threadIdx.x; i < count * a.m; i += 32 * QUERIES) values[i] = a.v[(batch * a.N + start) * a.m + i];
    __syncthreads();
    // Attend to the keys of a tile
    int key = start + lane, is_read = key >= first && key < end;
    float score = 0;
    for (int i = 0; i < a.d && is_read; i++) score += queries[warp * a.d + i] * keys[lane * (a.d + 1) + i];
    score = is_read ? a.scale * score : -INFINITY;
    float next = larger(largest, largest_of_warp(score));
    float weight = is_read ? expf(score - next) : 0, shrink = next == -INFINITY ? 1 : expf(largest - next);
    sum = sum * shrink + sum_of_warp(weight);
    largest = next;
    UNROLL for (int c = 0; c < MOST_OF_A_LANE; c++) out[c] *= shrink;
    for (int j = 0; j < count; j++) {
      float of_key = __shfl_sync(~0u, weight, j);
      UNROLL for (int c = 0; c < MOST_OF_A_LANE; c++) if (lane + 32 * c < a.m) out[c] += of_key * values[j * a.m + lane + 32 * c];
    }
    __syncthreads(); // the tile may be written again
  }
  if (!is_query) return;
  for (int c = 0; lane + 32 * c < a.m; c++) a.o[(batch * a.T + query) * a.m + lane + 32 * c] = out[c] / sum;
  if (lane == 0) a.lse[batch * a.T + query] = largest + logf(sum);
}

struct attention_backward {
  const float *q, *k, *v, *o, *lse, *d_o;
  float *d_q, *d_k, *d_v;
  float *D; /* for each query, the sum of dO over o: written with dQ, read for dK and dV */
  int T, N, d, m, causal, window;
  float scale;
};

/* Whether a query reads a key. */
DEVICE int reads(const struct attention_backward *a, int query, int key) {
  int end = a->causal ? a->N - a->T + query + 1 : a->N;
  return query < a->T && key < end && (a->window == 0 || key >= end - a->window);
}

/* Rows of a matrix into shared memory, each `width + 1` numbers from the next: the threads of a block take them in turn. */
DEVICE void load_rows(float *to, const float *from, int rows, int width) {
  for (int i = threadIdx.x; i < rows * width; i += 32 * QUERIES) to[i / width * (width + 1) + i % width] = from[i];
}

DEVICE float dot(const float *x, const float *y, int n) {
  float sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

/* A warp for each query: D, and dQ as the sum over the keys. */
KERNEL(attention_backward_q, struct attention_backward) {
  DYNAMIC_SHARED(room);
  float *keys = room, *values = keys + 32 * (a.d + 1), *own = values + 32 * (a.m + 1);
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32, query = blockIdx.x * QUERIES + warp, is_query = query < a.T;
  long long batch = blockIdx.y, row = batch * a.T + query;
  float *q = own + warp * (a.d + a.m), *d_o = q + a.d, D = 0, lse = is_query ? a.lse[row] : 0, out[MOST_OF_A_LANE] = { 0 };
  for (int i = lane; i < a.d; i += 32) q[i] = is_query ? a.q[row * a.d + i] : 0;
  for (int i = lane; i < a.m; i += 32) {
    d_o[i] = is_query ? a.d_o[row * a.m + i] : 0;
    D += is_query ? d_o[i] * a.o[row * a.m + i] : 0;
  }
  D = sum_of_warp(D);
  struct tiles tiles = tiles_of_queries(a.T, a.N, a.causal, a.window);
  for (int start = tiles.first; start < tiles.end; start += 32) {
    int count = a.N - start < 32 ? a.N - start : 32, key = start + lane;
    load_rows(keys, a.k + (batch * a.N + start) * a.d, count, a.d);
    load_rows(values, a.v + (batch * a.N + start) * a.m, count, a.m);
    __syncthreads();
    float slope = 0;
    if (reads(&a, query, key)) {
      float weight = expf(a.scale * dot(q, keys + lane * (a.d + 1), a.d) - lse);
      slope = a.scale * weight * (dot(d_o, values + lane * (a.m + 1), a.m) - D);
    }
    for (int j = 0; j < count; j++) {
      float of_key = __shfl_sync(~0u, slope, j);
      UNROLL for (int c = 0; c < MOST_OF_A_LANE; c++) if (lane + 32 * c < a.d) out[c] += of_key * keys[j * (a.d + 1) + lane + 32 * c];
    }
    __syncthreads();
  }
  if (!is_query) return;
  for (int c = 0; lane + 32 * c < a.d; c++) a.d_q[row * a.d + lane + 32 * c] = out[c];
  if (lane == 0) a.D[row] = D;
}

/* A warp for each key: dK and dV as the sums over the queries, in their order. */
KERNEL(attention_backward_kv, struct attention_backward) {
  DYNAMIC_SHARED(room);
  float *queries = room, *gradients = queries + 32 * (a.d + 1), *own = gradients + 32 * (a.m + 1);
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32, key = blockIdx.x * QUERIES + warp, is_key = key < a.N;
  long long batch = blockIdx.y, row = batch * a.N + key;
  float *k = own + warp * (a.d + a.m), *v = k + a.d, of_k[MOST_OF_A_LANE] = { 0 }, of_v[MOST_OF_A_LANE] = { 0 };
  for (int i = lane; i < a.d; i += 32) k[i] = is_key ? a.k[row * a.d + i] : 0;
  for (int i = lane; i < a.m; i += 32) v[i] = is_key ? a.v[row * a.m + i] : 0;
  // the first query that reads the first key of the block, and the end of those that read its last
  int query_of_first = blockIdx.x * QUERIES - (a.N - a.T), end = a.T;
  int first = a.causal && query_of_first > 0 ? query_of_first / 32 * 32 : 0;
  if (a.causal && a.window > 0 && query_of_first + QUERIES + a.window < end) end = query_of_first + QUERIES + a.window;
  for (int start = first; start < end; start += 32) {
    int count = a.T - start < 32 ? a.T - start : 32, query = start + lane;
    load_rows(queries, a.q + (batch * a.T + start) * a.d, count, a.d);
    load_rows(gradients, a.d_o + (batch * a.T + start) * a.m, count, a.m);
    __syncthreads();
    float weight = 0, slope = 0;
    if (is_key && reads(&a, query, key)) {
      weight = expf(a.scale * dot(k, queries + lane * (a.d + 1), a.d) - a.lse[batch * a.T + query]);
      slope = a.scale * weight * (dot(v, gradients + lane * (a.m + 1), a.m) - a.D[batch * a.T + query]);
    }
    for (int j = 0; j < count; j++) {
      float of_slope = __shfl_sync(~0u, slope, j), of_weight = __shfl_sync(~0u, weight, j);
      UNROLL for (int c = 0; c < MOST_OF_A_LANE; c++) {
        if (lane + 32 * c < a.d) of_k[c] += of_slope * queries[j * (a.d + 1) + lane + 32 * c];
        if (lane + 32 * c < a.m) of_v[c] += of_weight * gradients[j * (a.m + 1) + lane + 32 * c];
      }
    }
    __syncthreads();
  }
  if (!is_key) return;
  for (int c = 0; lane + 32 * c < a.d; c++) a.d_k[row * a.d + lane + 32 * c] = of_k[c];
  for (int c = 0; lane + 32 * c < a.m; c++) a.d_v[row * a.m + lane + 32 * c] = of_v[c];
}
//# sourceMappingURL=../../.maps/backends/cuda/attention.cuh.map
