// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* AVX2 with FMA: 16 registers of eight numbers. */
#include "kernels.h"
#ifdef X86_PATHS
#pragma GCC target("avx2,fma")
#define PATH avx2
#define LANES 8
#define ROWS 6
#define COLUMNS 2
#include "path.h"
#endif
//# sourceMappingURL=../../.maps/backends/native/avx2.c.map
