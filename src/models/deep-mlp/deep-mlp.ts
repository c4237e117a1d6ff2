// Tangled from book/06-stability/02-residual-streams.md. Edit the book, then: npm run tangle
/** A deep MLP language model, with or without residual connections and normalisation. */
// Import the parts of the deep network
import type { Batch } from "../../data/examples.ts";
import { initialWeights, type Initialisation } from "../../nn/init/weights.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { embedding } from "../../ops/embedding.ts";
import { gelu } from "../../ops/gelu.ts";
import { linear } from "../../ops/linear.ts";
import { relu } from "../../ops/relu.ts";
import { rmsNorm } from "../../ops/rms-norm.ts";
import { tanh } from "../../ops/tanh.ts";
import type { Random } from "../../random/random.ts";
import { add, multiply, normal, ones, reshape, uniform, zeros, type Tensor } from "../../tensor-core.ts";
import type { Layer, MlpShape } from "../mlp-lm/mlp-lm.ts";
import { dyt, initDyT, type DyT } from "../../ops/dyt.ts";

// Describe the deep network
const activations = { relu, gelu, tanh };

/** `depth` layers of one width between an input and an output layer. */
export interface DeepMlpShape extends MlpShape {
  readonly depth: number;
  readonly activation: keyof typeof activations;
  /** Whether each layer adds its output to the stream. */
  readonly residual: boolean;
  /** Where the norm of a layer stands: before the branch, after the sum, or before and after the branch. */
  readonly norm: "none" | "pre" | "post" | "sandwich";
  /** What stands there; RMSNorm by default. */
  readonly normaliser?: "RMSNorm" | "DyT";
}

/** A norm by its parameters: the gain of RMSNorm, or those of DyT. */
export type Norm = Tensor | DyT;

/** Weights [inputs, outputs], biases [outputs] and gains of norms [width]. With pre-norm and sandwich norm the last norm stands before the output layer; those after the branches follow those before them. */
export type DeepMlpParameters = {
  readonly embedding: Tensor;
  readonly input: Layer;
  readonly layers: readonly Layer[];
  readonly norms: readonly Norm[];
  readonly output: Layer;
};

// Initialise the deep network
/** How a deep network starts. */
export interface DeepMlpInit {
  /** The weights of the `depth` layers. */
  readonly weights: Initialisation;
  /** A factor of these weights, such as 1/√depth; 1 by default. */
  readonly branch?: number;
  /** Biases are uniform between plus and minus this; 0 by default. */
  readonly bias?: number;
}

/** Parameters before training. Embeddings are standard normal, and the logits start near zero. */
export function initDeepMlp(
  { context, vocabularySize, features, width, depth, norm, normaliser }: DeepMlpShape,
  random: Random,
  { weights, branch = 1, bias = 0 }: DeepMlpInit,
): DeepMlpParameters {
  const layer = (inputs: number, outputs: number, by: number, options: Initialisation = {}): Layer => ({
    // Draw the weight of a layer
    weight: multiply(by,
      initialWeights([inputs, outputs], random, options)),
    bias: bias === 0 ? zeros([outputs]) : uniform(random, [outputs], { low: -bias, high: bias }),
  });
  const norms = { none: 0, pre: depth + 1, post: depth, sandwich: 2 * depth + 1 }[norm];
  return {
    embedding: normal(random, [vocabularySize, features]),
    input: layer(context * features, width, 1),
    layers: Array.from({ length: depth }, () => layer(width, width, branch, weights)),
    norms: Array.from({ length: norms }, () => (normaliser === "DyT" ? initDyT(width) : ones([width]))),
    output: layer(width, vocabularySize, 0.01 * Math.sqrt(width)),
  };
}

// Apply all layers
/**
 * The stream before the first layer and after each, depth + 1 tensors
 * [n, width]. contexts: [n, context], token ids.
 */
export function streamOf(
  { embedding: E, input, layers, norms }: DeepMlpParameters,
  { activation, residual, norm }: DeepMlpShape,
  contexts: Tensor,
): readonly Tensor[] {
  const phi = activations[activation];
  const X = embedding(E, contexts); // [n, context, features]
  const read = reshape(X, [contexts.shape[0]!, input.weight.shape[0]!]);
  const stream = [linear(read, input.weight, input.bias)];
  layers.forEach(({ weight, bias }, l) => {
    // Add the output of a layer to the stream
    const h = stream.at(-1)!;
    const x = norm === "pre" || norm === "sandwich" ? normed(h, norms[l]!) : h;
    const f = linear(phi(x), weight, bias);
    const out = norm === "sandwich" ? normed(f, norms[layers.length + l]!) : f;
    const sum = residual ? add(h, out) : out;
    stream.push(norm === "post" ? normed(sum, norms[l]!) : sum);
  });
  return stream;
}

// Compute the loss of the deep network
/** The mean loss of a batch under the parameters of a network of some shape, in nats. */
export function deepLossOf(shape: DeepMlpShape) {
  return (parameters: DeepMlpParameters, { contexts, targets }: Batch): Tensor => {
    const h = streamOf(parameters, shape, contexts).at(-1)!;
    const last = shape.norm === "pre" || shape.norm === "sandwich" ? normed(h, parameters.norms.at(-1)!) : h;
    const { weight, bias } = parameters.output;
    return crossEntropy(linear(activations[shape.activation](last), weight, bias), targets);
  };
}

function normed(x: Tensor, norm: Norm): Tensor {
  return "alpha" in norm ? dyt(x, norm) : rmsNorm(x, norm);
}
//# sourceMappingURL=../../.maps/models/deep-mlp/deep-mlp.ts.map
