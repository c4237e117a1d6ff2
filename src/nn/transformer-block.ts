// Tangled from book/08-transformer/03-transformer-block.md. Edit the book, then: npm run tangle
/** A transformer block with pre-norm: the stream, plus what attention adds, plus what the feed-forward network adds. */
// Import what the block needs
import type { Random } from "../random/random.ts";
import { add, type Tensor } from "../tensor-core.ts";
import { feedForward, initFeedForward, type ActivationName, type FeedForwardParameters } from "./feed-forward.ts";
import { initMultiHead, multiHeadAttention, type MultiHeadParameters } from "./multi-head-attention.ts";
import { initNorm, normalised, type NormKind, type NormParameters } from "./norm.ts";
import type { MultiHeadOptions } from "./multi-head-attention.ts";

// Describe the block
/** The parameters of one block, in the order in which they are used. */
export type BlockParameters = {
  readonly attentionNorm: NormParameters;
  readonly attention: MultiHeadParameters;
  readonly feedForwardNorm: NormParameters;
  readonly feedForward: FeedForwardParameters;
};

/** What the parameters do not say. */
export interface BlockOptions {
  readonly heads: number;
  readonly norm: NormKind;
  readonly activation: ActivationName;
}

/** d, m, and how the weights begin: `outputStd` is that of the two layers that write into the stream. */
export interface BlockInit {
  readonly width: number;
  readonly hidden: number;
  readonly norm: NormKind;
  readonly bias: boolean;
  readonly std: number;
  readonly outputStd: number;
}

/** Parameters before training. */
export function initBlock(init: BlockInit, random: Random): BlockParameters {
  return {
    attentionNorm: initNorm(init.width, init),
    attention: initMultiHead(init.width, random, init),
    feedForwardNorm: initNorm(init.width, init),
    feedForward: initFeedForward(init, random),
  };
}

// TypeScript joins the two declarations
export interface BlockOptions {
  /** What a positional encoding does to the scores; nothing by default. */
  readonly positions?: Pick<MultiHeadOptions, "rotate" | "bias"> | undefined;
}

// Apply the block
/** What may be done to the output of a branch before it is added: dropout in training. */
export type Branch = (output: Tensor, branch: "attention" | "feedForward") => Tensor;

/**
 * The stream after the block: [B, T, d]. x: the stream before it, [B, T, d]. Throws as `multiHeadAttention` does.
 * Source: Radford and others, “Language models are unsupervised multitask learners”, 2019.
 */
export function transformerBlock(
  parameters: BlockParameters,
  x: Tensor,
  { heads, norm, activation, positions }: BlockOptions,
  added: Branch = (output) => output,
): Tensor {
  const { attentionNorm, attention, feedForwardNorm, feedForward: ffn } = parameters;
  // Add the output of attention
  const read = multiHeadAttention(attention,
    normalised(attentionNorm, x, norm), heads, { causal: true, ...positions });
  const h = add(x, added(read, "attention"));
  // Add the output of the feed-forward network
  const computed = feedForward(ffn,
    normalised(feedForwardNorm, h, norm), activation);
  return add(h, added(computed, "feedForward"));
}
//# sourceMappingURL=../.maps/nn/transformer-block.ts.map
