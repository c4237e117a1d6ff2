// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* The border between JavaScript and the kernels: Node-API. */
#define _DEFAULT_SOURCE
#include <node_api.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
// Include what the system offers
#ifdef __linux__
#include <sys/mman.h>
#endif
enum { PAGE = 4096 };
#include "parts.h"
#include "counting.h"
#include "kernels.h"

// Read the arguments of a kernel
enum { MOST = 20 };

// Describe a command
/* A call that was written down: the path, and its numbers. */
struct command {
  const struct kernels *path;
  const double *numbers;
};

/* The one that runs; NULL while JavaScript calls. */
static _Thread_local const struct command *current;

static const struct kernels *arguments(napi_env env, napi_callback_info info, size_t count, double *numbers) {
  napi_value values[MOST];
  size_t given = MOST;
  void *path;
  // Take the numbers of a command
  if (current != NULL) {
    for (size_t i = 0; i < count; i++) numbers[i] = current->numbers[i];
    return current->path;
  }
  napi_get_cb_info(env, info, &given, values, NULL, &path);
  for (size_t i = 0; i < count; i++) {
    // what was not given is `undefined`, which is no number
    if (napi_get_value_double(env, values[i], &numbers[i]) == napi_ok) continue;
    napi_throw_type_error(env, NULL, "native: a kernel takes numbers, and all of them");
    return NULL;
  }
  return path;
}

/* The numbers at an address. User-space addresses have at most 48 bits here, and a double holds integers of 53. */
static float *at(double address) { return (float *)(uintptr_t)address; }

/* The arguments of a kernel, a letter for each: `n` a number, `l` a length, `a` an address, `s` a stride. All but numbers are whole, and only strides may be negative. */
static const struct kernels *checked(napi_env env, napi_callback_info info, const char *letters, double *numbers) {
  const struct kernels *path = arguments(env, info, strlen(letters), numbers);
  for (size_t i = 0; path != NULL && letters[i] != 0; i++) {
    double most = 0x1p53, least = letters[i] == 's' ? -most : 0;
    if (letters[i] == 'n' || (numbers[i] >= least && numbers[i] <= most && numbers[i] == (double)(int64_t)numbers[i])) continue;
    napi_throw_range_error(env, NULL, "native: a length, an address or a stride is no whole number in its range");
    return NULL;
  }
  return path;
}

// Functions of the addon
// Call the measurements
static napi_value multiply_add(napi_env env, napi_callback_info info) {
  double x[3];
  napi_value result;
  const struct kernels *path = checked(env, info, "lnn", x);
  if (path == NULL) return NULL;
  napi_create_double(env, path->multiply_add(x[0], x[1], x[2]), &result);
  return result;
}

static napi_value triad(napi_env env, napi_callback_info info) {
  double x[5];
  const struct kernels *path = checked(env, info, "laaan", x);
  if (path != NULL) path->triad(x[0], at(x[1]), at(x[2]), at(x[3]), x[4]);
  return NULL;
}

// Find the address of a typed array
static napi_value address(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value array, result;
  void *numbers;
  napi_get_cb_info(env, info, &count, &array, NULL, NULL);
  if (napi_get_typedarray_info(env, array, NULL, NULL, &numbers, NULL, NULL) != napi_ok) {
    napi_throw_type_error(env, NULL, "native: only a typed array has an address");
    return NULL;
  }
  napi_create_double(env, (uintptr_t)numbers, &result);
  return result;
}
static napi_value map(napi_env env, napi_callback_info info) {
  double x[11];
  const struct kernels *path = checked(env, info, "lllasassass", x);
  if (path == NULL) return NULL;
  size_t codes = 0;
  while (path->maps[codes].name != NULL) codes++;
  if (x[0] >= codes) return napi_throw_range_error(env, NULL, "native: there is no such elementwise kernel"), NULL;
  struct map m = {
    .rows = x[1], .n = x[2], .out = at(x[3]), .out_row = x[4],
    .x = at(x[5]), .x_row = x[6], .x_step = x[7] != 0,
    .y = at(x[8]), .y_row = x[9], .y_step = x[10] != 0,
  };
  map_in_parts(path, x[0], &m);
  return NULL;
}

