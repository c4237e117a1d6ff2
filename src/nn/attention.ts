// Tangled from book/07-attention/03-the-causal-mask.md. Edit the book, then: npm run tangle
/** Self-attention with one head as a layer. */
// Import what the attention layer needs
import { attentionWeights, type AttentionOptions } from "../ops/attention.ts";
import { fusedAttention as attention } from "../ops/fused-attention.ts";
import type { Random } from "../random/random.ts";
import { matmul, type Tensor } from "../tensor-core.ts";
import { initialWeights, type Initialisation } from "./init/weights.ts";

// Describe the attention layer
/** d: the width of the stream, d_k: of queries and keys, d_v: of values. */
export interface AttentionShape {
  readonly width: number;
  /** d_k; `width` by default. */
  readonly keyWidth?: number;
  /** d_v; d_k by default. */
  readonly valueWidth?: number;
}

/** W_Q and W_K: [d, d_k], W_V: [d, d_v], W_O: [d_v, d]. */
export type AttentionParameters = {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  readonly output: Tensor;
};

// Initialise the attention layer
/** Weights that keep variance: gain 1 over the fan-in, unless `options` say otherwise of W_O. */
export function initAttention(
  { width, keyWidth = width, valueWidth = keyWidth }: AttentionShape,
  random: Random,
  options: { readonly output?: Initialisation } = {},
): AttentionParameters {
  return {
    query: initialWeights([width, keyWidth], random),
    key: initialWeights([width, keyWidth], random),
    value: initialWeights([width, valueWidth], random),
    output: initialWeights([valueWidth, width], random, options.output),
  };
}

// Apply the attention layer
/** The output at each position. x: […, T, d]; the result: […, T, d]. Throws as `attention` does. */
export function selfAttention(
  { query, key, value, output }: AttentionParameters,
  x: Tensor,
  options: AttentionOptions = {},
): Tensor {
  const [q, k, v] = [query, key, value].map((W) => matmul(x, W)) as
    [Tensor, Tensor, Tensor];
  return matmul(attention(q, k, v, options), output);
}

/** What each position reads: the attention weights, […, T, T]. */
export function selfAttentionWeights(
  { query, key }: AttentionParameters,
  x: Tensor,
  options: AttentionOptions = {},
): Tensor {
  return attentionWeights(matmul(x, query), matmul(x, key), options);
}
//# sourceMappingURL=../.maps/nn/attention.ts.map
