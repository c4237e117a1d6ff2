// Tangled from book/interlude-c-the-graphics-processor/06-cuda-from-typescript.md. Edit the book, then: npm run tangle
/* All kernels of the CUDA backend, in one file of PTX. */
#include "device.cuh"
#include "maps.cuh"
#include "reductions.cuh"
#include "indexed.cuh"
#define PER 4
#define PRODUCT product_64
#include "product.cuh"
#define PER 8
#define PRODUCT product_128
#include "product.cuh"
#include "tensor-cores.cuh"
#include "fused.cuh"
#include "attention.cuh"
//# sourceMappingURL=../../.maps/backends/cuda/kernels.cu.map
