// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* Rows picked out by their indices, and put back. Indices are in range: the caller checks them. */

static void gather(const struct gather *g) {
  for (size_t o = 0; o < g->outer; o++) {
    const char *table = g->x + o * g->length * g->bytes;
    char *out = g->out + o * g->picked * g->bytes;
    for (size_t j = 0; j < g->picked; j++, out += g->bytes) memcpy(out, table + g->indices[j] * g->bytes, g->bytes);
  }
}

/* out[o, indices[j], :] = Σ x[o, j, :] over j, in the order of j; `bytes` is four times the width */
static void scatter(const struct gather *g) {
  size_t width = g->bytes / sizeof(float);
  memset(g->out, 0, g->outer * g->length * g->bytes);
  for (size_t o = 0; o < g->outer; o++) {
    float *table = (float *)g->out + o * g->length * width;
    const float *x = (const float *)g->x + o * g->picked * width;
    for (size_t j = 0; j < g->picked; j++, x += width) {
      float *restrict to = table + g->indices[j] * width;
      for (size_t i = 0; i < width; i++) to[i] += x[i];
    }
  }
}

// Sum the gradients of each row of a table
/* dX: rows of d, ids, and room for length + 1 + rows integers; dE: a table of `length` rows */
static void embedding_backward(const struct fused *f) {
  const int32_t *ids = f->in[1];
  int32_t *start = (int32_t *)f->in[2], *order = start + f->length + 1;
  // Sort the positions by their id
  memset(start, 0, (f->length + 1) * sizeof *start);
  for (size_t i = 0; i < f->rows; i++) start[ids[i] + 1]++;
  for (size_t id = 0; id < f->length; id++) start[id + 1] += start[id];
  for (size_t i = 0; i < f->rows; i++) order[start[ids[i]]++] = i;
  // now start[id] is where the positions of that id end
  for (size_t id = 0; id < f->length; id++) {
    // Sum the gradients of one id
    int32_t first = id == 0 ? 0 : start[id - 1];
    for (size_t left = 0; left < f->d; left += BLOCK) {
      double totals[BLOCK] = {0};
      size_t width = least(BLOCK, f->d - left);
      for (int32_t i = first; i < start[id]; i++) {
        const float *dX = row_of(f->in[0], order[i], f->d) + left;
        // the next position is in a row that no hardware guesses
        if (i + 1 < start[id]) ask_for(row_of(f->in[0], order[i + 1], f->d) + left);
        for (size_t j = 0; j < width; j++) totals[j] += dX[j];
      }
      float *to = (float *)f->out + id * f->d + left;
      for (size_t j = 0; j < width; j++) to[j] = totals[j];
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/indexed.h.map
