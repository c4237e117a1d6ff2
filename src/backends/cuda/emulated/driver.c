// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* A driver without a device, for tests: memory of the machine, and kernels that were compiled for its processor. It keeps a log of calls. */
#define _GNU_SOURCE
#include <node_api.h>
#include <stdio.h>
#include "../driver.h"
#include "../kernels.cu"
#include "block.h"

#define API __attribute__((visibility("default")))

static char calls[1 << 20];
static size_t calls_end;
static int64_t fails_in = -1, bytes_left = 1LL << 40;
static char failing[64];
static CUresult failed; /* what a kernel did wrong stays */

static CUresult planned;

static CUresult noted(const char *name, long long number) {
  int length = snprintf(calls + calls_end, sizeof calls - calls_end, "%s %lld\n", name, number);
  if (calls_end + length < sizeof calls) calls_end += length;
  if (fails_in >= 0 && strcmp(name, failing) == 0 && fails_in-- == 0) return planned;
  return failed;
}

/* Memory with words before and behind that nobody may write. */
enum { GUARD = 256 };
static struct block { struct block *next; size_t bytes; } *blocks;

static char *numbers_of(struct block *block) { return (char *)block + GUARD; }

/* Whether so many bytes still have the guard's value, which they are given again. */
static int is_untouched(char *bytes, size_t count) {
  int untouched = 1;
  for (size_t i = 0; i < count; i++) if ((unsigned char)bytes[i] != 0xa5) untouched = 0;
  memset(bytes, 0xa5, count);
  return untouched;
}

static void check_guards(void) {
  for (struct block *block = blocks; block != NULL; block = block->next) {
    int before = is_untouched((char *)(block + 1), GUARD - sizeof *block), behind = is_untouched(numbers_of(block) + block->bytes, GUARD);
    if (!before || !behind) failed = CUDA_ERROR_ILLEGAL_ADDRESS;
  }
}

API CUresult cuMemAlloc_v2(CUdeviceptr *address, size_t bytes) {
  CUresult result = noted("cuMemAlloc", (long long)bytes);
  if (result != CUDA_SUCCESS) return result;
  if ((long long)bytes > bytes_left) return CUDA_ERROR_OUT_OF_MEMORY;
  struct block *block = malloc(bytes + 2 * GUARD);
  if (block == NULL) return CUDA_ERROR_OUT_OF_MEMORY;
  memset(block, 0xa5, bytes + 2 * GUARD);
  *block = (struct block){ blocks, bytes };
  blocks = block;
  bytes_left -= (long long)bytes;
  *address = (CUdeviceptr)(uintptr_t)numbers_of(block);
  return CUDA_SUCCESS;
}

API CUresult cuMemFree_v2(CUdeviceptr address) {
  CUresult result = noted("cuMemFree", 0);
  check_guards();
  for (struct block **link = &blocks; *link != NULL; link = &(*link)->next) {
    struct block *block = *link;
    if ((CUdeviceptr)(uintptr_t)numbers_of(block) != address) continue;
    *link = block->next;
    bytes_left += (long long)block->bytes;
    free(block);
    return result;
  }
  return CUDA_ERROR_INVALID_VALUE;
}

/* Whether so many bytes are within one block. */
static int is_allocated(CUdeviceptr address, size_t bytes) {
  for (struct block *block = blocks; block != NULL; block = block->next) {
    CUdeviceptr first = (CUdeviceptr)(uintptr_t)numbers_of(block);
    if (address >= first && address + bytes <= first + block->bytes) return 1;
  }
  return 0;
}

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes, CUstream stream) {
  (void)stream;
  CUresult result = noted("cuMemcpyHtoD", (long long)bytes);
  if (result != CUDA_SUCCESS) return result;
  if (!is_allocated(to, bytes)) return CUDA_ERROR_INVALID_VALUE;
  memcpy((void *)(uintptr_t)to, from, bytes);
  return CUDA_SUCCESS;
}

API CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t bytes, CUstream stream) {
  (void)stream;
  CUresult result = noted("cuMemcpyDtoH", (long long)bytes);
  if (result != CUDA_SUCCESS) return result;
  if (!is_allocated(from, bytes)) return CUDA_ERROR_INVALID_VALUE;
  memcpy(to, (void *)(uintptr_t)from, bytes);
  return CUDA_SUCCESS;
}

