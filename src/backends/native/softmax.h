// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* Softmax and log-softmax of rows, and their backward passes. */

// Find the maximum logit in C
/* The largest number of a row. NaN is passed over: it makes the sum of the exponentials NaN. */
static inline float largest_of(const float *x, size_t d) {
  vector one = splat(-__builtin_inff()), other = one;
  size_t i = 0;
  for (; i + 2 * LANES <= d; i += 2 * LANES) {
    one = larger_of(load(x + i), one);
    other = larger_of(load(x + i + LANES), other);
  }
  for (; i < d; i += LANES) one = larger_of(load_up_to(x + i, d - i, -__builtin_inff()), one);
  one = larger_of(one, other);
  float largest = -__builtin_inff();
  for (int lane = 0; lane < LANES; lane++) largest = one[lane] > largest ? one[lane] : largest;
  return largest;
}

// Sum the exponentials of a row
/* Σ exp(xⱼ − largest). The exponentials are stored at `out`, where there is one. */
static inline double sum_of_exponentials(float *out, const float *x, size_t d, size_t ahead, float largest) {
  struct total total = {0};
  ALONG(j, count, d, {
    ask_for(x + ahead + j);
    vector e = exp_nonpositive(load_up_to(x + j, count, -__builtin_inff()) - largest);
    total = plus(total, e); // past the end of the row the exponentials of −∞ are 0
    if (out != NULL) store_up_to(out + j, e, count);
  });
  return sum_of(total);
}

// Compute the softmax of rows in C
/* z: rows of d logits; p: rows of d probabilities */
static void softmax(const struct fused *f) {
  for (size_t row = 0; row < f->rows; row++) {
    const float *z = row_of(f->in[0], row, f->d);
    float *p = (float *)f->out + row * f->d;
    float scale = 1 / sum_of_exponentials(p, z, f->d, f->ahead, largest_of(z, f->d));
    ALONG(j, count, f->d, { store_up_to(p + j, scale * load_up_to(p + j, count, 0), count); });
  }
}

// Compute the gradient of softmax in C
/* p and dp: rows of d; dz = p (dp − Σ p dp) */
static void softmax_backward(const struct fused *f) {
  for (size_t row = 0; row < f->rows; row++) {
    const float *p = row_of(f->in[0], row, f->d), *dp = row_of(f->in[1], row, f->d);
    float *dz = (float *)f->out + row * f->d;
    struct total sum = {0};
    ALONG(j, count, f->d, { sum = plus(sum, load_up_to(p + j, count, 0) * load_up_to(dp + j, count, 0)); });
    float mean = sum_of(sum);
    ALONG(j, count, f->d, {
      ask_for(p + f->ahead + j);
      ask_for(dp + f->ahead + j);
      store_up_to(dz + j, load_up_to(p + j, count, 0) * (load_up_to(dp + j, count, 0) - mean), count);
    });
  }
}

// Compute the log-softmax of rows in C
/* z: rows of d logits; y = z − max − log Σ exp(z − max) */
static void log_softmax(const struct fused *f) {
  for (size_t row = 0; row < f->rows; row++) {
    const float *z = row_of(f->in[0], row, f->d);
    float *y = (float *)f->out + row * f->d;
    float largest = largest_of(z, f->d), rest = log(sum_of_exponentials(NULL, z, f->d, f->ahead, largest));
    ALONG(j, count, f->d, { store_up_to(y + j, (load_up_to(z + j, count, 0) - largest) - rest, count); });
  }
}

/* y and dy: rows of d; dz = dy − exp(y) Σ dy */
static void log_softmax_backward(const struct fused *f) {
  for (size_t row = 0; row < f->rows; row++) {
    const float *y = row_of(f->in[0], row, f->d), *dy = row_of(f->in[1], row, f->d);
    float *dz = (float *)f->out + row * f->d;
    struct total sum = {0};
    ALONG(j, count, f->d, { sum = plus(sum, load_up_to(dy + j, count, 0)); });
    float total = sum_of(sum);
    ALONG(j, count, f->d, {
      ask_for(y + f->ahead + j);
      ask_for(dy + f->ahead + j);
      store_up_to(dz + j, load_up_to(dy + j, count, 0) - exp_nonpositive(load_up_to(y + j, count, 0)) * total, count);
    });
  }
}
//# sourceMappingURL=../../.maps/backends/native/softmax.h.map
