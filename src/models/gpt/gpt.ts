// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
/** GPT: a decoder-only transformer language model, ids → logits of the next token after each position. */
// Import the parts of the GPT
import type { SequenceBatch } from "../../data/sequences.ts";
import { shapeText } from "../../layout/shape.ts";
import type { ActivationName } from "../../nn/feed-forward.ts";
import { initNorm, normalised, type NormKind, type NormParameters } from "../../nn/norm.ts";
import { initBlock, transformerBlock, type BlockParameters } from "../../nn/transformer-block.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { dropout, maskKeys } from "../../ops/dropout.ts";
import { embedding } from "../../ops/embedding.ts";
import type { Random } from "../../random/random.ts";
import { add, asTensor, matmul, matrixTranspose, multiply, normal, reshape, slice, type Tensor } from "../../tensor-core.ts";
import type { Vocabulary } from "../../tokenizers/vocabulary.ts";
import type { LossOf } from "../../train/train.ts";
import { startId, type LanguageModel } from "../language-model.ts";
import { windowModel } from "../window-model.ts";
import type { PositionalEncoding } from "../../nn/position/position.ts";
import { positionsOf, type PositionConfig } from "../../nn/position/schemes.ts";

// Describe the GPT
/** A GPT by its sizes, and by the choices of which GPT-2’s are the defaults. */
export interface GptConfig {
  readonly vocabularySize: number;
  /** The length of the sequences that it is trained on, and of its learned positions, if it has these. */
  readonly context: number;
  readonly layers: number;
  readonly heads: number;
  /** d, the width of the residual stream. */
  readonly width: number;
  /** m, the hidden units of the feed-forward networks; 4d by default. */
  readonly feedForward?: number;
  /** Whether the output layer is the embedding’s table; true by default. */
  readonly tied?: boolean;
  /** `layer` by default. */
  readonly norm?: NormKind;
  /** Whether linear layers and LayerNorm have biases; true by default. */
  readonly bias?: boolean;
  /** `geluTanh` by default. */
  readonly activation?: ActivationName;
  /** Of the embeddings and of both branches, in training; 0 by default. */
  readonly dropout?: number;
  /** Whether weights that write into the stream begin smaller by √(2 · layers); true by default. */
  readonly scaledResiduals?: boolean;
  /** How it knows where its tokens stand; `learned` by default. */
  readonly positions?: PositionConfig | undefined;
}

/** embedding: [V, d]; positions: what their encoding learns, [context, d] if they are learned themselves, [0] if it learns nothing; output: [V, d], where it is not the embedding. */
export type GptParameters = {
  readonly embedding: Tensor;
  readonly positions: Tensor;
  readonly blocks: readonly BlockParameters[];
  readonly norm: NormParameters;
  readonly output?: Tensor;
};

/** A configuration with nothing left to defaults but its positions. Throws `RangeError` for an invalid size, and heads that do not divide the width. */
export function completeConfig(config: GptConfig): Required<GptConfig> {
  checkConfig(config);
  return { feedForward: 4 * config.width, tied: true, norm: "layer", bias: true, activation: "geluTanh", dropout: 0, scaledResiduals: true, positions: undefined, ...config };
}

/** The positional encoding of a model. Throws as `positionsOf` does. */
export function schemeOf({ positions = { scheme: "learned" }, ...sizes }: GptConfig): PositionalEncoding {
  return positionsOf(positions, sizes);
}

// Initialise the GPT
/** The standard deviation of weights and embeddings before training. */
const STD = 0.02;

/** Parameters before training. Throws `RangeError` for an invalid configuration. */
export function initGpt(config: GptConfig, random: Random): GptParameters {
  const all = completeConfig(config);
  const { vocabularySize, layers, width, feedForward: hidden } = all;
  const table = (...shape: readonly number[]) => multiply(STD, normal(random, shape));
  const outputStd = all.scaledResiduals ? STD / Math.sqrt(2 * layers) : STD;
  return {
    embedding: table(vocabularySize, width),
    positions: table(...schemeOf(all).shape),
    blocks: Array.from({ length: layers }, () =>
      initBlock({ ...all, hidden, std: STD, outputStd }, random)),
    norm: initNorm(width, all),
    ...(!all.tied && { output: table(vocabularySize, width) }),
  };
}

// Compute the stream
/**
 * The stream before the first block and after each: [B, T, d]. ids: [B, T], int32. With a generator, in training, there is dropout.
 * Throws `RangeError` for more positions than there are, or an invalid id.
 */
