// Tangled from book/interlude-b-the-processor/03b-fused-kernels.md. Edit the book, then: npm run tangle
/* What kernels on rows have in common: what is left of a row, and sums of vectors. */

// Load and store what is left of a row
/* Up to a vector of numbers, with `pad` behind the last of them; nothing is read that is not there. */
static inline vector load_up_to(const float *x, size_t count, float pad) {
  if (count >= LANES) return load(x);
  vector v = splat(pad);
  memcpy(&v, x, count * sizeof *x);
  return v;
}

static inline void store_up_to(float *out, vector v, size_t count) {
  if (count >= LANES) store(out, v);
  else memcpy(out, &v, count * sizeof *out);
}

/* The first numbers of a vector, with zeros behind them. */
static inline vector first_of(vector v, size_t count) {
  return count >= LANES ? v : load_up_to((const float *)&v, count, 0);
}

// Sum vectors in double precision
typedef float half __attribute__((vector_size(2 * LANES)));
typedef double doubles __attribute__((vector_size(4 * LANES)));
struct total { doubles low, high; };

static inline struct total plus(struct total t, vector v) {
  half low, high;
  memcpy(&low, &v, sizeof low);
  memcpy(&high, (const char *)&v + sizeof low, sizeof high);
  return (struct total){
    t.low + __builtin_convertvector(low, doubles),
    t.high + __builtin_convertvector(high, doubles),
  };
}

static inline double sum_of(struct total t) {
  doubles both = t.low + t.high;
  double sum = 0;
  for (int i = 0; i < LANES / 2; i++) sum += both[i];
  return sum;
}

/* The `row`-th row of d numbers. */
static inline const float *row_of(const void *numbers, size_t row, size_t d) { return (const float *)numbers + row * d; }
//# sourceMappingURL=../../.maps/backends/native/rows.h.map
