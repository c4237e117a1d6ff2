// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* What we use of the driver's interface, declared by us: nothing of the toolkit is compiled in. */
#include <stddef.h>

#ifndef CUDA_VERSION // a test compiles the rest with the toolkit's own header

typedef int CUresult;
typedef int CUdevice;
typedef int CUdevice_attribute;
typedef int CUfunction_attribute;
typedef int CUjit_option;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st *CUcontext;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;
typedef struct CUstream_st *CUstream;
typedef struct CUevent_st *CUevent;

enum {
  CUDA_SUCCESS = 0, CUDA_ERROR_INVALID_VALUE = 1, CUDA_ERROR_OUT_OF_MEMORY = 2, CUDA_ERROR_NO_DEVICE = 100, CUDA_ERROR_INVALID_PTX = 218, CUDA_ERROR_NOT_FOUND = 500,
  CUDA_ERROR_ILLEGAL_ADDRESS = 700, CUDA_ERROR_LAUNCH_FAILED = 719,
};
#endif

enum { ATTRIBUTE_SHARED = 97, ATTRIBUTE_MULTIPROCESSORS = 16, ATTRIBUTE_MAJOR = 75, ATTRIBUTE_MINOR = 76 };
enum { EVENT_SLEEPS = 1, EVENT_WITHOUT_TIME = 2, STREAM_OF_ITS_OWN = 1, SEEN_BY_THE_DEVICE = 2 };
enum { JIT_ERROR_LOG = 5, JIT_ERROR_LOG_BYTES = 6 };
enum { FUNCTION_SHARED = 1, FUNCTION_REGISTERS = 4, FUNCTION_MOST_DYNAMIC_SHARED = 8 };

/* Behind the last pointer of `extra` comes the end; the two before are a buffer of arguments and its bytes. */
#define LAUNCH_END ((void *)0)
#define LAUNCH_BUFFER ((void *)1)
#define LAUNCH_BYTES ((void *)2)

#define DRIVER(USE) \
  USE(cuInit, (unsigned flags)) \
  USE(cuDriverGetVersion, (int *version)) \
  USE(cuDeviceGet, (CUdevice *device, int number)) \
  USE(cuDeviceGetName, (char *name, int length, CUdevice device)) \
  USE(cuDeviceGetAttribute, (int *value, CUdevice_attribute attribute, CUdevice device)) \
  USE(cuDeviceTotalMem_v2, (size_t *bytes, CUdevice device)) \
  USE(cuDevicePrimaryCtxRetain, (CUcontext *context, CUdevice device)) \
  USE(cuDevicePrimaryCtxRelease_v2, (CUdevice device)) \
  USE(cuCtxSetCurrent, (CUcontext context)) \
  USE(cuModuleLoadDataEx, (CUmodule *module, const void *image, unsigned count, CUjit_option *options, void **values)) \
  USE(cuModuleGetFunction, (CUfunction *function, CUmodule module, const char *name)) \
  USE(cuFuncGetAttribute, (int *value, CUfunction_attribute attribute, CUfunction function)) \
  USE(cuFuncSetAttribute, (CUfunction function, CUfunction_attribute attribute, int value)) \
  USE(cuMemAlloc_v2, (CUdeviceptr *address, size_t bytes)) \
  USE(cuMemFree_v2, (CUdeviceptr address)) \
  USE(cuMemHostAlloc, (void **address, size_t bytes, unsigned flags)) \
  USE(cuMemFreeHost, (void *address)) \
  USE(cuMemcpyHtoDAsync_v2, (CUdeviceptr to, const void *from, size_t bytes, CUstream stream)) \
  USE(cuMemcpyDtoHAsync_v2, (void *to, CUdeviceptr from, size_t bytes, CUstream stream)) \
  USE(cuStreamCreate, (CUstream *stream, unsigned flags)) \
  USE(cuStreamDestroy_v2, (CUstream stream)) \
  USE(cuStreamSynchronize, (CUstream stream)) \
  USE(cuEventCreate, (CUevent *event, unsigned flags)) \
  USE(cuEventRecord, (CUevent event, CUstream stream)) \
  USE(cuEventQuery, (CUevent event)) \
  USE(cuEventSynchronize, (CUevent event)) \
  USE(cuEventElapsedTime, (float *milliseconds, CUevent from, CUevent to)) \
  USE(cuEventDestroy_v2, (CUevent event)) \
  USE(cuLaunchKernel, (CUfunction function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, CUstream stream, void **arguments, void **extra)) \
  USE(cuGetErrorName, (CUresult result, const char **name)) \
  USE(cuGetErrorString, (CUresult result, const char **text))
//# sourceMappingURL=../../.maps/backends/cuda/driver.h.map
