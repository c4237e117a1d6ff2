// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
/** GPTs of known sizes. */
import type { GptConfig } from "./gpt.ts";

const gpt2 = (layers: number, heads: number, width: number) =>
  ({ vocabularySize: 50_257, context: 1024, layers, heads, width }) satisfies GptConfig;

/** The four sizes of GPT-2. Source: Radford and others, 2019; the published weights. */
export const gpt2Sizes = {
  small: gpt2(12, 12, 768),
  medium: gpt2(24, 16, 1024),
  large: gpt2(36, 20, 1280),
  xl: gpt2(48, 25, 1600),
} as const;

/** A GPT that trains on a laptop in minutes, for characters: the small CPU configuration of nanoGPT, which has no biases. */
export function cpuPreset(vocabularySize: number): GptConfig {
  return { vocabularySize, context: 64, layers: 4, heads: 4, width: 128, bias: false, activation: "gelu" };
}
//# sourceMappingURL=../../.maps/models/gpt/presets.ts.map