#define REDUCE_ROWS(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[6]; \
  const struct kernels *path = checked(env, info, "llasas", x); \
  if (path != NULL) name##_in_parts(path, x[0], x[1], at(x[2]), x[3], at(x[4]), x[5]); \
  return NULL; \
}
#define REDUCE_COLUMNS(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[5]; \
  const struct kernels *path = checked(env, info, "llaas", x); \
  if (path != NULL) name##_in_parts(path, x[0], x[1], at(x[2]), at(x[3]), x[4]); \
  return NULL; \
}
REDUCE_ROWS(sum_rows) REDUCE_ROWS(max_rows)
REDUCE_COLUMNS(sum_columns) REDUCE_COLUMNS(max_columns)
/* Asks the system for large pages where a typed array stands; it may do so or not. */
static napi_value advise(napi_env env, napi_callback_info info) {
  double x[2];
  if (checked(env, info, "al", x) == NULL) return NULL;
#ifdef MADV_HUGEPAGE
  uintptr_t first = ((uintptr_t)x[0] + PAGE - 1) / PAGE * PAGE, end = ((uintptr_t)x[0] + (uintptr_t)x[1]) / PAGE * PAGE;
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#endif
  return NULL;
}
static napi_value product(napi_env env, napi_callback_info info) {
  double x[16];
  const struct kernels *path = checked(env, info, "lllassassaslllaa", x);
  if (path == NULL) return NULL;
  struct product g = {
    .m = x[0], .n = x[1], .k = x[2],
    .a = at(x[3]), .a_row = x[4], .a_column = x[5],
    .b = at(x[6]), .b_row = x[7], .b_column = x[8],
    .c = at(x[9]), .c_row = x[10],
    .mc = x[11], .kc = x[12], .nc = x[13], .packed_a = at(x[14]), .packed_b = at(x[15]),
  };
  product_in_parts(path, &g);
  return NULL;
}
static double cache_bytes(int level) {
#ifdef _SC_LEVEL1_DCACHE_SIZE
  static const int names[] = { _SC_LEVEL1_DCACHE_SIZE, _SC_LEVEL2_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE };
  long bytes = sysconf(names[level]);
  return bytes > 0 ? bytes : 0;
#else
  return 0;
#endif
}
#define PLAIN(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[6]; \
  const struct kernels *path = checked(env, info, "lllaaa", x); \
  if (path != NULL) path->name(x[0], x[1], x[2], at(x[3]), at(x[4]), at(x[5])); \
  return NULL; \
}
PLAIN(rows_times_columns) PLAIN(rows_of_rows)
static napi_value pack_alone(napi_env env, napi_callback_info info) {
  double x[10];
  const struct kernels *path = checked(env, info, "lllaalllaa", x);
  if (path != NULL) path->pack_alone(x[0], x[1], x[2], at(x[3]), at(x[4]), x[5], x[6], x[7], at(x[8]), at(x[9]));
  return NULL;
}

static napi_value tile_alone(napi_env env, napi_callback_info info) {
  double x[5];
  const struct kernels *path = checked(env, info, "llaaa", x);
  if (path != NULL) path->tile_alone(x[0], x[1], at(x[2]), at(x[3]), at(x[4]));
  return NULL;
}
/* Whether each of the indices is below `length` or the one that is left out; throws a RangeError for one that is not. */
static int are_indices(napi_env env, const int32_t *indices, size_t count, size_t length, const double *left_out) {
  for (size_t i = 0; i < count; i++) {
    if ((indices[i] >= 0 && (size_t)indices[i] < length) || (left_out != NULL && indices[i] == *left_out)) continue;
    char message[80];
    snprintf(message, sizeof message, "native: no index %d among %zu", (int)indices[i], length);
    napi_throw_range_error(env, NULL, message);
    return 0;
  }
  return 1;
}

