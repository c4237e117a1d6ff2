// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
/** What a vocabulary costs a GPT: FLOPs for each byte of text, and the size at which they are least. */
import { forwardFlops } from "./count.ts";
import type { GptConfig } from "./gpt.ts";

// Count the FLOPs of a byte
/**
 * FLOPs of the matrix products of a forward pass for each byte of a text that is read in
 * sequences of T tokens: those of the output layer, those of the blocks, and both.
 */
export function flopsPerByte(config: GptConfig, T: number, bytesPerToken: number) {
  const { output, total } = forwardFlops(config, 1, T);
  const bytes = T * bytesPerToken;
  return { output: output / bytes, blocks: (total - output) / bytes, total: total / bytes };
}

// Find the vocabulary of the fewest FLOPs
/**
 * The size of the vocabulary with the fewest FLOPs for each byte, where a vocabulary larger by
 * one per cent makes the text shorter by `elasticity` per cent. Throws `RangeError` for an
 * elasticity that is not between 0 and 1.
 */
export function vocabularyOfLeastFlops(config: GptConfig, T: number, elasticity: number): number {
  // Refuse an elasticity that has no optimum
  if (!(elasticity > 0 && elasticity < 1)) throw new RangeError(`vocabularyOfLeastFlops: an elasticity of ${elasticity}, and not between 0 and 1`);
  const { output, total } = forwardFlops(config, 1, T);
  const itemsPerFlop = config.vocabularySize / output; // 1 / 2Td
  return elasticity / (1 - elasticity) * (total - output) * itemsPerFlop;
}
//# sourceMappingURL=../../.maps/models/gpt/vocabulary-cost.ts.map
