// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The floating-point operations of a training step, by formula. */
import { completeConfig, type GptConfig } from "./gpt.ts";

/**
 * FLOPs of the matrix products of a step on B sequences of T tokens, forward and backward, with the scores of all pairs of positions:
 * model FLOPs, as the utilisation counts them. Source: Chowdhery and others, “PaLM”, 2023, appendix B.
 */
export function trainingFlops(config: GptConfig, B: number, T: number): number {
  const { vocabularySize: V, layers, width: d, feedForward: m } = completeConfig(config);
  return 3 * B * T * (layers * (8 * d ** 2 + 4 * d * m + 4 * T * d) + 2 * d * V);
}
//# sourceMappingURL=../../.maps/models/gpt/training-flops.ts.map
