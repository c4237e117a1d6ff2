// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* Layer normalisation and RMS normalisation of rows, and their backward passes. */

/* A row and what was saved of it: its mean as the sum of two floats, and r = 1/√(σ² + ε). */
struct normal {
  const float *x;
  float near, rest, r;
};

static inline struct normal normal_of(const void *x, const void *statistics, size_t row, size_t d) {
  const double *pair = (const double *)statistics + 2 * row;
  float near = pair[0];
  return (struct normal){ row_of(x, row, d), near, pair[0] - near, pair[1] };
}

/* x̂ from number j on: (x − mean) r */
static inline vector hat(const struct normal *of, size_t j, size_t count) {
  return of->r * ((load_up_to(of->x + j, count, 0) - of->near) - of->rest);
}

// Compute the statistics of rows in C
/* x: rows of d; pairs: for each row its mean and r = 1/√(σ² + ε) */
static void statistics(const struct fused *f) {
  double *pair = f->out;
  for (size_t row = 0; row < f->rows; row++, pair += 2) {
    const float *x = row_of(f->in[0], row, f->d);
    struct total sum = {0}, squares = {0};
    ALONG(j, count, f->d, { sum = plus(sum, load_up_to(x + j, count, 0)); });
    pair[0] = sum_of(sum) / f->d;
    float near = pair[0], rest = pair[0] - near;
    ALONG(j, count, f->d, {
      ask_for(x + f->ahead + j);
      vector centred = first_of((load_up_to(x + j, count, 0) - near) - rest, count);
      squares = plus(squares, centred * centred);
    });
    pair[1] = 1 / __builtin_sqrt(sum_of(squares) / f->d + f->parameters[0]);
  }
}

// Normalise rows in C
/* x, gain, bias, statistics: y = gain x̂ + bias */
static void layer_norm(const struct fused *f) {
  const float *gain = f->in[1], *bias = f->in[2];
  for (size_t row = 0; row < f->rows; row++) {
    struct normal of = normal_of(f->in[0], f->in[3], row, f->d);
    float *y = (float *)f->out + row * f->d;
    ALONG(j, count, f->d, {
      store_up_to(y + j, load_up_to(gain + j, count, 0) * hat(&of, j, count) + load_up_to(bias + j, count, 0), count);
    });
  }
}

// Compute the gradient of layer normalisation in C
/* dY, x, gain, statistics: dX = r (G − mean of G − x̂ · mean of G x̂), with G = gain dY */
static void layer_norm_backward(const struct fused *f) {
  const float *gain = f->in[2];
  for (size_t row = 0; row < f->rows; row++) {
    struct normal of = normal_of(f->in[1], f->in[3], row, f->d);
    const float *dY = row_of(f->in[0], row, f->d);
    float *dX = (float *)f->out + row * f->d;
    struct total sum = {0}, along = {0};
    ALONG(j, count, f->d, {
      vector G = load_up_to(gain + j, count, 0) * load_up_to(dY + j, count, 0);
      sum = plus(sum, G);
      along = plus(along, G * hat(&of, j, count));
    });
    float mean = sum_of(sum) / f->d, mean_along = sum_of(along) / f->d;
    ALONG(j, count, f->d, {
      vector G = load_up_to(gain + j, count, 0) * load_up_to(dY + j, count, 0);
      ask_for(dY + f->ahead + j);
      ask_for(of.x + f->ahead + j);
      store_up_to(dX + j, of.r * (G - mean - hat(&of, j, count) * mean_along), count);
    });
  }
}

// Compute the gradient of the gain in C
enum { COLUMNS_AT_ONCE = 1024 };

/* dY, x, statistics: for each column the sum over the rows of dY x̂ */
static void gain_backward(const struct fused *f) {
  for (size_t left = f->left; left < f->right; left += COLUMNS_AT_ONCE) {
    struct total totals[COLUMNS_AT_ONCE / LANES] = {0};
    size_t width = least(COLUMNS_AT_ONCE, f->right - left);
    for (size_t row = 0; row < f->rows; row++) {
      struct normal of = normal_of(f->in[1], f->in[2], row, f->d);
      const float *dY = row_of(f->in[0], row, f->d) + left;
      ALONG(j, count, width, {
        totals[j / LANES] = plus(totals[j / LANES], load_up_to(dY + j, count, 0) * hat(&of, left + j, count));
      });
    }
    float *out = (float *)f->out + left;
    for (size_t j = 0; j < width; j++) {
      struct total *of = &totals[j / LANES];
      size_t lane = j % LANES;
      out[j] = lane < LANES / 2 ? of->low[lane] : of->high[lane - LANES / 2];
    }
  }
}

// Normalise rows by their mean square in C
static inline float rms_scale(const float *x, size_t d, double epsilon) {
  struct total squares = {0};
  ALONG(j, count, d, {
    vector v = load_up_to(x + j, count, 0);
    squares = plus(squares, v * v);
  });
  return 1 / __builtin_sqrt(sum_of(squares) / d + epsilon);
}

/* x, gain: y = gain r x, with r = 1/√(mean square + ε) */
static void rms_norm(const struct fused *f) {
  const float *gain = f->in[1];
  for (size_t row = 0; row < f->rows; row++) {
    const float *x = row_of(f->in[0], row, f->d);
    float *y = (float *)f->out + row * f->d, r = rms_scale(x, f->d, f->parameters[0]);
    ALONG(j, count, f->d, {
      ask_for(x + f->ahead + j);
      store_up_to(y + j, load_up_to(gain + j, count, 0) * (r * load_up_to(x + j, count, 0)), count);
    });
  }
}

/* dY, x, gain: dX = r (G − r x · mean of G r x), with G = gain dY */
static void rms_norm_backward(const struct fused *f) {
  const float *gain = f->in[2];
  for (size_t row = 0; row < f->rows; row++) {
    const float *dY = row_of(f->in[0], row, f->d), *x = row_of(f->in[1], row, f->d);
    float *dX = (float *)f->out + row * f->d, r = rms_scale(x, f->d, f->parameters[0]);
    struct total along = {0};
    ALONG(j, count, f->d, {
      along = plus(along, load_up_to(gain + j, count, 0) * load_up_to(dY + j, count, 0) * (r * load_up_to(x + j, count, 0)));
    });
    float mean = sum_of(along) / f->d;
    ALONG(j, count, f->d, {
      vector G = load_up_to(gain + j, count, 0) * load_up_to(dY + j, count, 0);
      ask_for(dY + f->ahead + j);
      ask_for(x + f->ahead + j);
      store_up_to(dX + j, r * (G - r * load_up_to(x + j, count, 0) * mean), count);
    });
  }
}
//# sourceMappingURL=../../.maps/backends/native/norms.h.map
