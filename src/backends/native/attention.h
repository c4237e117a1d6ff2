// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
/* Attention: products for a block of queries, whose scores stay in a cache. */

enum { QUERIES = 4 * ROWS, AT_ONCE = 256 };

/* The next n numbers of the room, on a cache line of their own. */
static float *taken(float **room, size_t n) {
  float *numbers = *room;
  *room += (n + 15) / 16 * 16;
  return numbers;
}

static inline size_t whole(size_t n, size_t side) { return (n + side - 1) / side * side; }

struct keys { size_t first, end; };

/* The keys that query t reads. */
static inline struct keys keys_of(const struct attention *a, size_t t) {
  size_t end = a->causal ? a->N - a->T + t + 1 : a->N;
  return (struct keys){ a->window > 0 && end > a->window ? end - a->window : 0, end };
}

/* The keys that queries t to t + n − 1 read, from the beginning of a micro-panel on. */
static inline struct keys keys_of_block(const struct attention *a, size_t t, size_t n) {
  return (struct keys){ keys_of(a, t).first / WIDTH * WIDTH, keys_of(a, t + n - 1).end };
}

/* The queries of a block, packed and scaled. */
static void pack_queries(const struct attention *a, float *to, const float *q, size_t n) {
  pack(to, ROWS, q, n, a->d, a->d, 1);
  for (size_t i = 0; i < whole(n, ROWS) * a->d; i++) to[i] *= a->scale;
}

/* out = A B for n rows of A from so many keys on, with `side` columns; B is packed whole, in micro-panels of N numbers. */
static void multiply_by_keys(const struct attention *a, float *packed, const float *rows, size_t row, size_t n, struct keys keys, const float *b, float *out, size_t side) {
  for (size_t p = keys.first; p < keys.end; p += AT_ONCE) {
    size_t k = least(AT_ONCE, keys.end - p);
    pack(packed, ROWS, rows + (p - keys.first), n, row, k, 1);
    for (size_t j = 0; j < side; j += WIDTH) {
      struct product g = { .packed_a = packed, .packed_b = (float *)b + j * a->N + p * WIDTH, .c_row = side };
      block(&g, n, least(WIDTH, side - j), k, out + j, p > keys.first);
    }
  }
}

/* x = the exponentials of a row of scores, of those keys that are read, 0 for the others; their reciprocal sum is returned. */
static float exponentials_of_scores(float *x, struct keys read, struct keys all, float *lse) {
  float *row = x + (read.first - all.first);
  size_t n = read.end - read.first;
  float largest = largest_of(row, n);
  double sum = sum_of_exponentials(row, row, n, 0, largest);
  memset(x, 0, (read.first - all.first) * sizeof *x);
  memset(row + n, 0, (all.end - read.end) * sizeof *x);
  *lse = largest + log(sum);
  return 1 / sum;
}

static void attention(const struct attention *a) {
  size_t row = whole(a->N, 16), blocks = (a->T + QUERIES - 1) / QUERIES, packed_item = a->batch;
  float *room = a->room;
  float *k = taken(&room, whole(a->N, WIDTH) * a->d), *v = taken(&room, whole(a->m, WIDTH) * a->N);
  float *q = taken(&room, QUERIES * a->d), *packed = taken(&room, QUERIES * AT_ONCE), *scores = taken(&room, QUERIES * row);
  for (size_t each = a->first; each < a->first + a->count; each++) {
    size_t item = each / blocks, t = each % blocks * QUERIES, n = least(QUERIES, a->T - t);
    if (item != packed_item) {
      pack(k, WIDTH, a->k + item * a->N * a->d, a->N, a->d, a->d, 1);
      pack(v, WIDTH, a->v + item * a->N * a->m, a->m, 1, a->N, a->m);
      packed_item = item;
    }
    // Attend a block of queries in C
    struct keys all = keys_of_block(a, t, n);
    size_t at = item * a->T + t; // the first query among those of all sequences
    float *o = a->o + at * a->m;
    pack_queries(a, q, a->q + at * a->d, n);
    struct product g = { .packed_a = q, .packed_b = k + all.first * a->d, .c_row = row };
    block(&g, n, all.end - all.first, a->d, scores, 0); // n × keys, in the cache
    float sums[QUERIES]; // the reciprocals
    for (size_t r = 0; r < n; r++) {
      sums[r] = exponentials_of_scores(scores + r * row, keys_of(a, t + r), all, a->lse + at + r);
    }
    multiply_by_keys(a, packed, scores, row, n, all, v, o, a->m);
    for (size_t r = 0; r < n; r++) {
      for (size_t c = 0; c < a->m; c++) o[r * a->m + c] *= sums[r];
    }
  }
}

