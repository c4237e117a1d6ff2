// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* The border between JavaScript and the driver of an NVIDIA GPU: Node-API on one side, functions found at run time on the other. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <node_api.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "driver.h"

/* A pointer for each function of the driver, under its name. */
struct driver {
  void *library;
#define FIELD(name, parameters) CUresult (*name) parameters;
  DRIVER(FIELD)
#undef FIELD
};

/* Pinned memory that copies go through, and the event behind the last of them. */
struct pinned {
  struct pinned *next;
  void *numbers;
  size_t bytes;
  CUevent event;
};

/* A device, and the stream in which all its work is done in order. It belongs to the environment that opened it. */
struct device {
  struct driver driver;
  CUdevice number;
  CUcontext context;
  CUstream stream;
  CUmodule module;
  int32_t *wrong; /* three numbers that kernels write and the host reads: whether an index was none, which, and the length */
  struct pinned *pinned, *staged; /* what lies free, and what is copied to the device */
  int waiting, is_ended; /* copies on their way; whether the environment has ended */
};

static napi_value no(napi_env env, const char *message) { return napi_throw_error(env, NULL, message), NULL; }

/* Whether a call went well; else throws its name and the driver's words, with the error's name as its code. */
static int went_well(napi_env env, const struct driver *driver, CUresult result, const char *call) {
  if (result == CUDA_SUCCESS) return 1;
  const char *name = "an unknown error", *text = "";
  driver->cuGetErrorName(result, &name);
  driver->cuGetErrorString(result, &text);
  char message[400];
  snprintf(message, sizeof message, "cuda: %s: %s (%s)", call, name, text);
  napi_throw_error(env, name, message);
  return 0;
}
#define CALL(name, ...) went_well(env, &device->driver, device->driver.name(__VA_ARGS__), #name)

/* The arguments of a function: whole numbers, from 0 up to 2^53. The device is the function's own. */
static struct device *numbers(napi_env env, napi_callback_info info, size_t count, double *x) {
  napi_value values[16];
  size_t given = 16;
  void *device;
  napi_get_cb_info(env, info, &given, values, NULL, &device);
  for (size_t i = 0; i < count; i++) {
    if (i < given && napi_get_value_double(env, values[i], &x[i]) == napi_ok && x[i] >= 0 && x[i] <= 0x1p53 && x[i] == (double)(int64_t)x[i]) continue;
    return no(env, "cuda: an address, a size or a number of threads is no whole number in its range"), NULL;
  }
  return device;
}

/* A typed array among the arguments: its bytes. */
static void *bytes_of(napi_env env, napi_callback_info info, size_t place, size_t *bytes) {
  napi_value values[16];
  size_t given = 16, length;
  void *at;
  napi_typedarray_type type;
  napi_get_cb_info(env, info, &given, values, NULL, NULL);
  if (place >= given || napi_get_typedarray_info(env, values[place], &type, &length, &at, NULL, NULL) != napi_ok) return no(env, "cuda: a typed array is expected");
  static const size_t widths[] = { 1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8 };
  if ((size_t)type >= sizeof widths / sizeof *widths) return no(env, "cuda: a typed array of a kind that is not known");
  *bytes = length * widths[type];
  return at;
}

