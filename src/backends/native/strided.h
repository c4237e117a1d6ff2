// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* Copies between layouts of up to four axes. */

// Transpose a block of numbers
enum { TILE = 32 };

/* out[i, j] = x[j, i] for a plane whose rows at x and at `out` are rows of neighbours */
static void transpose(const struct strided *s, int32_t *out, const int32_t *x) {
  for (size_t top = 0; top < s->lengths[2]; top += TILE) {
    for (size_t left = 0; left < s->lengths[3]; left += TILE) {
      // Transpose a tile through the first-level cache
      size_t rows = least(TILE, s->lengths[2] - top), n = least(TILE, s->lengths[3] - left);
      int32_t tile[TILE][TILE + 1];
      for (size_t j = 0; j < n; j++) {
        const int32_t *from = x + (ptrdiff_t)(left + j) * s->from[3] + top;
        // Ask for a row of the next tile
        if (left + TILE + j < s->lengths[3]) {
          const float *next = (const float *)(from + TILE * s->from[3]);
          ask_for(next);
          ask_for(next + rows - 1);
        }
        for (size_t i = 0; i < rows; i++) tile[i][j] = from[i];
      }
      for (size_t i = 0; i < rows; i++) memcpy(out + (ptrdiff_t)(top + i) * s->to[2] + left, tile[i], n * sizeof *out);
    }
  }
}

#define COPY_PLANE(type) \
static void copy_plane_##type(const struct strided *s, type *out, const type *x) { \
  size_t rows = s->lengths[2], n = s->lengths[3]; \
  ptrdiff_t out_row = s->to[2], out_step = s->to[3], x_row = s->from[2], x_step = s->from[3]; \
  for (size_t row = 0; row < rows; row++, out += out_row, x += x_row) { \
    if (out_step == 1 && x_step == 1) memcpy(out, x, n * sizeof *out); \
    else for (size_t i = 0; i < n; i++) out[(ptrdiff_t)i * out_step] = x[(ptrdiff_t)i * x_step]; \
  } \
}
COPY_PLANE(int32_t) COPY_PLANE(int64_t)

static void strided(const struct strided *s) {
  ptrdiff_t width = s->width;
  for (size_t i = 0; i < s->lengths[0]; i++) {
    for (size_t j = 0; j < s->lengths[1]; j++) {
      char *out = s->out + ((ptrdiff_t)i * s->to[0] + (ptrdiff_t)j * s->to[1]) * width;
      const char *x = s->x + ((ptrdiff_t)i * s->from[0] + (ptrdiff_t)j * s->from[1]) * width;
      if (width == 8) copy_plane_int64_t(s, (int64_t *)out, (const int64_t *)x);
      else if (s->to[3] == 1 && s->from[2] == 1 && s->lengths[2] >= TILE && s->lengths[3] >= TILE) transpose(s, (int32_t *)out, (const int32_t *)x);
      else copy_plane_int32_t(s, (int32_t *)out, (const int32_t *)x);
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/strided.h.map
