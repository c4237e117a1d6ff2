// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* The words of CUDA for a compiler of C: a kernel is a function of one thread, and what threads wait for is in `emulated/block.h`. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct three { unsigned x, y, z; };
static struct three threadIdx, blockIdx, blockDim, gridDim;

#define DEVICE static inline
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))
#define UNROLL
#define DYNAMIC_SHARED(name) float *name = dynamic_shared
static float dynamic_shared[58 * 1024];

/* A kernel, the bytes of its argument, and the next in the list of all. */
struct kernel {
  const char *name;
  size_t bytes;
  void (*run)(const void *argument);
  struct kernel *next;
};
static struct kernel *kernels;

#define KERNEL(name, arguments) NAMED_KERNEL(name, arguments) // a name that is a macro is replaced before it is pasted
#define NAMED_KERNEL(name, arguments) \
  static void body_of_##name(arguments a); \
  static void run_##name(const void *argument) { body_of_##name(*(const arguments *)argument); } \
  static struct kernel kernel_##name = { #name, sizeof(arguments), run_##name, NULL }; \
  __attribute__((constructor)) static void list_##name(void) { kernel_##name.next = kernels, kernels = &kernel_##name; } \
  static void body_of_##name(arguments a)

static void wait_for_block(void);
static void wait_for_warp(void);
#define __syncthreads wait_for_block

/* What the lanes of each warp give each other, in turns: who gives in one turn has read all of the turn before the last. */
static uint32_t given[2][32][32][6];
static unsigned turns[1024];
static uint32_t (*of_warp(void))[6] { return given[turns[threadIdx.x] % 2][threadIdx.x / 32]; }

/* The words of a lane of the same warp: each lane gives its own, and waits until all have. */
static uint32_t taken(uint32_t word, unsigned lane) {
  turns[threadIdx.x]++;
  of_warp()[threadIdx.x % 32][0] = word;
  wait_for_warp();
  return of_warp()[lane][0];
}
static float taken_float(float x, unsigned lane) {
  uint32_t word;
  memcpy(&word, &x, 4);
  word = taken(word, lane);
  memcpy(&x, &word, 4);
  return x;
}
static int taken_int(int x, unsigned lane) { return (int)taken((uint32_t)x, lane); }
static unsigned lane_at(unsigned distance) { return threadIdx.x % 32 ^ distance; }
#define __shfl_sync(mask, x, lane) _Generic((x), float: taken_float, int: taken_int)(x, lane)
#define __shfl_xor_sync(mask, x, distance) __shfl_sync(mask, x, lane_at(distance))

static float of_bf16(uint32_t bits) {
  float x;
  bits <<= 16;
  memcpy(&x, &bits, 4);
  return x;
}

/* To the nearest of bfloat16, to the even one of two that are as near; a NaN stays one. */
static unsigned short bf16_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  if (x != x) return 0x7fff;
  return (unsigned short)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

/* The lane and the half word where row r (of 16) and depth d (of 16) of the left fragment lie, and column s (of 8) and depth d of the right one. */
static float left_at(int r, int d) { return of_bf16(of_warp()[r % 8 * 4 + d % 8 / 2][r / 8 + d / 8 * 2] >> 16 * (d % 2) & 0xffff); }
static float right_at(int s, int d) { return of_bf16(of_warp()[s * 4 + d % 8 / 2][4 + d / 8] >> 16 * (d % 2) & 0xffff); }

static void mma_bf16(float *c, const unsigned *a, const unsigned *b) {
  int lane = threadIdx.x % 32;
  turns[threadIdx.x]++;
  for (int i = 0; i < 4; i++) of_warp()[lane][i] = a[i];
  for (int i = 0; i < 2; i++) of_warp()[lane][4 + i] = b[i];
  wait_for_warp();
  for (int part = 0; part < 4; part++) {
    for (int d = 0; d < 16; d++) c[part] += left_at(lane / 4 + part / 2 * 8, d) * right_at(lane % 4 * 2 + part % 2, d);
  }
}

/* Copies arrive at once: one that was read too early is not found here. */
static void copy_later(void *to, const void *from) { memcpy(to, from, 16); }
static void end_of_group(void) {}
#define WAIT_FOR_GROUPS(most) ((void)(most))
//# sourceMappingURL=../../../.maps/backends/cuda/emulated/device.h.map
