// Tangled from book/06-stability/03-normalisation.md. Edit the book, then: npm run tangle
/** A residual MLP language model whose layers are normalised over the batch or over the row. */
// Import the parts of the normalised network
import type { Batch } from "../../data/examples.ts";
import { he, initialWeights } from "../../nn/init/weights.ts";
import { batchNorm, initialStatistics, type BatchNormOptions, type Statistics } from "../../ops/batch-norm.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { embedding } from "../../ops/embedding.ts";
import { layerNorm } from "../../ops/layer-norm.ts";
import { linear } from "../../ops/linear.ts";
import { relu } from "../../ops/relu.ts";
import type { Random } from "../../random/random.ts";
import { add, matmul, multiply, normal, ones, reshape, zeros, type Tensor } from "../../tensor-core.ts";
import type { Layer, MlpShape } from "../mlp-lm/mlp-lm.ts";

// Describe the normalised network
/** `depth` residual layers of one width, all with the same kind of norm. */
export interface NormalisedMlpShape extends MlpShape {
  readonly depth: number;
  readonly norm: "batch" | "layer";
}

/** A weight [width, width] without a bias, which the norm would remove, and the gain and bias of the norm. */
export type NormalisedLayer = { readonly weight: Tensor; readonly gain: Tensor; readonly bias: Tensor };

/** The parameters: tensors that are learned. */
export type NormalisedMlpParameters = {
  readonly embedding: Tensor;
  readonly input: Layer;
  readonly layers: readonly NormalisedLayer[];
  readonly output: Layer;
};

/** Parameters before training, the weights of the layers with He’s gain times `scale`; the gains start at 1/√depth, so that the stream does not grow with the depth. */
export function initNormalisedMlp({ context, vocabularySize, features, width, depth }: NormalisedMlpShape, random: Random, scale = 1): NormalisedMlpParameters {
  const layer = (inputs: number, outputs: number, by: number): Layer => ({ weight: multiply(by, initialWeights([inputs, outputs], random)), bias: zeros([outputs]) });
  return {
    embedding: normal(random, [vocabularySize, features]),
    input: layer(context * features, width, 1),
    layers: Array.from({ length: depth }, () => ({ weight: multiply(scale, initialWeights([width, width], random, he)), gain: multiply(ones([width]), 1 / Math.sqrt(depth)), bias: zeros([width]) })),
    output: layer(width, vocabularySize, 0.01 * Math.sqrt(width)),
  };
}

/** The running statistics of all layers before the first batch; none with layer normalisation. */
export function initialRunning({ width, depth, norm }: NormalisedMlpShape): readonly Statistics[] {
  return norm === "batch" ? Array.from({ length: depth }, () => initialStatistics(width)) : [];
}

// Apply the normalised layers
/** Logits [n, V] of contexts [n, context], and the running statistics. */
export function normalisedLogits(
  { embedding: E, input, layers, output }: NormalisedMlpParameters,
  contexts: Tensor,
  { norm, running, mode }: NormState,
): { readonly logits: Tensor; readonly running: readonly Statistics[] } {
  const X = embedding(E, contexts); // [n, context, features]
  const read = reshape(X, [contexts.shape[0]!, input.weight.shape[0]!]);
  let h = linear(read, input.weight, input.bias);
  const next: Statistics[] = [];
  layers.forEach(({ weight, gain, bias }, l) => {
    // Normalise the product of a layer
    const x = matmul(h, weight);
    let y: Tensor;
    if (norm === "layer") y = layerNorm(x, gain, bias);
    else {
      const layer = { gain, bias, running: running[l]! };
      const normalised = batchNorm(x, layer, { mode });
      y = normalised.y;
      next.push(normalised.running);
    }
    h = add(h, relu(y));
  });
  const logits = linear(h, output.weight, output.bias);
  return { logits, running: next };
}

/** The kind of norm, and for batch normalisation its state and which statistics it uses. */
export interface NormState {
  readonly norm: NormalisedMlpShape["norm"];
  readonly running: readonly Statistics[];
  readonly mode: BatchNormOptions["mode"];
}

/** The mean loss of a batch in nats, and the running statistics after it. */
export function normalisedLoss(parameters: NormalisedMlpParameters, { contexts, targets }: Batch, state: NormState): { readonly loss: Tensor; readonly running: readonly Statistics[] } {
  const { logits, running } = normalisedLogits(parameters, contexts, state);
  return { loss: crossEntropy(logits, targets), running };
}
//# sourceMappingURL=../../.maps/models/deep-mlp/normalised-mlp.ts.map
