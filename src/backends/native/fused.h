// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/* The fused kernels by name. */
#include "rotary.h"

/* yᵢ = x₀ + … + xᵢ, each sum in double precision */
static void running_sum(const struct fused *f) {
  const float *x = f->in[0];
  float *y = f->out;
  double sum = 0;
  for (size_t i = 0; i < f->rows * f->d; i++) y[i] = sum += x[i];
}

static const struct named_fused fused[] = {
  { "softmax", softmax, -1, 0, "rr" },
  { "softmaxBackward", softmax_backward, -1, 0, "rrr" },
  { "logSoftmax", log_softmax, -1, 0, "rr" },
  { "logSoftmaxBackward", log_softmax_backward, -1, 0, "rrr" },
  { "logSumExp", log_sum_exp, 1, 1, "ri1" },
  { "crossEntropy", cross_entropy, 1, 1, NULL },
  { "crossEntropyBackward", cross_entropy_backward, 1, 1, "ri1 r" },
  { "statistics", statistics, -1, 0, "r2" },
  { "layerNorm", layer_norm, -1, 0, "r  2r" },
  { "layerNormBackward", layer_norm_backward, -1, 0, "rr 2r" },
  { "gainBackward", gain_backward, -1, 0, "rr2c" },
  { "rmsNorm", rms_norm, -1, 0, "r r" },
  { "rmsNormBackward", rms_norm_backward, -1, 0, "rr r" },
  { "embeddingBackward", embedding_backward, 1, 0, NULL },
  { "runningSum", running_sum, -1, 0, NULL },
  { "rotary", rotary, -1, 0, "r r" },
  { NULL, NULL, 0, 0, NULL },
};
//# sourceMappingURL=../../.maps/backends/native/fused.h.map