static napi_value fused_kernel(napi_env env, napi_callback_info info) {
  double x[12];
  const struct kernels *path = checked(env, info, "llllaaaaannl", x);
  if (path == NULL) return NULL;
  const struct named_fused *kernel = NULL;
  for (size_t code = 0; path->fused[code].name != NULL; code++) if (code == x[0]) kernel = &path->fused[code];
  if (kernel == NULL) return napi_throw_range_error(env, NULL, "native: there is no such fused kernel"), NULL;
  struct fused f = {
    .rows = x[1], .d = x[2], .length = x[3], .ahead = x[11], .right = x[2],
    .in = { at(x[4]), at(x[5]), at(x[6]), at(x[7]) }, .out = at(x[8]), .parameters = { x[9], x[10] },
  };
  if (kernel->indices >= 0 && !are_indices(env, f.in[kernel->indices], f.rows, f.length, kernel->leaves_out ? f.parameters : NULL)) return NULL;
  fused_in_parts(path, kernel, &f);
  return NULL;
}

static struct gather gather_of(const double *x) {
  return (struct gather){ .outer = x[0], .length = x[1], .bytes = x[2], .picked = x[3], .x = (char *)at(x[4]), .indices = (int32_t *)at(x[5]), .out = (char *)at(x[6]) };
}
#define PICK(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[7]; \
  const struct kernels *path = checked(env, info, "llllaaa", x); \
  if (path == NULL) return NULL; \
  struct gather g = gather_of(x); \
  if (are_indices(env, g.indices, g.picked, g.length, NULL)) path->name(&g); \
  return NULL; \
}
PICK(gather) PICK(scatter)

static napi_value strided(napi_env env, napi_callback_info info) {
  double x[15];
  const struct kernels *path = checked(env, info, "lllllssssssssaa", x);
  if (path == NULL) return NULL;
  struct strided s = { .width = x[0], .out = (char *)at(x[13]), .x = (char *)at(x[14]) };
  for (int axis = 0; axis < 4; axis++) {
    s.lengths[axis] = x[1 + axis];
    s.to[axis] = x[5 + axis];
    s.from[axis] = x[9 + axis];
  }
  path->strided(&s);
  return NULL;
}

static napi_value skinny(napi_env env, napi_callback_info info) {
  double x[9];
  const struct kernels *path = checked(env, info, "lllaaasss", x);
  if (path == NULL) return NULL;
  struct skinny g = { .m = x[0], .n = x[1], .k = x[2], .a = at(x[3]), .b = at(x[4]), .c = at(x[5]), .b_row = x[6], .b_column = x[7], .c_row = x[8] };
  path->skinny(&g);
  return NULL;
}
#ifdef GUARDED
#include <sanitizer/asan_interface.h>
/* Makes every access to so many bytes an error, which AddressSanitizer reports. */
static napi_value guard(napi_env env, napi_callback_info info) {
  double x[2];
  if (checked(env, info, "al", x) != NULL) ASAN_POISON_MEMORY_REGION(at(x[0]), (size_t)x[1]);
  return NULL;
}
#endif
/* The pool of a path; throws where it has but one thread. */
static struct pool *pool_of(napi_env env, const struct kernels *path) {
  if (path != NULL && path->pool == NULL) napi_throw_range_error(env, NULL, "native: this path has one thread");
  return path == NULL ? NULL : path->pool;
}

static napi_value result_of(napi_env env, double number) {
  napi_value result;
  napi_create_double(env, number, &result);
  return result;
}

static napi_value fork_and_join(napi_env env, napi_callback_info info) {
  double gap;
  struct pool *pool = pool_of(env, arguments(env, info, 1, &gap));
  return pool == NULL ? NULL : result_of(env, meet_after(pool, gap));
}

