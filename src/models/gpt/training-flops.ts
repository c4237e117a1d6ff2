// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The floating-point operations of a training step, by formula, and the share of the peak that they are. */
import { completeConfig, type GptConfig } from "./gpt.ts";

// Count the FLOPs of a training step
/**
 * FLOPs of the matrix products of a step on B sequences of T tokens, forward and backward, with the scores of all pairs of positions.
 * Source: Chowdhery and others, “PaLM”, 2023, appendix B.
 */
export function trainingFlops(config: GptConfig, B: number, T: number): number {
  const { vocabularySize: V, layers, width: d, feedForward: m } = completeConfig(config);
  const ofBlock = 8 * d ** 2 + 4 * d * m + 4 * T * d;
  return 3 * B * T * (layers * ofBlock + 2 * d * V);
}

/** Model FLOPs utilisation: FLOPs that the model demands, per second, over the FLOP/s of the peak. */
export function utilisation(flops: number, seconds: number, peak: number): number {
  return flops / (seconds * peak);
}
//# sourceMappingURL=../../.maps/models/gpt/training-flops.ts.map