static napi_value number(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

static napi_value allocate(napi_env env, napi_callback_info info) {
  double bytes;
  CUdeviceptr address;
  struct device *device = numbers(env, info, 1, &bytes);
  if (device == NULL || !CALL(cuMemAlloc_v2, &address, (size_t)bytes)) return NULL;
  return number(env, (double)address);
}

static napi_value release(napi_env env, napi_callback_info info) {
  double address;
  struct device *device = numbers(env, info, 1, &address);
  if (device != NULL) CALL(cuMemFree_v2, (CUdeviceptr)address);
  return NULL;
}

/* Pinned memory of at least so many bytes: what lies free, or what has been copied to the device since, or new. */
static struct pinned *take_pinned(struct device *device, size_t bytes, CUresult *result) {
  for (struct pinned **link = &device->staged; *link != NULL;) {
    struct pinned *found = *link;
    if (device->driver.cuEventQuery(found->event) != CUDA_SUCCESS) {
      link = &found->next;
      continue;
    }
    *link = found->next;
    found->next = device->pinned, device->pinned = found;
  }
  for (struct pinned **link = &device->pinned; *link != NULL; link = &(*link)->next) {
    struct pinned *found = *link;
    if (found->bytes < bytes) continue;
    *link = found->next;
    return found;
  }
  struct pinned *made = malloc(sizeof *made);
  if (made == NULL) return *result = CUDA_ERROR_OUT_OF_MEMORY, NULL;
  *made = (struct pinned){ .bytes = bytes < 4096 ? 4096 : bytes };
  *result = device->driver.cuEventCreate(&made->event, EVENT_WITHOUT_TIME | EVENT_SLEEPS); // else a thread that waits for it would spin
  if (*result != CUDA_SUCCESS) return free(made), NULL;
  *result = device->driver.cuMemHostAlloc(&made->numbers, made->bytes, 0);
  if (*result == CUDA_SUCCESS) return made;
  device->driver.cuEventDestroy_v2(made->event);
  return free(made), NULL;
}

static void give_pinned(struct pinned **list, struct pinned *pinned) {
  pinned->next = *list, *list = pinned;
}

/* The array may change when the call returns: its bytes go through pinned memory, which stays theirs until the event behind the copy. */
static napi_value copy_in(napi_env env, napi_callback_info info) {
  double to;
  size_t bytes;
  CUresult result;
  struct device *device = numbers(env, info, 1, &to);
  void *from = device == NULL ? NULL : bytes_of(env, info, 1, &bytes);
  if (from == NULL || bytes == 0) return NULL;
  struct pinned *staged = take_pinned(device, bytes, &result);
  if (staged == NULL) return went_well(env, &device->driver, result, "cuMemHostAlloc"), NULL;
  memcpy(staged->numbers, from, bytes);
  int is_asked = CALL(cuMemcpyHtoDAsync_v2, (CUdeviceptr)to, staged->numbers, bytes, device->stream) && CALL(cuEventRecord, staged->event, device->stream);
  give_pinned(is_asked ? &device->staged : &device->pinned, staged);
  return NULL;
}

static napi_value copy_out(napi_env env, napi_callback_info info) {
  double from;
  size_t bytes;
  struct device *device = numbers(env, info, 1, &from);
  void *to = device == NULL ? NULL : bytes_of(env, info, 1, &bytes);
  if (to == NULL || (bytes > 0 && !CALL(cuMemcpyDtoHAsync_v2, to, (CUdeviceptr)from, bytes, device->stream))) return NULL;
  CALL(cuStreamSynchronize, device->stream);
  return NULL;
}

/* A copy on its way: it was asked for in the order of the stream, and a thread of Node's pool waits for its event. */
struct copy {
  struct device *device;
  struct pinned *pinned;
  CUresult result;
  napi_async_work work;
  napi_deferred deferred;
  napi_ref array;
};

static void end_device(struct device *device) {
  struct driver *driver = &device->driver;
  if (device->waiting > 0) return;
  driver->cuCtxSetCurrent(device->context);
  driver->cuStreamSynchronize(device->stream);
  struct pinned *lists[] = { device->pinned, device->staged };
  for (int list = 0; list < 2; list++) {
    for (struct pinned *each = lists[list], *next; each != NULL; each = next) {
      next = each->next;
      driver->cuMemFreeHost(each->numbers);
      driver->cuEventDestroy_v2(each->event);
      free(each);
    }
  }
  driver->cuMemFreeHost(device->wrong);
  driver->cuStreamDestroy_v2(device->stream);
  driver->cuDevicePrimaryCtxRelease_v2(device->number);
  free(device); // the library stays loaded: a driver may have threads of its own
}

static void wait_for_copy(napi_env env, void *of) {
  (void)env;
  struct copy *copy = of;
  const struct driver *driver = &copy->device->driver;
  copy->result = driver->cuCtxSetCurrent(copy->device->context);
  if (copy->result == CUDA_SUCCESS) copy->result = driver->cuEventSynchronize(copy->pinned->event);
}

static void copy_arrived(napi_env env, napi_status status, void *of) {
  struct copy *copy = of;
  struct device *device = copy->device;
  napi_value array, error;
  napi_get_reference_value(env, copy->array, &array);
  if (status == napi_ok && went_well(env, &device->driver, copy->result, "cuEventSynchronize")) {
    void *to;
    size_t length;
    napi_get_typedarray_info(env, array, NULL, &length, &to, NULL, NULL);
    memcpy(to, copy->pinned->numbers, length); // of bytes
    napi_resolve_deferred(env, copy->deferred, array);
  } else if (napi_get_and_clear_last_exception(env, &error) == napi_ok) {
    napi_reject_deferred(env, copy->deferred, error);
  }
  napi_delete_reference(env, copy->array);
  napi_delete_async_work(env, copy->work);
  give_pinned(&device->pinned, copy->pinned);
  device->waiting--;
  if (device->is_ended) end_device(device);
  free(copy);
}

/* A promise of so many bytes at an address, as they are when the work that was asked for before is done. */
static napi_value copy_out_later(napi_env env, napi_callback_info info) {
  double x[2];
  void *to;
  napi_value buffer, array, name, promise;
  CUresult result;
  struct device *device = numbers(env, info, 2, x);
  size_t bytes = x[1];
  if (device == NULL) return NULL;
  struct pinned *pinned = take_pinned(device, bytes, &result);
  if (pinned == NULL) return went_well(env, &device->driver, result, "cuMemHostAlloc"), NULL;
  struct copy *copy = malloc(sizeof *copy);
  if (copy == NULL) no(env, "cuda: no memory");
  if (copy == NULL || (bytes > 0 && !CALL(cuMemcpyDtoHAsync_v2, pinned->numbers, (CUdeviceptr)x[0], bytes, device->stream)) || !CALL(cuEventRecord, pinned->event, device->stream)) {
    give_pinned(&device->pinned, pinned);
    free(copy);
    return NULL;
  }
  *copy = (struct copy){ .device = device, .pinned = pinned };
  napi_create_arraybuffer(env, bytes, &to, &buffer);
  napi_create_typedarray(env, napi_uint8_array, bytes, buffer, 0, &array);
  napi_create_reference(env, array, 1, &copy->array);
  napi_create_promise(env, &copy->deferred, &promise);
  napi_create_string_utf8(env, "cuda: read", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, NULL, name, wait_for_copy, copy_arrived, copy, &copy->work);
  device->waiting++;
  napi_queue_async_work(env, copy->work);
  return promise;
}

// Launch a kernel
/* A function, the grid, the threads of a block, the bytes of dynamic shared memory, and the bytes of the kernel's one argument. */
static napi_value launch(napi_env env, napi_callback_info info) {
  double x[6];
  size_t bytes;
  struct device *device = numbers(env, info, 6, x);
  void *argument = device == NULL ? NULL : bytes_of(env, info, 6, &bytes);
  if (argument == NULL) return NULL;
  void *extra[] = { LAUNCH_BUFFER, argument, LAUNCH_BYTES, &bytes, LAUNCH_END };
  CALL(cuLaunchKernel, (CUfunction)(uintptr_t)x[0], x[1], x[2], x[3], x[4], 1, 1, x[5], device->stream, NULL, extra);
  return NULL;
}

static napi_value synchronize(napi_env env, napi_callback_info info) {
  struct device *device = numbers(env, info, 0, NULL);
  CALL(cuStreamSynchronize, device->stream);
  return NULL;
}

/* The milliseconds that the device took between two places in its stream. */
static napi_value mark(napi_env env, napi_callback_info info) {
  CUevent event;
  struct device *device = numbers(env, info, 0, NULL);
  if (!CALL(cuEventCreate, &event, 0) || !CALL(cuEventRecord, event, device->stream)) return NULL;
  return number(env, (double)(uintptr_t)event);
}

static napi_value between(napi_env env, napi_callback_info info) {
  double x[2];
  float milliseconds;
  struct device *device = numbers(env, info, 2, x);
  if (device == NULL) return NULL;
  CUevent from = (CUevent)(uintptr_t)x[0], to = (CUevent)(uintptr_t)x[1];
  if (!CALL(cuEventSynchronize, to) || !CALL(cuEventElapsedTime, &milliseconds, from, to)) return NULL;
  device->driver.cuEventDestroy_v2(from);
  device->driver.cuEventDestroy_v2(to);
  return number(env, milliseconds);
}

/* The three numbers of a wrong index, which are taken away; null where there was none. */
static napi_value take_wrong(napi_env env, napi_callback_info info) {
  struct device *device = numbers(env, info, 0, NULL);
  napi_value array;
  volatile int32_t *wrong = device->wrong;
  if (wrong[0] == 0) return NULL;
  napi_create_array(env, &array);
  napi_set_element(env, array, 0, number(env, wrong[1]));
  napi_set_element(env, array, 1, number(env, wrong[2]));
  wrong[0] = 0;
  return array;
}

static napi_value load(napi_env env, napi_callback_info info) {
  size_t bytes;
  struct device *device = numbers(env, info, 0, NULL);
  const char *text = bytes_of(env, info, 0, &bytes);
  if (text == NULL) return NULL;
  if (bytes == 0 || text[bytes - 1] != 0) return no(env, "cuda: the text of PTX must end with a zero");
  // the compiler’s own words say which line it refused
  char log[4096] = "";
  CUjit_option options[] = { JIT_ERROR_LOG, JIT_ERROR_LOG_BYTES };
  void *values[] = { log, (void *)(uintptr_t)(sizeof log - 1) };
  CUresult result = device->driver.cuModuleLoadDataEx(&device->module, text, 2, options, values);
  if (result == CUDA_SUCCESS || log[0] == 0) return went_well(env, &device->driver, result, "cuModuleLoadDataEx"), NULL;
  const char *name = "an unknown error";
  char message[4400];
  device->driver.cuGetErrorName(result, &name);
  snprintf(message, sizeof message, "cuda: cuModuleLoadDataEx: %s: %s", name, log);
  napi_throw_error(env, name, message);
  return NULL;
}

/* The address of a kernel by its name, its registers, and its bytes of static shared memory; it may have so many bytes of dynamic shared memory. */
static napi_value function_named(napi_env env, napi_callback_info info) {
  char name[64];
  size_t given = 2;
  napi_value values[2], array;
  void *of;
  double most;
  CUfunction function;
  int registers, shared;
  napi_get_cb_info(env, info, &given, values, NULL, &of);
  struct device *device = of;
  if (napi_get_value_string_utf8(env, values[0], name, sizeof name, NULL) != napi_ok || napi_get_value_double(env, values[1], &most) != napi_ok) return no(env, "cuda: a kernel has a name and bytes of shared memory");
  if (device->module == NULL) return no(env, "cuda: no kernels were loaded");
  if (!CALL(cuModuleGetFunction, &function, device->module, name)) return NULL;
  if (!CALL(cuFuncGetAttribute, &registers, FUNCTION_REGISTERS, function) || !CALL(cuFuncGetAttribute, &shared, FUNCTION_SHARED, function)) return NULL;
  if (most > 0 && !CALL(cuFuncSetAttribute, function, FUNCTION_MOST_DYNAMIC_SHARED, (int)most)) return NULL;
  napi_create_array(env, &array);
  napi_set_element(env, array, 0, number(env, (double)(uintptr_t)function));
  napi_set_element(env, array, 1, number(env, registers));
  napi_set_element(env, array, 2, number(env, shared));
  return array;
}

// Find the functions of a driver
/* NULL for a driver with all its functions; else what is missing. */
static const char *find_functions(struct driver *driver, const char *path) {
  driver->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (driver->library == NULL) return "no CUDA driver on this machine";
#define FIND(name, parameters) \
  *(void **)&driver->name = dlsym(driver->library, #name); \
  if (driver->name == NULL) return "the CUDA driver is too old: it has no " #name;
  DRIVER(FIND)
#undef FIND
  return NULL;
}

static const struct { const char *name; napi_callback call; } functions[] = {
  { "allocate", allocate }, { "release", release }, { "copyIn", copy_in }, { "copyOut", copy_out }, { "copyOutLater", copy_out_later },
  { "launch", launch }, { "synchronize", synchronize }, { "mark", mark }, { "between", between }, { "load", load }, { "functionNamed", function_named }, { "takeWrong", take_wrong },
};

static void environment_ends(void *of) {
  struct device *device = of;
  device->is_ended = 1;
  end_device(device);
}

/* The device as JavaScript has it: what it is, and functions that know it. */
static napi_value object_of(napi_env env, struct device *device) {
  static const struct { const char *name; int attribute; } attributes[] = {
    { "major", ATTRIBUTE_MAJOR }, { "minor", ATTRIBUTE_MINOR }, { "multiprocessors", ATTRIBUTE_MULTIPROCESSORS }, { "sharedBytes", ATTRIBUTE_SHARED },
  };
  char name[128];
  size_t bytes;
  int version, value;
  napi_value object, text, function;
  if (!CALL(cuDeviceGetName, name, sizeof name, device->number) || !CALL(cuDeviceTotalMem_v2, &bytes, device->number) || !CALL(cuDriverGetVersion, &version)) return NULL;
  napi_create_object(env, &object);
  napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &text);
  napi_set_named_property(env, object, "name", text);
  napi_set_named_property(env, object, "bytes", number(env, (double)bytes));
  napi_set_named_property(env, object, "driverVersion", number(env, version));
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
    if (!CALL(cuDeviceGetAttribute, &value, attributes[i].attribute, device->number)) return NULL;
    napi_set_named_property(env, object, attributes[i].name, number(env, value));
  }
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].call, device, &function);
    napi_set_named_property(env, object, functions[i].name, function);
  }
  napi_set_named_property(env, object, "wrongAt", number(env, (double)(uintptr_t)device->wrong));
  return object;
}

