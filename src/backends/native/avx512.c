// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* AVX-512: 32 registers of sixteen numbers. */
#include "kernels.h"
#ifdef X86_PATHS
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")
#define PATH avx512
#define LANES 16
#define ROWS 14
#define COLUMNS 2
#include "path.h"
#endif
//# sourceMappingURL=../../.maps/backends/native/avx512.c.map
