// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* Attention without a table of weights: a warp for each query, 32 keys at a time. */
struct attention {
  const float *q, *k, *v;
  float *o, *lse;
  int T, N, d, m, causal, window;
  float scale;
};

enum { QUERIES = 8, MOST_OF_A_LANE = 4 }; /* of a block; values of a query that a lane adds up, 32 apart */

KERNEL(attention, struct attention) {
  DYNAMIC_SHARED(room);
  float *keys = room, *values = keys + 32 * (a.d + 1), *queries = values + 32 * a.m;
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32, query = blockIdx.x * QUERIES + warp, is_query = query < a.T;
  long long batch = blockIdx.y;
  int end = !is_query ? 0 : a.causal ? a.N - a.T + query + 1 : a.N, first = a.window == 0 || end < a.window ? 0 : end - a.window;
  for (int i = lane; i < a.d; i += 32) queries[warp * a.d + i] = is_query ? a.q[(batch * a.T + query) * a.d + i] : 0;
  float largest = -INFINITY, sum = 0, out[MOST_OF_A_LANE] = { 0 };
  for (int start = 0; start < a.N; start += 32) {
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
//# sourceMappingURL=../../.maps/backends/cuda/attention.cuh.map
