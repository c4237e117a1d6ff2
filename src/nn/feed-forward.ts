// Tangled from book/08-transformer/02-feed-forward-network.md. Edit the book, then: npm run tangle
/** The feed-forward network of a transformer block: at each position alone, wider, an activation function, and back. */
// Import what the feed-forward network needs
import { gelu, geluTanh } from "../ops/gelu.ts";
import { relu } from "../ops/relu.ts";
import type { Random } from "../random/random.ts";
import type { Tensor } from "../tensor-core.ts";
import { initLinear, linearLayer, type LinearParameters } from "./linear-layer.ts";

// Describe the feed-forward network
/** hidden: from d to m numbers, output: back to d. */
export type FeedForwardParameters = {
  readonly hidden: LinearParameters;
  readonly output: LinearParameters;
};

/** The activation functions that may stand between its layers. */
export const activations = { gelu, geluTanh, relu } as const;

/** The name of one of them. */
export type ActivationName = keyof typeof activations;

/** d, m, and standard deviations of the weights, those of the second layer by themselves. */
export interface FeedForwardInit {
  readonly width: number;
  readonly hidden: number;
  readonly std: number;
  readonly outputStd?: number;
  readonly bias: boolean;
}

/** Parameters before training. */
export function initFeedForward({ width, hidden, std, outputStd = std, bias }: FeedForwardInit, random: Random): FeedForwardParameters {
  return {
    hidden: initLinear([width, hidden], random, { std, bias }),
    output: initLinear([hidden, width], random, { std: outputStd, bias }),
  };
}

// Apply the feed-forward network
/** φ(x W₁ + b₁) W₂ + b₂ at each position: […, d]. x: […, d]. Throws as `linear` does. */
export function feedForward(
  { hidden, output }: FeedForwardParameters,
  x: Tensor,
  activation: ActivationName = "geluTanh",
): Tensor {
  const h = activations[activation](linearLayer(hidden, x)); // […, m]
  return linearLayer(output, h);
}
//# sourceMappingURL=../.maps/nn/feed-forward.ts.map