static napi_value count_on_all(napi_env env, napi_callback_info info) {
  double x[2];
  struct pool *pool = pool_of(env, arguments(env, info, 2, x));
  if (pool == NULL) return NULL;
  if (x[1] == 0 || x[1] == 8 || x[1] == LINE) return result_of(env, count_in(pool, count, x[0], x[1] / sizeof(int64_t)));
  napi_throw_range_error(env, NULL, "native: counters are 0, 8 or 128 bytes apart");
  return NULL;
}

static napi_value race(napi_env env, napi_callback_info info) {
  double times;
  struct pool *pool = pool_of(env, arguments(env, info, 1, &times));
  return pool == NULL ? NULL : result_of(env, count_in(pool, count_in_a_race, times, 0));
}

static napi_value triad_of_threads(napi_env env, napi_callback_info info) {
  double x[5];
  const struct kernels *path = checked(env, info, "laaan", x);
  if (path != NULL) triad_in_parts(path, x[0], at(x[1]), at(x[2]), at(x[3]), x[4]);
  return NULL;
}
/* A path with so many threads. The list of them belongs to the environment that loaded the addon. */
struct team {
  struct kernels path;
  int threads;
  struct team *next;
};

static napi_value object_of(napi_env env, const struct kernels *path);

/* Called when the environment ends, with the process or with a thread of Node. */
static void end_teams(napi_env env, void *first, void *hint) {
  (void)env, (void)hint;
  for (struct team *team = *(struct team **)first, *next; team != NULL; team = next) {
    next = team->next;
    if (team->path.pool != NULL) end_pool(team->path.pool);
    free(team);
  }
  free(first);
}

/* The path in so many threads for kernels of `smallest` numbers, always the same one; NULL without memory. */
static struct team *team_of(struct team **first, const struct kernels *path, int threads, size_t smallest) {
  for (struct team *team = *first; team != NULL; team = team->next) {
    if (team->threads == threads && team->path.smallest == smallest && strcmp(team->path.name, path->name) == 0) return team;
  }
  struct pool *pool = threads == 1 ? NULL : new_pool(threads);
  struct team *team = threads > 1 && pool == NULL ? NULL : malloc(sizeof *team);
  if (team == NULL) return NULL;
  *team = (struct team){ *path, threads, *first };
  team->path.pool = pool;
  team->path.smallest = smallest;
  return *first = team;
}

static napi_value in_threads(napi_env env, napi_callback_info info) {
  double x[2];
  void *first;
  const struct kernels *path = arguments(env, info, 2, x);
  if (path == NULL) return NULL;
  napi_get_instance_data(env, &first);
  int whole = x[0] >= 1 && x[0] <= MOST_THREADS && x[0] == (int)x[0] && x[1] >= 1 && x[1] <= 1e15;
  struct team *team = whole ? team_of(first, path, x[0], x[1]) : NULL;
  if (team != NULL) return object_of(env, &team->path);
  napi_throw_range_error(env, NULL, whole ? "native: no memory for threads" : "native: threads are a whole number from 1 to 64, for kernels of 1 number or more");
  return NULL;
}
// defined behind the table of functions, in which it stands
static napi_value run(napi_env env, napi_callback_info info);

struct adamw_job { const struct adamw *all; const struct kernels *path; size_t parts; };

static void part_of_adamw(const void *job, uint32_t i) {
  const struct adamw_job *of = job;
  struct adamw a = *of->all;
  struct range range = range_of(a.n, UNIT, of->parts, i);
  a.n = range.count;
  a.p += range.first, a.g += range.first, a.m += range.first, a.v += range.first;
  a.moved += range.first, a.mean += range.first, a.square += range.first;
  of->path->adamw(&a);
}

static napi_value adamw_kernel(napi_env env, napi_callback_info info) {
  double x[16];
  const struct kernels *path = checked(env, info, "laaaaaaannnnnnnn", x);
  if (path == NULL) return NULL;
  struct adamw a = {
    .n = x[0], .p = at(x[1]), .g = at(x[2]), .m = at(x[3]), .v = at(x[4]), .moved = at(x[5]), .mean = at(x[6]), .square = at(x[7]),
    .beta1 = x[8], .rest1 = x[9], .beta2 = x[10], .rest2 = x[11], .size = x[12], .spread = x[13], .epsilon = x[14], .keep = x[15],
  };
  struct adamw_job job = { &a, path, parts_for(path, a.n) };
  in_parts(path, job.parts, part_of_adamw, &job);
  return NULL;
}

