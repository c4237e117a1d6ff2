// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** A GPT whose parameters are all zero: its memory is that of any other. */
import { zeros, type Backend } from "../../tensor-core.ts";
import { completeConfig, schemeOf, type GptConfig, type GptParameters } from "./gpt.ts";

/** The tree of `initGpt`, of zeros, on a backend; nothing is drawn, so it costs nothing on shapes. Throws as `initGpt` does. */
export function zeroGpt(config: GptConfig, backend: Backend): GptParameters {
  const { vocabularySize: V, layers, width: d, feedForward: m, bias, norm, tied } = completeConfig(config);
  const table = (...shape: readonly number[]) => zeros(shape, { backend });
  const linear = (inputs: number, outputs: number) => ({ weight: table(inputs, outputs), ...(bias && { bias: table(outputs) }) });
  const normOf = () => ({ gain: table(d), ...(bias && norm === "layer" && { bias: table(d) }) });
  const block = () => ({ attentionNorm: normOf(), attention: { qkv: linear(d, 3 * d), output: linear(d, d) }, feedForwardNorm: normOf(), feedForward: { hidden: linear(d, m), output: linear(m, d) } });
  return { embedding: table(V, d), positions: table(...schemeOf(config).shape), blocks: Array.from({ length: layers }, block), norm: normOf(), ...(!tied && { output: table(V, d) }) };
}
//# sourceMappingURL=../../.maps/models/gpt/zero-gpt.ts.map
