// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* The border between JavaScript and the kernels: Node-API. */
#define _DEFAULT_SOURCE
#include <node_api.h>
#include <stdint.h>
#include <unistd.h>
// Include what the system offers
#ifdef __linux__
#include <sys/mman.h>
#endif
enum { PAGE = 4096 };
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

/* The numbers at an address. A double holds every address, since none has more than 53 bits. */
static float *at(double address) { return (float *)(uintptr_t)address; }

// Functions of the addon
// Call the measurements
static napi_value multiply_add(napi_env env, napi_callback_info info) {
  double x[3];
  napi_value result;
  const struct kernels *path = arguments(env, info, 3, x);
  if (path == NULL) return NULL;
  napi_create_double(env, path->multiply_add(x[0], x[1], x[2]), &result);
  return result;
}

static napi_value triad(napi_env env, napi_callback_info info) {
  double x[5];
  const struct kernels *path = arguments(env, info, 5, x);
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
  const struct kernels *path = arguments(env, info, 11, x);
  if (path == NULL) return NULL;
  struct map m = {
    .rows = x[1], .n = x[2], .out = at(x[3]), .out_row = x[4],
    .x = at(x[5]), .x_row = x[6], .x_step = x[7],
    .y = at(x[8]), .y_row = x[9], .y_step = x[10],
  };
  path->maps[(size_t)x[0]].run(&m);
  return NULL;
}

#define REDUCE_ROWS(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[6]; \
  const struct kernels *path = arguments(env, info, 6, x); \
  if (path != NULL) path->name(x[0], x[1], at(x[2]), x[3], at(x[4]), x[5]); \
  return NULL; \
}
#define REDUCE_COLUMNS(name) static napi_value name(napi_env env, napi_callback_info info) { \
  double x[5]; \
  const struct kernels *path = arguments(env, info, 5, x); \
  if (path != NULL) path->name(x[0], x[1], at(x[2]), at(x[3]), x[4]); \
  return NULL; \
}
REDUCE_ROWS(sum_rows) REDUCE_ROWS(max_rows)
REDUCE_COLUMNS(sum_columns) REDUCE_COLUMNS(max_columns)
/* Asks the system for large pages where a typed array stands; it may do so or not. */
static napi_value advise(napi_env env, napi_callback_info info) {
  double x[2];
  arguments(env, info, 2, x);
#ifdef MADV_HUGEPAGE
  uintptr_t first = ((uintptr_t)x[0] + PAGE - 1) / PAGE * PAGE, end = ((uintptr_t)x[0] + (uintptr_t)x[1]) / PAGE * PAGE;
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#endif
  return NULL;
}
static napi_value product(napi_env env, napi_callback_info info) {
  double x[16];
  const struct kernels *path = arguments(env, info, 16, x);
  if (path == NULL) return NULL;
  struct product g = {
    .m = x[0], .n = x[1], .k = x[2],
    .a = at(x[3]), .a_row = x[4], .a_column = x[5],
    .b = at(x[6]), .b_row = x[7], .b_column = x[8],
    .c = at(x[9]), .c_row = x[10],
    .mc = x[11], .kc = x[12], .nc = x[13], .packed_a = at(x[14]), .packed_b = at(x[15]),
  };
  path->product(&g);
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
  const struct kernels *path = arguments(env, info, 6, x); \
  if (path != NULL) path->name(x[0], x[1], x[2], at(x[3]), at(x[4]), at(x[5])); \
  return NULL; \
}
PLAIN(rows_times_columns) PLAIN(rows_of_rows)
// defined behind the table of functions, in which it stands
static napi_value run(napi_env env, napi_callback_info info);

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
  { "run", run },
};

// Run commands in order
/* Each command is the place of a function in the table, how many numbers follow, and these. */
static napi_value run(napi_env env, napi_callback_info info) {
  double x[2];
  const struct kernels *path = arguments(env, info, 2, x);
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
  napi_value calls;
  napi_create_object(env, &calls);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) number_of(env, calls, functions[i].name, i);
  napi_set_named_property(env, object, "calls", calls);
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
  napi_create_function(env, "advise", NAPI_AUTO_LENGTH, advise, NULL, &function);
  napi_set_named_property(env, exports, "advise", function);
  napi_value caches, bytes;
  napi_create_array(env, &caches);
  for (uint32_t level = 0; level < 3; level++) {
    napi_create_double(env, cache_bytes(level), &bytes);
    napi_set_element(env, caches, level, bytes);
  }
  napi_set_named_property(env, exports, "caches", caches);
  return exports;
}
//# sourceMappingURL=../../.maps/backends/native/addon.c.map
