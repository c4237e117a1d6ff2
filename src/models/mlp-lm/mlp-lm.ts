// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
/** The MLP language model of Bengio and others: context → logits of the next token. */
// Import the layers of the network
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { embedding } from "../../ops/embedding.ts";
import { linear } from "../../ops/linear.ts";
import { tanh } from "../../ops/tanh.ts";
import type { Random } from "../../random/random.ts";
import { multiply, normal, reshape, type Tensor } from "../../tensor-core.ts";
import type { Batch } from "../../data/examples.ts";

// Describe the network
/** The sizes of the network. */
export interface MlpShape {
  /** c: tokens in a context. */
  readonly context: number;
  /** V: tokens in the vocabulary. */
  readonly vocabularySize: number;
  /** d: the embedding dimension. */
  readonly features: number;
  /** m: hidden units. */
  readonly width: number;
}

/** A linear layer: weight and bias. */
export type Layer = { readonly weight: Tensor; readonly bias: Tensor };

/**
 * The parameters: [vocabularySize, features],
 * [context · features, width] and [width, vocabularySize],
 * the last two with biases.
 */
export type MlpParameters = {
  readonly embedding: Tensor;
  readonly hidden: Layer;
  readonly output: Layer;
};

/** The standard deviation of each layer’s parameters at the start. */
export interface InitStd {
  readonly hidden: number;
  readonly output: number;
}

// Initialise the parameters
/** Normally distributed parameters from a seeded generator. */
export function initMlp(
  { context, vocabularySize, features, width }: MlpShape,
  random: Random,
  std: InitStd,
): MlpParameters {
  const drawn = (shape: readonly number[], by: number) =>
    multiply(normal(random, shape), by);
  const layer = (from: number, to: number, by: number) =>
    ({ weight: drawn([from, to], by), bias: drawn([to], by) });
  return {
    embedding: drawn([vocabularySize, features], 1),
    hidden: layer(context * features, width, std.hidden),
    output: layer(width, vocabularySize, std.output),
  };
}

// Choose the standard deviations of the initialisation
/**
 * The scaled initialisation: pre-activations of variance about 1, and
 * logits near zero, so that all tokens are predicted alike.
 */
export function defaultInitStd({ context, features }: MlpShape): InitStd {
  return {
    // Scale the weights of the hidden layer
    hidden: 1 / Math.sqrt(context * features),
    // Keep the logits near zero
    output: 0.01,
  };
}

// Compute the logits
/**
 * The logits of all tokens after each context.
 * contexts: [n, context], token ids; the result: [n, vocabularySize].
 */
export function logitsOf(
  { embedding: E, hidden, output }: MlpParameters,
  contexts: Tensor,
): Tensor {
  const X = embedding(E, contexts); // [n, context, features]
  const read = reshape(X, [contexts.shape[0]!, hidden.weight.shape[0]!]);
  const h = tanh(linear(read, hidden.weight, hidden.bias)); // [n, width]
  return linear(h, output.weight, output.bias);
}

// Compute the loss of a batch
/** The mean of −log p of the targets, in nats: a scalar. Throws as `crossEntropy` does. */
export function lossOf(
  parameters: MlpParameters,
  { contexts, targets }: Batch,
): Tensor {
  return crossEntropy(logitsOf(parameters, contexts), targets);
}
//# sourceMappingURL=../../.maps/models/mlp-lm/mlp-lm.ts.map
