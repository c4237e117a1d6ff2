// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
/** What a positional encoding does in a transformer, and where. */
import type { Shape } from "../../layout/shape.ts";
import type { Tensor } from "../../tensor-core.ts";
import type { MultiHeadOptions } from "../multi-head-attention.ts";

// Describe a positional encoding
/** What an encoding changes in attention, if anything. */
export type PositionsInAttention = Pick<MultiHeadOptions, "rotate" | "bias">;

/** A positional encoding, for a model of given sizes. */
export interface PositionalEncoding {
  /** The shape of what it learns; [0] where that is nothing. */
  readonly shape: Shape;
  /** The longest sequence that it has positions for. */
  readonly longest: number;
  /** The residual stream before the first block. x: token embeddings, [B, T, d], from position `first` on; 0 by default. */
  embed(x: Tensor, learned: Tensor, first?: number): Tensor;
  /** What the attention layers get for queries like x, from position `first` on, and keys from 0 on. */
  attend(x: Tensor, learned: Tensor, first?: number): PositionsInAttention;
}

/** The sizes of the model that an encoding depends on. */
export interface PositionSizes {
  readonly context: number;
  readonly width: number;
  readonly heads: number;
}
//# sourceMappingURL=../../.maps/nn/position/position.ts.map
