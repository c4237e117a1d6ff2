// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/* The fused kernels by name. */

/* yᵢ = x₀ + … + xᵢ, each sum in double precision */
static void running_sum(const struct fused *f) {
  const float *x = f->in[0];
  float *y = f->out;
  double sum = 0;
  for (size_t i = 0; i < f->rows * f->d; i++) y[i] = sum += x[i];
}

static const struct named_fused fused[] = {
  { "softmax", softmax, -1, 0 },
  { "softmaxBackward", softmax_backward, -1, 0 },
  { "logSoftmax", log_softmax, -1, 0 },
  { "logSoftmaxBackward", log_softmax_backward, -1, 0 },
  { "logSumExp", log_sum_exp, 1, 1 },
  { "crossEntropy", cross_entropy, 1, 1 },
  { "crossEntropyBackward", cross_entropy_backward, 1, 1 },
  { "statistics", statistics, -1, 0 },
  { "layerNorm", layer_norm, -1, 0 },
  { "layerNormBackward", layer_norm_backward, -1, 0 },
  { "gainBackward", gain_backward, -1, 0 },
  { "rmsNorm", rms_norm, -1, 0 },
  { "rmsNormBackward", rms_norm_backward, -1, 0 },
  { "embeddingBackward", embedding_backward, 1, 0 },
  { "runningSum", running_sum, -1, 0 },
  { NULL, NULL, 0, 0 },
};
//# sourceMappingURL=../../.maps/backends/native/fused.h.map
