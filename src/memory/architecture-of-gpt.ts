// Tangled from book/11-memory/01-parameters-gradients-and-optimiser-states.md. Edit the book, then: npm run tangle
/** Our GPTs as architectures. */
import { completeConfig, schemeOf, type GptConfig } from "../models/gpt/gpt.ts";
import type { Architecture } from "./architecture.ts";

/** The architecture of a configuration. Throws `RangeError` for an invalid one, and for an encoding that learns something else than positions. */
export function architectureOfGpt(config: GptConfig, name = "GPT"): Architecture {
  const { vocabularySize, context, layers, width, heads, feedForward, norm, bias, tied } = completeConfig(config);
  const [learned, features] = schemeOf(config).shape;
  if (learned && features !== width) throw new RangeError("memory: an encoding that learns no positions has no architecture here");
  return { name, vocabularySize, context, layers, width, heads, keyValueHeads: heads, headWidth: width / heads, feedForward, gated: false, norm, bias, tied, learnedPositions: Boolean(learned) };
}
//# sourceMappingURL=../.maps/memory/architecture-of-gpt.ts.map
