// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* The cross-entropy of rows of logits, and its backward pass. Targets are in range: the caller checks them. */

/* z: rows of d logits; lse: for each counted row log Σ exp, for others 0 */
static void log_sum_exp(const struct fused *f) {
  const int32_t *targets = f->in[1];
  double *lse = f->out;
  for (size_t row = 0; row < f->rows; row++) {
    lse[row] = 0;
    if (targets[row] == f->parameters[0]) continue;
    const float *z = row_of(f->in[0], row, f->d);
    float largest = largest_of(z, f->d);
    lse[row] = largest + log(sum_of_exponentials(NULL, z, f->d, f->ahead, largest));
  }
}

/* the sum over counted rows of lse − z at the target, over the second parameter */
static void cross_entropy(const struct fused *f) {
  const int32_t *targets = f->in[1];
  const double *lse = f->in[2];
  double total = 0;
  for (size_t row = 0; row < f->rows; row++) {
    if (targets[row] != f->parameters[0]) total += lse[row] - row_of(f->in[0], row, f->d)[targets[row]];
  }
  *(float *)f->out = total / f->parameters[1];
}

static void cross_entropy_backward(const struct fused *f) {
  const int32_t *targets = f->in[1];
  float weight = *(const float *)f->in[3] / f->parameters[1];
  for (size_t row = 0; row < f->rows; row++) {
    const float *z = row_of(f->in[0], row, f->d);
    double lse = ((const double *)f->in[2])[row];
    float *dz = (float *)f->out + row * f->d;
    if (targets[row] == f->parameters[0]) memset(dz, 0, f->d * sizeof *dz);
    else {
      // Subtract the one-hot target in C
      float near = lse, rest = lse - near; // lse as the sum of two floats
      ALONG(j, count, f->d, {
        vector p = exp_nonpositive((load_up_to(z + j, count, 0) - near) - rest); // lse is at least each logit
        store_up_to(dz + j, weight * p, count);
      });
      dz[targets[row]] = weight * expm1(z[targets[row]] - lse);
    }
  }
}
//# sourceMappingURL=../../.maps/backends/native/cross-entropy.h.map
