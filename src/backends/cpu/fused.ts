// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** The fused kernels of the CPU, by name. */
// Import the fused kernels
import { runningSum } from "./kernels/running-sum.ts";
import { embeddingBackward } from "./kernels/embedding.ts";
import { softmax, softmaxBackward } from "./kernels/softmax.ts";
import { crossEntropy, crossEntropyBackward, logSumExp } from "./kernels/cross-entropy.ts";
import { logSoftmax, logSoftmaxBackward } from "./kernels/log-softmax.ts";
import { gainBackward, layerNorm, layerNormBackward, statistics } from "./kernels/layer-norm.ts";
import { rmsNorm, rmsNormBackward } from "./kernels/rms-norm.ts";
import { gelu, geluBackward, geluTanh, geluTanhBackward } from "./kernels/gelu.ts";
import { relu, reluBackward } from "./kernels/relu.ts";
import { tanh, tanhBackward } from "./kernels/tanh.ts";
import { onNumbers } from "./kernels/on-numbers.ts";
import { adamw } from "./kernels/adamw.ts";
import { attention, attentionBackward } from "./kernels/attention.ts";
import { rotary } from "./kernels/rotary.ts";
import type { FusedLoop } from "./storage.ts";

/** The table of fused kernels. Without one of them, its operation is made of primitives. */
export const fusedKernels: Readonly<Record<string, FusedLoop | undefined>> = {
  // Fused kernels
  runningSum,
  embeddingBackward,
  softmax,
  softmaxBackward,
  logSumExp,
  crossEntropy,
  crossEntropyBackward,
  logSoftmax,
  logSoftmaxBackward,
  statistics,
  layerNorm,
  layerNormBackward,
  gainBackward,
  rmsNorm,
  rmsNormBackward,
  relu: onNumbers(relu),
  reluBackward: onNumbers(reluBackward),
  tanh: onNumbers(tanh),
  tanhBackward: onNumbers(tanhBackward),
  gelu: onNumbers(gelu),
  geluBackward: onNumbers(geluBackward),
  geluTanh: onNumbers(geluTanh),
  geluTanhBackward: onNumbers(geluTanhBackward),
  adamw,
  attention,
  attentionBackward,
  rotary,
};
//# sourceMappingURL=../../.maps/backends/cpu/fused.ts.map