/* Opens the first device of the driver at a path. Throws where there is no driver, no device, or what the driver refuses. */
static napi_value open_device(napi_env env, napi_callback_info info) {
  char path[1024];
  size_t given = 1;
  napi_value value;
  napi_get_cb_info(env, info, &given, &value, NULL, NULL);
  if (given < 1 || napi_get_value_string_utf8(env, value, path, sizeof path, NULL) != napi_ok) return no(env, "cuda: the driver has a path");
  struct device *device = calloc(1, sizeof *device);
  if (device == NULL) return no(env, "cuda: no memory");
  const char *missing = find_functions(&device->driver, path);
  if (missing != NULL) return free(device), no(env, missing);
  if (!CALL(cuInit, 0) || !CALL(cuDeviceGet, &device->number, 0)) return free(device), NULL;
  if (!CALL(cuDevicePrimaryCtxRetain, &device->context, device->number)) return free(device), NULL;
  int is_open = CALL(cuCtxSetCurrent, device->context) && CALL(cuStreamCreate, &device->stream, STREAM_OF_ITS_OWN) && CALL(cuMemHostAlloc, (void **)&device->wrong, 4096, SEEN_BY_THE_DEVICE);
  if (is_open) memset(device->wrong, 0, 4096);
  napi_value object = is_open ? object_of(env, device) : NULL;
  if (object == NULL) return device->driver.cuDevicePrimaryCtxRelease_v2(device->number), free(device), NULL;
  napi_add_env_cleanup_hook(env, environment_ends, device);
  return object;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open_device, NULL, &function);
  napi_set_named_property(env, exports, "open", function);
  return exports;
}
//# sourceMappingURL=../../.maps/backends/cuda/addon.c.map