export function gptStream(
  { embedding: E, positions, blocks }: GptParameters,
  config: GptConfig,
  ids: Tensor,
  random?: Random,
): readonly Tensor[] {
  const all = completeConfig(config);
  const keyOf = maskKeys(random); // in an evaluation null
  const drop = (x: Tensor, layer: number) => dropout(x, all.dropout, keyOf(layer));
  const scheme = schemeOf(config);
  // Refuse a sequence that is too long
  const [T, most] = [ids.shape.at(-1)!, scheme.longest];
  if (ids.shape.length !== 2 || T > most) throw new RangeError(`gpt: ids are [B, T]${most < Infinity ? ` with T up to ${most}` : ""}, not ${shapeText(ids.shape)}`);
  const tokens = embedding(E, ids); // [B, T, d]
  const x = scheme.embed(tokens, positions);
  const options = { ...all, positions: scheme.attend(tokens, positions) };
  const stream = [drop(x, 0)];
  blocks.forEach((block, l) => {
    stream.push(transformerBlock(block, stream.at(-1)!, options, (output, branch) =>
      drop(output, 2 * l + (branch === "attention" ? 1 : 2))));
  });
  return stream;
}

// Compute the logits
/** The logits of the token after each position: [B, T, V]. Throws as `gptStream` does. */
export function gptLogits(parameters: GptParameters, config: GptConfig, ids: Tensor, random?: Random): Tensor {
  const h = gptStream(parameters, config, ids, random).at(-1)!;
  return logitsOfStream(parameters, config, h);
}

/** The logits after the last position alone: [B, V]. Throws as `gptStream` does. */
export function gptLastLogits(parameters: GptParameters, config: GptConfig, ids: Tensor): Tensor {
  const h = gptStream(parameters, config, ids).at(-1)!; // [B, T, d]
  return logitsOfStream(parameters, config, slice(h, [[], -1]));
}

/** The final norm, then the output layer, which is the token embedding where it is tied, and never has a bias. h: […, d]. */
function logitsOfStream({ embedding: E, norm, output = E }: GptParameters, config: GptConfig, h: Tensor): Tensor {
  return matmul(normalised(norm, h, config.norm ?? "layer"), matrixTranspose(output));
}

// Compute the loss of the GPT
/** The mean loss over all targets of a batch, in nats. */
export function gptLossOf(config: GptConfig): LossOf<GptParameters, SequenceBatch> {
  return (parameters, { ids, targets }, random) =>
    crossEntropy(gptLogits(parameters, config, ids, random), targets);
}

// Adapt the GPT to the interface
/**
 * The model by the interface of all language models. A context that is shorter than the model’s stands at its first positions; what
 * follows is hidden by the causal mask. An empty context is read as token 0.
 */
export function gptModel(parameters: GptParameters, vocabulary: Vocabulary, config: GptConfig): LanguageModel {
  const { context, width } = config;
  const start = startId(vocabulary);
  return windowModel(vocabulary, context, ({ n, ids }) => {
    const moved = new Int32Array(ids.length);
    const last = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const window = ids.subarray(i * context, (i + 1) * context);
      const known = window.subarray(window.lastIndexOf(start) + 1);
      moved.set(known, i * context);
      last[i] = i * context + Math.max(0, known.length - 1);
    }
    const h = gptStream(parameters, config, asTensor(moved, { shape: [n, context] })).at(-1)!;
    const rows = embedding(reshape(h, [n * context, width]), asTensor(last));
    return logitsOfStream(parameters, config, rows);
  });
}

// Check the configuration
function checkConfig({ vocabularySize, context, layers, heads, width, feedForward = 1, dropout: rate = 0 }: GptConfig): void {
  const sizes = { vocabularySize, context, heads, width, feedForward };
  const wrong = Object.entries(sizes).find(([, size]) => !(Number.isInteger(size) && size > 0));
  if (wrong) throw new RangeError(`gpt: ${wrong[0]} is ${wrong[1]}, and not a whole number from 1`);
  if (!(Number.isInteger(layers) && layers >= 0)) throw new RangeError(`gpt: layers is ${layers}, and not a whole number from 0`);
  if (width % heads !== 0) throw new RangeError(`gpt: ${heads} heads do not divide a width of ${width}`);
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`gpt: dropout is ${rate}, and not from 0 up to, but not including, 1`);
}
//# sourceMappingURL=../../.maps/models/gpt/gpt.ts.map
