// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** The fused kernels of the WebGPU backend, by name. */
// Import the fused kernels of the device
// each by the section that writes it
import { attention, attentionBackward } from "./kernels/attention.ts";
import { activations, adamw, rotary } from "./kernels/each.ts";
import { gainBackward, layerNorm, layerNormBackward, rmsNorm, rmsNormBackward, statistics } from "./kernels/norms.ts";
import { scatter } from "./kernels/pick.ts";
import { crossEntropy, crossEntropyBackward, logSoftmax, logSoftmaxBackward, logSumExp, softmax, softmaxBackward } from "./kernels/softmax.ts";
import type { FusedLaunch } from "./fused-launch.ts";
import type { Operand } from "./storage.ts";

/** The table of fused kernels. Without one of them, its operation is made of primitives. */
export const fusedLaunches: Readonly<Record<string, FusedLaunch | undefined>> = {
  // Fused kernels of the device
  // each by the section that writes it
  softmax, softmaxBackward, logSoftmax, logSoftmaxBackward,
  logSumExp, crossEntropy, crossEntropyBackward,
  statistics, layerNorm, layerNormBackward, gainBackward, rmsNorm, rmsNormBackward,
  ...activations, adamw, rotary, attention, attentionBackward,
  embeddingBackward(queue, { inputs: [dX, ids], outputs: [dE] }) {
    const [n, d] = dX!.shape as readonly [number, number];
    const listed = (operand: Operand, rows: number) => ({ ...operand, shape: [1, rows, d] });
    scatter(queue, { input: listed(dX!, n), indices: ids!, output: listed(dE!, dE!.shape[0]!) });
  },
};
//# sourceMappingURL=../../.maps/backends/webgpu/fused.ts.map