API CUresult cuMemHostAlloc(void **address, size_t bytes, unsigned flags) {
  (void)flags;
  return (*address = malloc(bytes)) == NULL ? CUDA_ERROR_OUT_OF_MEMORY : noted("cuMemHostAlloc", (long long)bytes);
}
API CUresult cuMemFreeHost(void *address) {
  free(address);
  return CUDA_SUCCESS;
}

API CUresult cuLaunchKernel(CUfunction function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, CUstream stream, void **arguments, void **extra) {
  (void)stream;
  const struct kernel *kernel = (const struct kernel *)function;
  CUresult result = noted(kernel->name, (long long)gx * gy * gz * bx * by * bz);
  if (result != CUDA_SUCCESS) return result;
  int is_packed = arguments == NULL && extra[0] == LAUNCH_BUFFER && extra[2] == LAUNCH_BYTES && extra[4] == LAUNCH_END;
  if (!is_packed || *(size_t *)extra[3] != kernel->bytes || shared > sizeof dynamic_shared) return CUDA_ERROR_INVALID_VALUE;
  if (gx == 0 || gy == 0 || gz == 0 || gx > 0x7fffffff || gy > 65535 || gz > 65535 || bx == 0 || bx > MOST_THREADS || by != 1 || bz != 1) return CUDA_ERROR_INVALID_VALUE;
  gridDim = (struct three){ gx, gy, gz }, blockDim = (struct three){ bx, by, bz };
  for (blockIdx.z = 0; blockIdx.z < gz; blockIdx.z++) {
    for (blockIdx.y = 0; blockIdx.y < gy; blockIdx.y++) {
      for (blockIdx.x = 0; blockIdx.x < gx; blockIdx.x++) {
        if (!run_block(kernel, extra[1], (int)bx)) return failed = CUDA_ERROR_LAUNCH_FAILED;
      }
    }
  }
  return CUDA_SUCCESS;
}

API CUresult cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name) {
  (void)module;
  for (struct kernel *kernel = kernels; kernel != NULL; kernel = kernel->next) {
    if (strcmp(kernel->name, name) != 0) continue;
    *function = (CUfunction)kernel;
    return CUDA_SUCCESS;
  }
  return CUDA_ERROR_NOT_FOUND;
}

API CUresult cuModuleLoadDataEx(CUmodule *module, const void *image, unsigned count, CUjit_option *options, void **values) {
  *module = (CUmodule)kernels;
  CUresult result = noted("cuModuleLoadDataEx", (long long)strlen(image));
  if (result == CUDA_ERROR_INVALID_PTX && count == 2 && options[0] == JIT_ERROR_LOG && options[1] == JIT_ERROR_LOG_BYTES)
    snprintf(values[0], (size_t)(uintptr_t)values[1], "ptxas application ptx input, line 1; fatal   : Unsupported .version");
  return result;
}
API CUresult cuFuncGetAttribute(int *value, int attribute, CUfunction function) {
  (void)function;
  *value = attribute == FUNCTION_REGISTERS ? 32 : 0;
  return CUDA_SUCCESS;
}
API CUresult cuFuncSetAttribute(CUfunction function, int attribute, int value) {
  (void)function, (void)attribute;
  return noted("cuFuncSetAttribute", value);
}

