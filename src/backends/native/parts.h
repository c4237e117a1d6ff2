// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
/* Kernels in parts, for the threads of a pool. No result depends on how many there are. */
#include "kernels.h"
#include "threads.h"

/* UNIT: elements in which a row is split, whole vectors and cache lines on every path. The others: see the text. */
enum { UNIT = 64, PARTS_A_THREAD = 4, WORK_OF_A_NUMBER = 32, LONG = 1 << 17, PARTS_OF_A_SUM = 64 };

static inline size_t shorter(size_t one, size_t other) { return one < other ? one : other; }

// Find a part of a range
struct range { size_t first, count; };

/* Part i of n numbers, in whole units. */
static struct range range_of(size_t n, size_t unit, size_t parts, size_t i) {
  size_t units = (n + unit - 1) / unit;
  size_t first = units * i / parts * unit, end = units * (i + 1) / parts * unit;
  return (struct range){ first, (end < n ? end : n) - first };
}

// Choose how many parts
/* How many parts a kernel of so many numbers is split into: one, if it is too small for several threads. */
static uint32_t parts_for(const struct kernels *path, size_t numbers) {
  return path->pool == NULL || numbers < path->smallest ? 1 : PARTS_A_THREAD * path->pool->threads;
}

static void in_parts(const struct kernels *path, uint32_t parts, part *run, const void *job) {
  if (parts > 1 && path->pool != NULL) fork_join(path->pool, parts, run, job);
  else for (uint32_t i = 0; i < parts; i++) run(job, i);
}

// Do a part of an elementwise kernel
struct map_job { const struct map *map; void (*run)(const struct map *); size_t parts; };

static void part_of_map(const void *job, uint32_t i) {
  const struct map_job *all = job;
  struct map m = *all->map;
  int by_rows = m.rows >= all->parts;
  struct range rows = range_of(m.rows, 1, by_rows ? all->parts : 1, by_rows ? i : 0);
  struct range columns = range_of(m.n, UNIT, by_rows ? 1 : all->parts, by_rows ? 0 : i);
  // Restrict the operands to rows and columns
  ptrdiff_t row = rows.first, column = columns.first;
  m.rows = rows.count, m.n = columns.count;
  m.out += row * m.out_row + column;
  m.x += row * m.x_row + column * m.x_step;
  m.y += row * m.y_row + column * m.y_step;
  all->run(&m);
}

// Run an elementwise kernel in parts
static void map_in_parts(const struct kernels *path, size_t code, const struct map *m) {
  struct map_job job = { m, path->maps[code].run, parts_for(path, m->rows * m->n) };
  in_parts(path, job.parts, part_of_map, &job);
}

// Do a part of a fused kernel
/* Bytes for each row of an operand: numbers (r), an index (i), one double or two (1, 2). The others belong to all rows. */
static size_t bytes_of_row(char kind, size_t d) {
  switch (kind) {
    case 'r': return d * sizeof(float);
    case 'i': return sizeof(int32_t);
    case '1': return sizeof(double);
    case '2': return 2 * sizeof(double);
    default: return 0;
  }
}

struct fused_job { const struct named_fused *kernel; const struct fused *all; size_t parts; };

static void part_of_fused(const void *job, uint32_t i) {
  const struct fused_job *of = job;
  struct fused f = *of->all;
  const char *kinds = of->kernel->operands;
  size_t inputs = strlen(kinds) - 1;
  if (kinds[inputs] == 'c') {
    struct range columns = range_of(f.d, UNIT, of->parts, i);
    f.left = columns.first, f.right = columns.first + columns.count;
  } else {
    struct range rows = range_of(f.rows, 1, of->parts, i);
    f.rows = rows.count;
    for (size_t each = 0; each < inputs; each++) f.in[each] = (const char *)f.in[each] + rows.first * bytes_of_row(kinds[each], f.d);
    f.out = (char *)f.out + rows.first * bytes_of_row(kinds[inputs], f.d);
  }
  of->kernel->run(&f);
}

static void fused_in_parts(const struct kernels *path, const struct named_fused *kernel, const struct fused *f) {
  struct fused_job job = { kernel, f, kernel->operands == NULL ? 1 : parts_for(path, f->rows * f->d) };
  // of columns one part a thread: a shorter piece of each row is read more slowly
  if (job.parts > 1 && strchr(kernel->operands, 'c') != NULL) job.parts /= PARTS_A_THREAD;
  if (job.parts == 1) kernel->run(f);
  else in_parts(path, job.parts, part_of_fused, &job);
}

// Do a part of a sum
struct sum_job { const struct kernels *path; size_t n; const float *x; double *sums; };

static void part_of_sum(const void *job, uint32_t i) {
  const struct sum_job *all = job;
  struct range range = range_of(all->n, UNIT, PARTS_OF_A_SUM, i);
  all->sums[i] = all->path->sum_part(range.count, all->x + range.first);
}

// Sum a long row in parts
/* The sum of a row of n numbers. The parts depend on n alone, and so does the result. */
static float sum_of_parts(const struct kernels *path, size_t n, const float *x) {
  double sums[PARTS_OF_A_SUM], sum = 0;
  struct sum_job job = { path, n, x, sums };
  in_parts(path, PARTS_OF_A_SUM, part_of_sum, &job);
  for (int i = 0; i < PARTS_OF_A_SUM; i++) sum += sums[i];
  return sum;
}

// Reduce rows and columns in parts
/* Rows or columns of a reduction, so many numbers apart. */
typedef void of_rows(size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row);
typedef void of_columns(size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row);
struct reduction_job { of_rows *by_row; of_columns *by_column; size_t parts, rows, n; float *out; ptrdiff_t out_row; const float *x; ptrdiff_t x_row; };

