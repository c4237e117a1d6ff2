// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/* Pairs of numbers rotated by angles that a table has. */

/* Pairs (xᵢ, xᵢ₊ₕ), and the cosines and sines of their angles. */
static void rotate_halves(size_t half, const float *x, const float *angles, float *y) {
  ALONG(i, count, half, {
    vector a = load_up_to(x + i, count, 0), b = load_up_to(x + half + i, count, 0);
    vector cosine = load_up_to(angles + i, count, 0), sine = load_up_to(angles + half + i, count, 0);
    store_up_to(y + i, a * cosine - b * sine, count);
    store_up_to(y + half + i, a * sine + b * cosine, count);
  });
}

/* Pairs (x₂ᵢ, x₂ᵢ₊₁). */
static void rotate_neighbours(size_t half, const float *x, const float *angles, float *restrict y) {
  for (size_t i = 0; i < half; i++) {
    float a = x[2 * i], b = x[2 * i + 1], cosine = angles[i], sine = angles[half + i];
    y[2 * i] = a * cosine - b * sine;
    y[2 * i + 1] = a * sine + b * cosine;
  }
}

/* x: a sequence in each row; angles: one row for all; parameters: the numbers d of a position, and whether pairs are neighbours. A width that does not fit rotates nothing. */
static void rotary(const struct fused *f) {
  size_t d = f->parameters[0] >= 2 && f->parameters[0] <= f->d ? f->parameters[0] : 0;
  if (d == 0 || d % 2 != 0 || f->d % d != 0) return;
  for (size_t row = 0; row < f->rows; row++) {
    for (size_t at = 0; at < f->d; at += d) {
      const float *x = row_of(f->in[0], row, f->d) + at, *angles = (const float *)f->in[1] + at;
      float *y = (float *)f->out + row * f->d + at;
      if (f->parameters[1] != 0) rotate_neighbours(d / 2, x, angles, y);
      else rotate_halves(d / 2, x, angles, y);
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/rotary.h.map