API CUresult cuInit(unsigned flags) { return noted("cuInit", flags); }
API CUresult cuDriverGetVersion(int *version) { return *version = 12030, CUDA_SUCCESS; }
API CUresult cuDeviceGet(CUdevice *device, int number) { return *device = number, noted("cuDeviceGet", number); }
API CUresult cuDeviceGetName(char *name, int length, CUdevice device) {
  (void)device;
  snprintf(name, (size_t)length, "emulated");
  return CUDA_SUCCESS;
}
API CUresult cuDeviceGetAttribute(int *value, int attribute, CUdevice device) {
  (void)device;
  *value = attribute == ATTRIBUTE_MAJOR ? 8 : attribute == ATTRIBUTE_MULTIPROCESSORS ? 4 : attribute == ATTRIBUTE_SHARED ? 99 * 1024 : 0;
  return noted("cuDeviceGetAttribute", attribute);
}
API CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device) {
  (void)device;
  return *bytes = (size_t)bytes_left, CUDA_SUCCESS;
}
API CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device) {
  (void)device;
  return *context = (CUcontext)&calls, noted("cuDevicePrimaryCtxRetain", 0);
}
API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) {
  (void)device;
  return noted("cuDevicePrimaryCtxRelease", 0);
}
API CUresult cuCtxSetCurrent(CUcontext context) { return context == NULL ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS; }
API CUresult cuStreamCreate(CUstream *stream, unsigned flags) { return *stream = (CUstream)&calls, noted("cuStreamCreate", flags); }
API CUresult cuStreamDestroy_v2(CUstream stream) {
  (void)stream;
  return CUDA_SUCCESS;
}
API CUresult cuStreamSynchronize(CUstream stream) {
  (void)stream;
  check_guards();
  return noted("cuStreamSynchronize", 0);
}
API CUresult cuEventCreate(CUevent *event, unsigned flags) { return *event = (CUevent)&calls, noted("cuEventCreate", flags); }
API CUresult cuEventRecord(CUevent event, CUstream stream) {
  (void)event, (void)stream;
  return noted("cuEventRecord", 0);
}
API CUresult cuEventQuery(CUevent event) {
  (void)event;
  return noted("cuEventQuery", 0);
}
API CUresult cuEventSynchronize(CUevent event) {
  (void)event;
  return CUDA_SUCCESS; // called on another thread: nothing is noted
}
API CUresult cuEventElapsedTime(float *milliseconds, CUevent from, CUevent to) {
  (void)from, (void)to;
  return *milliseconds = 1, CUDA_SUCCESS;
}
API CUresult cuEventDestroy_v2(CUevent event) {
  (void)event;
  return CUDA_SUCCESS;
}
API CUresult cuGetErrorName(CUresult result, const char **name) {
  *name = result == CUDA_ERROR_OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY" : result == CUDA_ERROR_ILLEGAL_ADDRESS ? "CUDA_ERROR_ILLEGAL_ADDRESS"
    : result == CUDA_ERROR_LAUNCH_FAILED ? "CUDA_ERROR_LAUNCH_FAILED" : result == CUDA_ERROR_NO_DEVICE ? "CUDA_ERROR_NO_DEVICE"
    : result == CUDA_ERROR_NOT_FOUND ? "CUDA_ERROR_NOT_FOUND" : result == CUDA_ERROR_INVALID_PTX ? "CUDA_ERROR_INVALID_PTX" : "CUDA_ERROR_INVALID_VALUE";
  return CUDA_SUCCESS;
}
API CUresult cuGetErrorString(CUresult result, const char **text) {
  (void)result;
  return *text = "as the emulated driver was told", CUDA_SUCCESS;
}

/* What a test asks and tells: the calls since the last reset, a line each with its size. */
static napi_value log_of_calls(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value text;
  napi_create_string_utf8(env, calls, calls_end, &text);
  return text;
}

/* Forgets the calls and failures; gives so many bytes of memory from now on; threads go on in their order, or backwards. */
static napi_value reset(napi_env env, napi_callback_info info) {
  size_t given = 2;
  napi_value values[2];
  int64_t memory;
  napi_get_cb_info(env, info, &given, values, NULL, NULL);
  napi_get_value_int64(env, values[0], &memory);
  napi_get_value_bool(env, values[1], &is_backwards);
  calls_end = 0, calls[0] = 0, fails_in = -1, failed = 0, bytes_left = memory;
  return NULL;
}

/* The call of that name fails with a result, after so many of them went well. */
static napi_value fail(napi_env env, napi_callback_info info) {
  size_t given = 3;
  napi_value values[3];
  napi_get_cb_info(env, info, &given, values, NULL, NULL);
  napi_get_value_string_utf8(env, values[0], failing, sizeof failing, NULL);
  napi_get_value_int64(env, values[1], &fails_in);
  napi_get_value_int32(env, values[2], &planned);
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "log", NAPI_AUTO_LENGTH, log_of_calls, NULL, &function);
  napi_set_named_property(env, exports, "log", function);
  napi_create_function(env, "reset", NAPI_AUTO_LENGTH, reset, NULL, &function);
  napi_set_named_property(env, exports, "reset", function);
  napi_create_function(env, "fail", NAPI_AUTO_LENGTH, fail, NULL, &function);
  napi_set_named_property(env, exports, "fail", function);
  return exports;
}
//# sourceMappingURL=../../../.maps/backends/cuda/emulated/driver.c.map
