// Tangled from book/11-memory/01-parameters-gradients-and-optimiser-states.md. Edit the book, then: npm run tangle
/** Published models by their configurations. Sources: Radford and others, 2019; the configuration files of Llama 2, Llama 3 and DeepSeek-V3. */
import { gpt2Sizes } from "../models/gpt/presets.ts";
import type { Architecture } from "./architecture.ts";
import { architectureOfGpt } from "./architecture-of-gpt.ts";

/** What the Llamas have in common: RMSNorm, SwiGLU, rotary positions, no biases, an output layer of its own. */
function llama(name: string, sizes: Pick<Architecture, "vocabularySize" | "context" | "layers" | "width" | "heads" | "keyValueHeads" | "feedForward">): Architecture {
  return { name, ...sizes, headWidth: sizes.width / sizes.heads, gated: true, norm: "rms", bias: false, tied: false, learnedPositions: false };
}

/** By the name of a command line. */
export const publishedModels = {
  gpt2: architectureOfGpt(gpt2Sizes.small, "GPT-2 small"),
  "gpt2-medium": architectureOfGpt(gpt2Sizes.medium, "GPT-2 medium"),
  "gpt2-large": architectureOfGpt(gpt2Sizes.large, "GPT-2 large"),
  "gpt2-xl": architectureOfGpt(gpt2Sizes.xl, "GPT-2 XL"),
  "llama-2-7b": llama("Llama 2 7B", { vocabularySize: 32_000, context: 4096, layers: 32, width: 4096, heads: 32, keyValueHeads: 32, feedForward: 11_008 }),
  "llama-3-8b": llama("Llama 3 8B", { vocabularySize: 128_256, context: 8192, layers: 32, width: 4096, heads: 32, keyValueHeads: 8, feedForward: 14_336 }),
  "llama-3-70b": llama("Llama 3 70B", { vocabularySize: 128_256, context: 8192, layers: 80, width: 8192, heads: 64, keyValueHeads: 8, feedForward: 28_672 }),
  "deepseek-v3": {
    ...llama("DeepSeek-V3", { vocabularySize: 129_280, context: 163_840, layers: 61, width: 7168, heads: 128, keyValueHeads: 128, feedForward: 18_432 }),
    headWidth: 128,
    latent: { queryRank: 1536, rank: 512, rotary: 64, plain: 128, value: 128 },
    experts: { dense: 3, routed: 256, shared: 1, active: 8, width: 2048 },
  },
} as const satisfies Readonly<Record<string, Architecture>>;
//# sourceMappingURL=../.maps/memory/published-models.ts.map
