// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* The words that all kernels are written in: CUDA's under nvcc, and those of `emulated/device.h` under a compiler of C. */
#ifdef __CUDACC__
#include <cuda_bf16.h>

// Define a kernel by its one argument
#define KERNEL(name, arguments) extern "C" __global__ void name(const __grid_constant__ arguments a)
#define DEVICE static __device__ __forceinline__
#define DYNAMIC_SHARED(name) extern __shared__ float name[]
#define UNROLL _Pragma("unroll")

/* c += a b on a tensor core: 16 × 16 by 16 × 8 numbers of bfloat16, two in each word, spread over the registers of a warp. */
DEVICE void mma_bf16(float *c, const unsigned *a, const unsigned *b) {
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
    : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3]) : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

/* Copies 16 bytes from global to shared memory, past the registers, while the thread goes on. */
DEVICE void copy_later(void *to, const void *from) {
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" :: "r"((unsigned)__cvta_generic_to_shared(to)), "l"(from));
}
DEVICE void end_of_group(void) { asm volatile("cp.async.commit_group;"); }
/* Waits until no more than so many groups of copies are under way. */
#define WAIT_FOR_GROUPS(most) asm volatile("cp.async.wait_group %0;" :: "n"(most))

DEVICE unsigned short bf16_of(float x) { return __bfloat16_as_ushort(__float2bfloat16_rn(x)); }
#else
#include "emulated/device.h"
#endif

DEVICE int index_of_thread(void) { return blockIdx.x * blockDim.x + threadIdx.x; }

/* As Math.max: a NaN among both is the result. */
DEVICE float larger(float x, float y) { return x > y || x != x ? x : y; }

/* Where element `i` of a walk over the axes stands. */
DEVICE int place_of(int i, int axes, const int *lengths, const int *strides) {
  int place = 0;
  for (int axis = axes - 1; axis >= 0; axis--) {
    place += i % lengths[axis] * strides[axis];
    i /= lengths[axis];
  }
  return place;
}

// Sum over the lanes of a warp
DEVICE float sum_of_warp(float x) {
  for (int lane = 16; lane > 0; lane /= 2) x += __shfl_xor_sync(~0u, x, lane);
  return x;
}

DEVICE float largest_of_warp(float x) {
  for (int lane = 16; lane > 0; lane /= 2) x = larger(x, __shfl_xor_sync(~0u, x, lane));
  return x;
}

/* One number of each thread into one that all have. The block's threads are whole warps, at most 32. */
#define OF_BLOCK(name, type, of_warp, nothing) \
DEVICE type name(type x) { \
  __shared__ type parts[32]; \
  int warp = threadIdx.x / 32, lane = threadIdx.x % 32, warps = blockDim.x / 32; \
  x = of_warp(x); \
  if (lane == 0) parts[warp] = x; \
  __syncthreads(); \
  x = of_warp(lane < warps ? parts[lane] : nothing); \
  __syncthreads(); /* the parts may be written again */ \
  return x; \
}
OF_BLOCK(sum_of_block, float, sum_of_warp, 0)
OF_BLOCK(largest_of_block, float, largest_of_warp, -INFINITY)

/* Threads of a block that walk over a row of d numbers: `j` is the thread's place in it. */
#define EACH(j, d) for (int j = threadIdx.x; j < (d); j += blockDim.x)
//# sourceMappingURL=../../.maps/backends/cuda/device.cuh.map
