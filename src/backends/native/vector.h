// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* Vectors of LANES float32 numbers, which the compiler keeps in registers. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef float vector __attribute__((vector_size(4 * LANES)));

static inline vector splat(float x) { return x - (vector){0}; }
// Load and store vectors
typedef float loose __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

static inline vector load(const float *x) { return *(const loose *)x; }
static inline void store(float *x, vector v) { *(loose *)x = v; }
//# sourceMappingURL=../../.maps/backends/native/vector.h.map
