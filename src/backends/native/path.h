// Tangled from book/interlude-b-the-processor/01-the-roofline.md. Edit the book, then: npm run tangle
/* All kernels for one path. The file that includes this one defines PATH, LANES, and the tile's ROWS and COLUMNS. */
// Set the rules of arithmetic
/* Floating-point numbers as IEEE 754 has them: NaN, infinities and signed zeros stay what they are. */
#include "kernels.h"
#include "vector.h"
#include "peak.h"
// Include the kernels
#include "functions.h"
#include "rows.h"
#include "elementwise.h"
#include "reductions.h"
#include "product.h"
#include "plain.h"
#include "alone.h"
#include "softmax.h"
#include "cross-entropy.h"
#include "norms.h"
#include "indexed.h"
#include "strided.h"
#include "skinny.h"
#include "fused.h"
#include "sum.h"
#include "adamw.h"
#include "attention.h"

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
  .rows_times_columns = rows_times_columns,
  .rows_of_rows = rows_of_rows,
  .pack_alone = pack_alone,
  .tile_alone = tile_alone,
  .fused = fused,
  .gather = gather,
  .scatter = scatter,
  .strided = strided,
  .skinny = skinny,
  .sum_part = sum_part,
  .pack = pack,
  .block = block,
  .adamw = adamw,
  .attention = attention,
  .attention_backward = attention_backward,
};
//# sourceMappingURL=../../.maps/backends/native/path.h.map