// Compute the gradients of a sequence in C
/* p = exp(score − lse) and dS = scale · p (dP − D), in place of scores and dP; 0 for keys that are not read. */
static void gradients_of_scores(float *p, float *dp, struct keys read, struct keys all, float scale, float lse, float D) {
  size_t skipped = read.first - all.first, n = read.end - read.first;
  memset(p, 0, skipped * sizeof *p);
  memset(dp, 0, skipped * sizeof *p);
  p += skipped, dp += skipped;
  ALONG(j, count, n, {
    vector weight = exp_nonpositive(load_up_to(p + j, count, 0) - lse);
    store_up_to(p + j, weight, count);
    store_up_to(dp + j, scale * weight * (load_up_to(dp + j, count, 0) - D), count);
  });
  memset(p + n, 0, (all.end - read.end) * sizeof *p);
  memset(dp + n, 0, (all.end - read.end) * sizeof *p);
}

/* out += Aᵀ B, where A has n rows of so many keys and B is packed, n rows of `side` numbers. */
static void add_for_keys(float *packed, const float *rows, size_t row, size_t n, struct keys keys, const float *b, float *out, size_t side) {
  size_t count = keys.end - keys.first;
  pack(packed, ROWS, rows, count, 1, n, row);
  struct product g = { .packed_a = packed, .packed_b = (float *)b, .c_row = side };
  block(&g, count, side, n, out + keys.first * side, 1);
}

static void attention_backward(const struct attention *a) {
  size_t row = whole(a->N, 16), N = a->N, d = a->d, m = a->m;
  float *room = a->room;
  float *k = taken(&room, whole(N, WIDTH) * d), *v = taken(&room, whole(N, WIDTH) * m), *k_by_keys = taken(&room, whole(d, WIDTH) * N);
  float *q = taken(&room, QUERIES * d), *d_o = taken(&room, QUERIES * m), *packed = taken(&room, QUERIES * whole(N + AT_ONCE, ROWS));
  float *q_rows = taken(&room, whole(d, WIDTH) * QUERIES), *d_o_rows = taken(&room, whole(m, WIDTH) * QUERIES);
  float *p = taken(&room, QUERIES * row), *dp = taken(&room, QUERIES * row);
  for (size_t item = a->first; item < a->first + a->count; item++) {
    const float *keys = a->k + item * N * d, *values = a->v + item * N * m;
    float *d_k = a->d_k + item * N * d, *d_v = a->d_v + item * N * m;
    pack(k, WIDTH, keys, N, d, d, 1);
    pack(v, WIDTH, values, N, m, m, 1);
    pack(k_by_keys, WIDTH, keys, d, 1, N, d);
    memset(d_k, 0, N * d * sizeof *d_k);
    memset(d_v, 0, N * m * sizeof *d_v);
    for (size_t t = 0; t < a->T; t += QUERIES) {
      size_t n = least(QUERIES, a->T - t), at = item * a->T + t;
      struct keys all = keys_of_block(a, t, n);
      size_t count = all.end - all.first;
      const float *queries = a->q + at * d, *gradients = a->d_o + at * m;
      pack_queries(a, q, queries, n);
      pack(d_o, ROWS, gradients, n, m, m, 1);
      struct product scores = { .packed_a = q, .packed_b = k + all.first * d, .c_row = row };
      block(&scores, n, count, d, p, 0);
      struct product of_weights = { .packed_a = d_o, .packed_b = v + all.first * m, .c_row = row };
      block(&of_weights, n, count, m, dp, 0);
      for (size_t r = 0; r < n; r++) {
        double D = 0;
        for (size_t c = 0; c < m; c++) D += (double)gradients[r * m + c] * a->o[(at + r) * m + c];
        gradients_of_scores(p + r * row, dp + r * row, keys_of(a, t + r), all, a->scale, a->lse[at + r], D);
      }
      multiply_by_keys(a, packed, dp, row, n, all, k_by_keys, a->d_q + at * d, d);
      pack(q_rows, WIDTH, queries, d, 1, n, d);
      pack(d_o_rows, WIDTH, gradients, m, 1, n, m);
      add_for_keys(packed, dp, row, n, all, q_rows, d_k, d);
      add_for_keys(packed, p, row, n, all, d_o_rows, d_v, m);
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/attention.h.map