static void part_of_reduction(const void *job, uint32_t i) {
  const struct reduction_job *all = job;
  if (all->by_row != NULL) {
    struct range rows = range_of(all->rows, 1, all->parts, i);
    ptrdiff_t first = rows.first;
    all->by_row(rows.count, all->n, all->out + first * all->out_row, all->out_row, all->x + first * all->x_row, all->x_row);
  } else {
    struct range columns = range_of(all->n, UNIT, all->parts, i);
    all->by_column(all->rows, columns.count, all->out + columns.first, all->x + columns.first, all->x_row);
  }
}

static void reduce_in_parts(const struct kernels *path, struct reduction_job job) {
  job.parts = parts_for(path, job.rows * job.n);
  in_parts(path, job.parts, part_of_reduction, &job);
}

static void sum_rows_in_parts(const struct kernels *path, size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row) {
  if (n < LONG) reduce_in_parts(path, (struct reduction_job){ .by_row = path->sum_rows, .rows = rows, .n = n, .out = out, .out_row = out_row, .x = x, .x_row = x_row });
  else for (size_t row = 0; row < rows; row++, out += out_row, x += x_row) *out = sum_of_parts(path, n, x);
}

static void max_rows_in_parts(const struct kernels *path, size_t rows, size_t n, float *out, ptrdiff_t out_row, const float *x, ptrdiff_t x_row) {
  reduce_in_parts(path, (struct reduction_job){ .by_row = path->max_rows, .rows = rows, .n = n, .out = out, .out_row = out_row, .x = x, .x_row = x_row });
}

static void sum_columns_in_parts(const struct kernels *path, size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row) {
  reduce_in_parts(path, (struct reduction_job){ .by_column = path->sum_columns, .rows = rows, .n = n, .out = out, .x = x, .x_row = x_row });
}

static void max_columns_in_parts(const struct kernels *path, size_t rows, size_t n, float *out, const float *x, ptrdiff_t x_row) {
  reduce_in_parts(path, (struct reduction_job){ .by_column = path->max_columns, .rows = rows, .n = n, .out = out, .x = x, .x_row = x_row });
}

// Run the triad in parts
struct triad_job { const struct kernels *path; size_t n, parts; float *out; const float *x, *y; float factor; };

static void part_of_triad(const void *job, uint32_t i) {
  const struct triad_job *all = job;
  struct range range = range_of(all->n, UNIT, all->parts, i);
  all->path->triad(range.count, all->out + range.first, all->x + range.first, all->y + range.first, all->factor);
}

static void triad_in_parts(const struct kernels *path, size_t n, float *out, const float *x, const float *y, float factor) {
  struct triad_job job = { path, n, parts_for(path, n), out, x, y, factor };
  in_parts(path, job.parts, part_of_triad, &job);
}

// Pack a part of the operands
/* The block of C at (i, j), of m × n numbers, and k steps from p on; it is multiplied in rows × columns parts. */
struct product_job { const struct kernels *path; const struct product *g; size_t i, j, p, m, n, k, parts, rows, columns; };

/* The first parts are those of A, the others those of B. */
static void pack_part(const void *job, uint32_t i) {
  const struct product_job *b = job;
  const struct product *g = b->g;
  ptrdiff_t p = b->p;
  if (i < b->parts) {
    struct range rows = range_of(b->m, b->path->rows, b->parts, i);
    b->path->pack(g->packed_a + rows.first * b->k, b->path->rows, g->a + (ptrdiff_t)(b->i + rows.first) * g->a_row + p * g->a_column, rows.count, g->a_row, b->k, g->a_column);
  } else {
    struct range columns = range_of(b->n, b->path->columns, b->parts, i - b->parts);
    b->path->pack(g->packed_b + columns.first * b->k, b->path->columns, g->b + p * g->b_row + (ptrdiff_t)(b->j + columns.first) * g->b_column, columns.count, g->b_column, b->k, g->b_row);
  }
}

// Do a part of a product
static void multiply_part(const void *job, uint32_t i) {
  const struct product_job *b = job;
  struct range rows = range_of(b->m, b->path->rows, b->rows, i / b->columns);
  struct range columns = range_of(b->n, b->path->columns, b->columns, i % b->columns);
  struct product g = *b->g;
  g.packed_a += rows.first * b->k;
  g.packed_b += columns.first * b->k;
  float *c = g.c + (ptrdiff_t)(b->i + rows.first) * g.c_row + b->j + columns.first;
  b->path->block(&g, rows.count, columns.count, b->k, c, b->p > 0);
}

// Multiply in parts
static void product_in_parts(const struct kernels *path, const struct product *g) {
  if (parts_for(path, g->m * g->n * g->k / WORK_OF_A_NUMBER) == 1) { path->product(g); return; }
  struct product_job b = { .path = path, .g = g };
  for (b.j = 0; b.j < g->n; b.j += g->nc) {
    for (b.p = 0; b.p < g->k; b.p += g->kc) {
      for (b.i = 0; b.i < g->m; b.i += g->mc) {
        // Pack and multiply the blocks in parts
        b.m = shorter(g->mc, g->m - b.i), b.n = shorter(g->nc, g->n - b.j), b.k = shorter(g->kc, g->k - b.p);
        b.parts = PARTS_A_THREAD * path->pool->threads;
        fork_join(path->pool, b.i == 0 ? 2 * b.parts : b.parts, pack_part, &b);
        b.columns = shorter(b.parts, (b.n + path->columns - 1) / path->columns);
        b.rows = shorter((b.parts + b.columns - 1) / b.columns, (b.m + path->rows - 1) / path->rows);
        fork_join(path->pool, b.rows * b.columns, multiply_part, &b);
      }
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/parts.h.map
