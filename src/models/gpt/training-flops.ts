// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The floating-point operations of a training step, by formula, and the share of the peak that they are. */
import { forwardFlops } from "./count.ts";
import type { GptConfig } from "./gpt.ts";

// Count the FLOPs of a training step
/** FLOPs of the matrix products of a step on B sequences of T tokens: the backward pass takes twice as many as the forward pass. */
export function trainingFlops(config: GptConfig, B: number, T: number): number {
  return 3 * forwardFlops(config, B, T).total;
}

/** Model FLOPs utilisation: FLOPs that the model demands, per second, over the FLOP/s of the peak. Source: Chowdhery and others, “PaLM”, 2023, appendix B. */
export function utilisation(flops: number, seconds: number, peak: number): number {
  return flops / (seconds * peak);
}
//# sourceMappingURL=../../.maps/models/gpt/training-flops.ts.map
