// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** What a head reads, and what the model is without it. */
// Import what probes use
import { entropy } from "../../information/entropy.ts";
import { selfAttentionWeights } from "../../nn/attention.ts";
import { broadcastTo, matmul, mean, multiply, type Tensor } from "../../tensor-core.ts";
import { attentionStream, causalHead, type AttentionLmParameters, type Head } from "./attention-lm.ts";

// Record the attention patterns
/** The attention weights of each layer, [n, T, T]. ids: [n, T]. */
export function attentionPatterns(
  parameters: AttentionLmParameters, ids: Tensor,
): readonly Tensor[] {
  const patterns: Tensor[] = [];
  attentionStream(parameters, ids, (head, x, layer) => {
    patterns.push(selfAttentionWeights(head, x, { causal: true }));
    return causalHead(head, x, layer);
  });
  return patterns;
}

// Measure the entropy of a pattern
/** The entropy of each row of attention weights, in nats. P: […, T, N]. */
export function rowEntropies(P: Tensor): readonly number[] {
  const [weights, N] = [P.dataSync(), P.shape.at(-1)!];
  return Array.from({ length: P.size / N }, (_, row) =>
    entropy([...weights.subarray(row * N, (row + 1) * N)]));
}

// Ablate a head or force its pattern
/** The model’s heads, but for that of a layer. */
function replacing(at: number, other: Head): Head {
  return (head, x, layer) => (layer === at ? other : causalHead)(head, x, layer);
}

/** Zero ablation: the head of a layer adds nothing. */
export function withoutHead(layer: number): Head {
  return replacing(layer, (_, x) => multiply(0, x));
}

/** Mean ablation: it adds what it adds on average over the batch, by position. */
export function withMeanOfHead(layer: number): Head {
  return replacing(layer, (head, x) =>
    broadcastTo(mean(causalHead(head, x, layer), 0, { keepDims: true }), x.shape));
}

/** It reads by a given pattern, [T, T] or [n, T, T], whatever its queries and keys. */
export function withPattern(layer: number, P: Tensor): Head {
  return replacing(layer, ({ value, output }, x) =>
    matmul(matmul(P, matmul(x, value)), output));
}
//# sourceMappingURL=../../.maps/models/attention-lm/probes.ts.map
