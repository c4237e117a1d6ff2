// Tangled from book/08-transformer/01-multi-head-attention.md. Edit the book, then: npm run tangle
/** Multi-head self-attention as a layer: one matrix for queries, keys and values, heads as a batch dimension. */
// Import what multi-head attention needs
import { shapeText } from "../layout/shape.ts";
import { attentionWeights, type AttentionOptions } from "../ops/attention.ts";
import { packedAttention } from "../ops/fused-attention.ts";
import type { Random } from "../random/random.ts";
import { permuteDims, reshape, slice, type Tensor } from "../tensor-core.ts";
import { initLinear, linearLayer, type LinearParameters } from "./linear-layer.ts";

// Describe multi-head attention
/** qkv: from d to 3d, all queries, then all keys, then all values, in each the heads one after the other; output: W_O, from d to d. */
export type MultiHeadParameters = {
  readonly qkv: LinearParameters;
  readonly output: LinearParameters;
};

/** How the layer begins: standard deviations of the weights, that of W_O by itself. */
export interface MultiHeadInit {
  readonly std: number;
  readonly outputStd?: number;
  readonly bias: boolean;
}

/** Parameters before training; the number of heads is not among them. */
export function initMultiHead(width: number, random: Random, { std, outputStd = std, bias }: MultiHeadInit): MultiHeadParameters {
  return {
    qkv: initLinear([width, 3 * width], random, { std, bias }),
    output: initLinear([width, width], random, { std: outputStd, bias }),
  };
}

/** Attention, and what a positional encoding does to it. */
export interface MultiHeadOptions extends AttentionOptions {
  /** Changes queries, keys and values by their positions: [3, B, H, T, d_k]. */
  readonly rotate?: (qkv: Tensor) => Tensor;
}

// Apply multi-head attention
/**
 * The output at each position: [B, T, d]. x: [B, T, d]. Throws `RangeError` unless the heads divide d, and as `attention` does.
 * Source: Vaswani and others, “Attention is all you need”, 2017.
 */
export function multiHeadAttention(
  { qkv, output }: MultiHeadParameters,
  x: Tensor,
  heads: number,
  options: MultiHeadOptions = {},
): Tensor {
  checkHeads(x, heads);
  const { rotate = (qkv) => qkv, ...others } = options;
  const split = rotate(splitHeads(linearLayer(qkv, x), heads)); // [3, B, H, T, d_k]
  const O = packedAttention(split, others); // [B, H, T, d_k]
  return linearLayer(output, mergeHeads(O));
}

/** What each head reads: the attention weights, [B, H, T, T]. */
export function multiHeadWeights({ qkv }: Pick<MultiHeadParameters, "qkv">, x: Tensor, heads: number, options: MultiHeadOptions = {}): Tensor {
  checkHeads(x, heads);
  const { rotate = (qkv) => qkv, ...others } = options;
  const split = rotate(splitHeads(linearLayer(qkv, x), heads));
  return attentionWeights(slice(split, [0]), slice(split, [1]), others);
}

// Split into heads
/** [B, T, 3d] → [3, B, H, T, d_k]: queries, keys and values of each head. */
function splitHeads(qkv: Tensor, heads: number): Tensor {
  const [B, T, width] = qkv.shape as [number, number, number];
  // Cut the columns into heads
  const columns = reshape(qkv, [B, T, 3, heads, width / (3 * heads)]);
  return permuteDims(columns, [2, 0, 3, 1, 4]);
}

/** [B, H, T, d_k] → [B, T, d]: the outputs of the heads side by side. */
function mergeHeads(O: Tensor): Tensor {
  const [B, H, T, keyWidth] = O.shape as [number, number, number, number];
  return reshape(permuteDims(O, [0, 2, 1, 3]), [B, T, H * keyWidth]);
}

// Check that the heads fit
function checkHeads({ shape }: Tensor, heads: number): void {
  const width = shape.at(-1);
  if (shape.length !== 3 || !width) throw new RangeError(`multiHeadAttention: sequences are [B, T, d], not ${shapeText(shape)}`);
  if (!(Number.isInteger(heads) && heads > 0 && width % heads === 0)) throw new RangeError(`multiHeadAttention: ${heads} heads do not divide the width of ${shapeText(shape)}`);
}
//# sourceMappingURL=../.maps/nn/multi-head-attention.ts.map
