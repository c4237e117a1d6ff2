// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* The interface of a path: the same kernels, compiled for the instructions that it may use. */
#ifndef KERNELS_H
#define KERNELS_H
#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* Only GCC compiles a file for instructions that its command does not name. */
#if defined(__x86_64__) && !defined(__clang__)
#define X86_PATHS
#endif

// Operands of elementwise kernels
/* Rows of n elements. A step is 1, or 0 for a scalar that is broadcast over a row. */
struct map {
  size_t rows, n;
  float *out;
  const float *x, *y;
  ptrdiff_t out_row, x_row, y_row;
  int x_step, y_step;
};

struct named_map {
  const char *name;
  void (*run)(const struct map *);
};
/* A fused kernel on contiguous operands, mostly rows of d numbers. `length` is that of the table that indices point into; `ahead` says how many numbers ahead it asks for what it will read. */
struct fused {
  size_t rows, d, length, ahead;
  size_t left, right; // a sum over the rows is of the columns from `left` on, before `right`
  const void *in[4];
  void *out;
  double parameters[2];
};

/* Which operand is a list of `rows` indices, or −1, and whether the first parameter is an index that is left out. */
struct named_fused {
  const char *name;
  void (*run)(const struct fused *);
  int indices, leaves_out;
  const char *operands; // how the inputs and the output are split for threads; NULL for a kernel that is not
};

/* out[o, j, :] = x[o, indices[j], :], and the other way round, with rows of so many bytes. */
struct gather {
  size_t outer, length, bytes, picked;
  const char *x;
  const int32_t *indices;
  char *out;
};

/* A copy of numbers of so many bytes, 4 or 8. Strides are in numbers; the last axis is the inner one. */
struct strided {
  size_t width, lengths[4];
  ptrdiff_t to[4], from[4];
  char *out;
  const char *x;
};

/* A product C = A B with few rows. A is packed: m rows of k numbers. B has neighbours along its rows (b_column = 1) or its columns (b_row = 1). */
struct skinny {
  size_t m, n, k;
  const float *a, *b;
  float *c;
  ptrdiff_t b_row, b_column, c_row;
};

/* The update of AdamW on n contiguous parameters with their gradients, means and mean squares of gradients. */
struct adamw {
  size_t n;
  const float *p, *g, *m, *v;
  float *moved, *mean, *square;
  float beta1, rest1, beta2, rest2, size, spread, epsilon, keep;
};

/* Attention in `batch` sequences: q: T × d, k: N × d, v: N × m, o: T × m, lse: T. A window of 0 is none. */
struct attention {
  size_t batch, T, N, d, m, causal, window;
  float scale;
  const float *q, *k, *v;
  float *o, *lse;
  const float *d_o; // of the backward pass, which reads o and lse
  float *d_q, *d_k, *d_v;
  size_t first, count; // which blocks of queries, in the backward pass which sequences
  float *room;
};

// Operands of a product
/* C = A B with m × k and k × n elements, rows and columns so many elements apart; the elements of a row of C are contiguous. */
struct product {
  size_t m, n, k;
  const float *a, *b;
  float *c;
  ptrdiff_t a_row, a_column, b_row, b_column, c_row;
  // Blocks of a product
  /* Sizes of the blocks, and memory for the packed ones: mc × kc and kc × nc numbers, mc and nc being multiples of the tile's sides. */
  size_t mc, kc, nc;
  float *packed_a, *packed_b;
};

/* The kernels of one path. `lanes` float32 numbers fill a vector register. */
struct kernels {
  const char *name;
  int lanes;
  // Kernels of a path
  float (*multiply_add)(size_t times, float factor, float term);
  void (*triad)(size_t n, float *out, const float *x, const float *y, float factor);
  const struct named_map *maps; // up to one without a name
  // Reductions of a path
  void (*sum_rows)(size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row);
  void (*sum_columns)(size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row);
  void (*max_rows)(size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row);
  void (*max_columns)(size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row);
  int rows, columns; // of the tile of a product, in numbers
  void (*product)(const struct product *);
  void (*rows_times_columns)(size_t m, size_t n, size_t k, const float *a, const float *b, float *c);
  void (*rows_of_rows)(size_t m, size_t n, size_t k, const float *a, const float *b, float *c);
  void (*pack_alone)(size_t m, size_t n, size_t k, const float *a, const float *b, size_t mc, size_t kc, size_t nc, float *packed_a, float *packed_b);
  void (*tile_alone)(size_t times, size_t k, const float *a, const float *b, float *c);
  const struct named_fused *fused; // up to one without a name
  void (*gather)(const struct gather *);
  void (*scatter)(const struct gather *);
  void (*strided)(const struct strided *);
  void (*skinny)(const struct skinny *);
  struct pool *pool; // of several threads, or NULL
  size_t smallest; // a kernel of fewer numbers is left to one thread
  double (*sum_part)(size_t n, const float *x);
  void (*pack)(float *to, size_t side, const float *x, size_t lines, ptrdiff_t across, size_t k, ptrdiff_t along);
  void (*block)(const struct product *g, size_t m, size_t n, size_t k, float *c, int add);
  void (*adamw)(const struct adamw *);
  void (*attention)(const struct attention *);
  void (*attention_backward)(const struct attention *);
};

#ifdef X86_PATHS
extern const struct kernels avx512, avx2;
#endif
extern const struct kernels baseline;
#endif
//# sourceMappingURL=../../.maps/backends/native/kernels.h.map
