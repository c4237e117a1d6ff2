// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** A language model of attention layers: ids → logits of the next token after each position. */
// Import the parts of the attention model
import type { SequenceBatch } from "../../data/sequences.ts";
import { initAttention, selfAttention, type AttentionParameters } from "../../nn/attention.ts";
import { initialWeights } from "../../nn/init/weights.ts";
import { shapeText } from "../../layout/shape.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { embedding } from "../../ops/embedding.ts";
import { rmsNorm } from "../../ops/rms-norm.ts";
import type { Random } from "../../random/random.ts";
import { add, matmul, normal, ones, slice, type Tensor } from "../../tensor-core.ts";
import type { Vocabulary } from "../../tokenizers/vocabulary.ts";
import { neuralModel } from "../adapters.ts";
import type { LanguageModel } from "../language-model.ts";

// Describe the attention model
/** `depth` layers of one head each, with pre-norm. */
export interface AttentionLmShape {
  /** T: the longest sequence that it reads. */
  readonly context: number;
  readonly vocabularySize: number;
  /** d: the width of the stream. */
  readonly width: number;
  /** d_k and d_v; `width` by default. */
  readonly keyWidth?: number;
  readonly depth: number;
  /** Whether a learned vector is added at each position. */
  readonly positions: boolean;
}

/** The gain of the norm before a head, and its four matrices. */
export type AttentionLayer = { readonly gain: Tensor; readonly head: AttentionParameters };

/** embedding: [vocabularySize, d], positions: [T, d], gain: [d], output: [d, vocabularySize]. */
export type AttentionLmParameters = {
  readonly embedding: Tensor;
  readonly positions?: Tensor;
  readonly layers: readonly AttentionLayer[];
  readonly gain: Tensor;
  readonly output: Tensor;
};

// Initialise the attention model
/** Parameters before training: embeddings are standard normal, logits near zero. */
export function initAttentionLm(
  { context, vocabularySize, width, keyWidth = width, depth, positions }: AttentionLmShape,
  random: Random,
): AttentionLmParameters {
  return {
    embedding: normal(random, [vocabularySize, width]),
    ...(positions && { positions: normal(random, [context, width]) }),
    layers: Array.from({ length: depth }, () => ({
      gain: ones([width]),
      head: initAttention({ width, keyWidth }, random,
        { output: { gain: 1 / Math.sqrt(depth) } }),
    })),
    gain: ones([width]),
    output: initialWeights([width, vocabularySize], random, { gain: 0.1 }),
  };
}

// Add the output of each head to the stream
/** What a head adds to the stream, [n, T, d], after reading it: x, [n, T, d], normalised. */
export type Head = (parameters: AttentionParameters, x: Tensor, layer: number) => Tensor;

/** The head as it is trained: causal self-attention. */
export const causalHead: Head = (parameters, x) =>
  selfAttention(parameters, x, { causal: true });

/** A head that reads all positions up to its own alike, whatever they hold. */
export const uniformHead: Head = (parameters, x) =>
  selfAttention(parameters, x, { causal: true, scale: 0 });

/** The stream before the first layer and after each: [n, T, d]. ids: [n, T]. */
export function attentionStream(
  { embedding: E, positions, layers }: AttentionLmParameters,
  ids: Tensor,
  head: Head = causalHead,
): readonly Tensor[] {
  const tokens = embedding(E, ids); // [n, T, d]
  const stream = [positions ? add(tokens, firstOf(positions, ids)) : tokens];
  layers.forEach(({ gain, head: parameters }, layer) => {
    const h = stream.at(-1)!;
    stream.push(add(h, head(parameters, rmsNorm(h, gain), layer)));
  });
  return stream;
}

/** The vectors of the first positions. Throws `RangeError` for a sequence that is longer than the table. */
function firstOf(positions: Tensor, { shape }: Tensor): Tensor {
  const T = shape.at(-1)!;
  if (T > positions.shape[0]!) throw new RangeError(`attentionStream: ids ${shapeText(shape)} for ${positions.shape[0]} positions`);
  return slice(positions, [[0, T]]);
}

// Compute the logits of all positions
/** The logits of the token after each position: [n, T, vocabularySize]. */
export function attentionLogits(
  parameters: AttentionLmParameters,
  ids: Tensor,
  head: Head = causalHead,
): Tensor {
  const h = attentionStream(parameters, ids, head).at(-1)!;
  return logitsOfStream(parameters, h);
}

/** The mean loss over all targets of a batch, in nats, for a kind of head. */
export function attentionLossOf(head: Head = causalHead) {
  return (parameters: AttentionLmParameters, { ids, targets }: SequenceBatch): Tensor =>
    crossEntropy(attentionLogits(parameters, ids, head), targets);
}

/** The norm, then the output layer, which has no bias. */
function logitsOfStream({ gain, output }: AttentionLmParameters, h: Tensor): Tensor {
  return matmul(rmsNorm(h, gain), output);
}

// Adapt the attention model to the interface
/** The model by the interface of all language models: it reads the last `context` tokens, as one window. */
export function attentionModel(parameters: AttentionLmParameters, vocabulary: Vocabulary, { context }: AttentionLmShape): LanguageModel {
  return neuralModel((windows) => logitsOfStream(parameters, slice(attentionStream(parameters, windows).at(-1)!, [[], -1])), vocabulary, context);
}
//# sourceMappingURL=../../.maps/models/attention-lm/attention-lm.ts.map
