// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** A GPT with RoPE in the other layout of pairs. */
import { withInterleavedPairs } from "../../nn/position/rotary-layout.ts";
import type { GptParameters } from "./gpt.ts";

/** Parameters that give with interleaved pairs what these give with half-split ones, up to rounding. */
export const inOtherLayout = (parameters: GptParameters, heads: number): GptParameters => ({
  ...parameters,
  blocks: parameters.blocks.map((block) => ({ ...block, attention: { ...block.attention,
    qkv: withInterleavedPairs(block.attention.qkv, heads) } })),
});
//# sourceMappingURL=../../.maps/models/gpt/rotary-layout.ts.map
