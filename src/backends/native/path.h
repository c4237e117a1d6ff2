// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* All kernels for one path. The file that includes this one defines PATH, LANES, and the tile's ROWS and COLUMNS. */
#include "kernels.h"
#include "vector.h"
#include "peak.h"
// Include the kernels
#include "functions.h"
#include "elementwise.h"
#include "reductions.h"
#include "product.h"

#define TEXT_OF(name) #name
#define NAME_OF(name) TEXT_OF(name)

const struct kernels PATH = {
  .name = NAME_OF(PATH),
  .lanes = LANES,
  .multiply_add = multiply_add,
  .triad = triad,
  // Fill in the kernels of a path
  .maps = maps,
  .sum_rows = sum_rows,
  .sum_columns = sum_columns,
  .max_rows = max_rows,
  .max_columns = max_columns,
  .rows = ROWS,
  .columns = WIDTH,
  .product = product,
};
//# sourceMappingURL=../../.maps/backends/native/path.h.map
