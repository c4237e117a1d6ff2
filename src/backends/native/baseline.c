// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* What every processor of this kind has: SSE2, NEON, or single numbers. */
#define PATH baseline
#define LANES 4
#if defined(__aarch64__)
#define ROWS 8
#define COLUMNS 2
#else
#define ROWS 4
#define COLUMNS 2
#endif
#include "path.h"
//# sourceMappingURL=../../.maps/backends/native/baseline.c.map
