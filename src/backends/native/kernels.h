// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* What a path offers: the same kernels, compiled for the instructions that it may use. */
#ifndef KERNELS_H
#define KERNELS_H
#include <stddef.h>

/* Only GCC compiles a file for instructions that its command does not name. */
#if defined(__x86_64__) && !defined(__clang__)
#define X86_PATHS
#endif

// Operands of elementwise kernels
/* Rows of n numbers. A step is 1, or 0 for one number that stands for a row. */
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

// Operands of a product
/* C = A B with m × k and k × n numbers, rows and columns so many numbers apart; the numbers of a row of C are neighbours. */
struct product {
  size_t m, n, k;
  const float *a, *b;
  float *c;
  ptrdiff_t a_row, a_column, b_row, b_column, c_row;
  // Blocks of a product
  /* Sizes of the blocks, and room for the packed ones: mc × kc and kc × nc numbers, mc and nc being multiples of the tile's sides. */
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
  struct pool *pool; // of several threads, or NULL
  size_t smallest; // a kernel of fewer numbers is left to one thread
  double (*sum_part)(size_t n, const float *x);
  void (*pack)(float *to, size_t side, const float *x, size_t lines, ptrdiff_t across, size_t k, ptrdiff_t along);
  void (*block)(const struct product *g, size_t m, size_t n, size_t k, float *c, int add);
};

#ifdef X86_PATHS
extern const struct kernels avx512, avx2;
#endif
extern const struct kernels baseline;
#endif
//# sourceMappingURL=../../.maps/backends/native/kernels.h.map