struct attention_job { const struct attention *all; void (*run)(const struct attention *); size_t parts, room; };

static void part_of_attention(const void *job, uint32_t i) {
  const struct attention_job *of = job;
  struct attention a = *of->all;
  struct range range = range_of(a.count, 1, of->parts, i);
  a.first = range.first, a.count = range.count;
  a.room += i * of->room;
  of->run(&a);
}

/* The room has place for so many parts of so many numbers each. */
static void attention_in_parts(const struct kernels *path, const struct attention *a, void (*run)(const struct attention *), size_t parts, size_t room) {
  size_t work = a->batch * a->T * a->N * (a->d + a->m) / WORK_OF_A_NUMBER;
  struct attention_job job = { a, run, parts_for(path, work) == 1 ? 1 : parts, room };
  in_parts(path, job.parts, part_of_attention, &job);
}

static napi_value attention_kernel(napi_env env, napi_callback_info info) {
  double x[16];
  const struct kernels *path = checked(env, info, "lllllllaaaaaalln", x);
  if (path == NULL) return NULL;
  struct attention a = {
    .batch = x[0], .T = x[1], .N = x[2], .d = x[3], .m = x[4], .causal = x[5], .window = x[6],
    .q = at(x[7]), .k = at(x[8]), .v = at(x[9]), .o = at(x[10]), .lse = at(x[11]), .room = at(x[12]), .scale = x[15],
  };
  size_t queries = 4 * path->rows;
  a.count = a.batch * ((a.T + queries - 1) / queries);
  attention_in_parts(path, &a, path->attention, x[13], x[14]);
  return NULL;
}

static napi_value attention_backward_kernel(napi_env env, napi_callback_info info) {
  double x[20];
  const struct kernels *path = checked(env, info, "lllllllaaaaaaaaaalln", x);
  if (path == NULL) return NULL;
  struct attention a = {
    .batch = x[0], .T = x[1], .N = x[2], .d = x[3], .m = x[4], .causal = x[5], .window = x[6],
    .q = at(x[7]), .k = at(x[8]), .v = at(x[9]), .o = at(x[10]), .lse = at(x[11]), .d_o = at(x[12]),
    .d_q = at(x[13]), .d_k = at(x[14]), .d_v = at(x[15]), .room = at(x[16]), .scale = x[19],
  };
  a.count = a.batch;
  attention_in_parts(path, &a, path->attention_backward, x[17], x[18]);
  return NULL;
}

// List the paths of this processor
/* The best first, and a null pointer at the end. */
static void list_paths(const struct kernels **list) {
#ifdef X86_PATHS
  int avx512_works = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (avx512_works) *list++ = &avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) *list++ = &avx2;
#endif
  *list++ = &baseline;
  *list = NULL;
}

// Make an object of a path
struct function {
  const char *name;
  napi_callback call;
};

static const struct function functions[] = {
  { "multiplyAdd", multiply_add },
  { "triad", triad },
  // Further functions of a path
  { "map", map },
  { "sumRows", sum_rows },
  { "sumColumns", sum_columns },
  { "maxRows", max_rows },
  { "maxColumns", max_columns },
  { "product", product },
  { "rowsTimesColumns", rows_times_columns },
  { "rowsOfRows", rows_of_rows },
  { "packAlone", pack_alone },
  { "tileAlone", tile_alone },
  { "fused", fused_kernel },
  { "gather", gather },
  { "scatter", scatter },
  { "strided", strided },
  { "skinny", skinny },
  { "inThreads", in_threads },
  { "forkJoin", fork_and_join },
  { "count", count_on_all },
  { "race", race },
  { "triadOfThreads", triad_of_threads },
  { "run", run },
  { "adamw", adamw_kernel },
  { "attention", attention_kernel },
  { "attentionBackward", attention_backward_kernel },
};

