// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** Whether a training fits into the memory of the machine. */
import { totalmem } from "node:os";
import { defaultBackend } from "../../backends/default.ts";
import { completeConfig, type GptConfig } from "../../models/gpt/gpt.ts";
import { BadInput } from "../shell/bad-input.ts";

/** A memory of WebAssembly has no more bytes. */
const MOST_IN_WASM = 2 ** 32;

/**
 * About how many bytes a training takes: parameters with their two averages, before and after a step, the best ones, and gradients before, while and after they are clipped; what a block saves of each position
 * for the backward pass, and the gradients beside it; and the logits with theirs.
 */
export function estimatedBytes(config: GptConfig, batch: number, time: number): number {
  const { vocabularySize: V, layers, width: d, feedForward: m, context } = completeConfig(config);
  const parameters = V * d + context * d + layers * (4 * d ** 2 + 2 * d * m);
  const ofPosition = layers * (10 * d + 2 * m) + 6 * d + 3 * m + 3 * V;
  return 4 * (10 * parameters + batch * time * ofPosition);
}

/** Throws `BadInput`, with what would fit, where a training takes more than there is. */
export function checkMemory(config: GptConfig, batch: number, time: number, most = defaultBackend.name.includes("wasm") ? Math.min(MOST_IN_WASM, totalmem()) : totalmem()): void {
  const bytes = estimatedBytes(config, batch, time);
  if (bytes <= most) return;
  const [one, none] = [estimatedBytes(config, 1, time), estimatedBytes(config, 0, time)];
  const fitting = Math.floor((most - none) / (one - none));
  const cure = fitting >= 1 ? `--batch ${fitting} would fit` : "a model with fewer --layers, a smaller --width or a shorter --context would fit";
  const gigabytes = (count: number) => `${(count / 1e9).toFixed(1)} GB`;
  throw new BadInput(`a step takes about ${gigabytes(bytes)}, and there are ${gigabytes(most)}; ${cure}`);
}
//# sourceMappingURL=../../.maps/demos/gpt/memory.ts.map