// Run commands in order
/* Each command is the place of a function in the table, how many numbers follow, and these. */
static napi_value run(napi_env env, napi_callback_info info) {
  double x[2];
  const struct kernels *path = checked(env, info, "al", x);
  if (path == NULL) return NULL;
  const double *next = (const double *)at(x[0]), *end = next + (size_t)x[1];
  while (next < end) {
    struct command command = { path, next + 2 };
    current = &command;
    functions[(size_t)next[0]].call(env, info);
    next += 2 + (size_t)next[1];
  }
  current = NULL;
  return NULL;
}

static void number_of(napi_env env, napi_value object, const char *name, double value) {
  napi_value number;
  napi_create_double(env, value, &number);
  napi_set_named_property(env, object, name, number);
}

static napi_value object_of(napi_env env, const struct kernels *path) {
  napi_value object, name, function;
  napi_create_object(env, &object);
  napi_create_string_utf8(env, path->name, NAPI_AUTO_LENGTH, &name);
  napi_set_named_property(env, object, "name", name);
  number_of(env, object, "lanes", path->lanes);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].call, (void *)path, &function);
    napi_set_named_property(env, object, functions[i].name, function);
  }
  // Tell more of a path
  napi_value codes;
  napi_create_object(env, &codes);
  for (int code = 0; path->maps[code].name != NULL; code++) number_of(env, codes, path->maps[code].name, code);
  napi_set_named_property(env, object, "codes", codes);
  number_of(env, object, "rows", path->rows);
  number_of(env, object, "columns", path->columns);
  napi_value fused_codes;
  napi_create_object(env, &fused_codes);
  for (int code = 0; path->fused[code].name != NULL; code++) number_of(env, fused_codes, path->fused[code].name, code);
  napi_set_named_property(env, object, "fusedCodes", fused_codes);
  number_of(env, object, "threads", path->pool == NULL ? 1 : path->pool->threads);
  napi_value calls;
  napi_create_object(env, &calls);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) number_of(env, calls, functions[i].name, i);
  napi_set_named_property(env, object, "calls", calls);
  number_of(env, fused_codes, "adamw", -1); // it has a function of its own
  number_of(env, fused_codes, "attention", -1); // functions of their own, too
  number_of(env, fused_codes, "attentionBackward", -1);
  return object;
}

NAPI_MODULE_INIT() {
  // Export the paths
  const struct kernels *list[4];
  napi_value paths, function;
  list_paths(list);
  napi_create_array(env, &paths);
  for (uint32_t i = 0; list[i] != NULL; i++) napi_set_element(env, paths, i, object_of(env, list[i]));
  napi_set_named_property(env, exports, "paths", paths);
  napi_create_function(env, "address", NAPI_AUTO_LENGTH, address, NULL, &function);
  napi_set_named_property(env, exports, "address", function);
  // Export more of the addon
  napi_create_function(env, "advise", NAPI_AUTO_LENGTH, advise, (void *)list[0], &function);
  napi_set_named_property(env, exports, "advise", function);
  napi_value caches, bytes;
  napi_create_array(env, &caches);
  for (uint32_t level = 0; level < 3; level++) {
    napi_create_double(env, cache_bytes(level), &bytes);
    napi_set_element(env, caches, level, bytes);
  }
  napi_set_named_property(env, exports, "caches", caches);
  #ifdef GUARDED
  napi_create_function(env, "guard", NAPI_AUTO_LENGTH, guard, (void *)list[0], &function);
  napi_set_named_property(env, exports, "guard", function);
  #endif
  napi_set_instance_data(env, calloc(1, sizeof(struct team *)), end_teams, NULL);
  return exports;
}
//# sourceMappingURL=../../.maps/backends/native/addon.c.map
