// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** Rotary positions: queries and keys rotated by angles proportional to their positions. */
// Import rotary positions
import { rotaryAngles, rotaryOfPacked, type RotaryLayout } from "../../ops/rotary.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";
import { scaledFrequencies, type RotaryScaling } from "./rotary-scaling.ts";

// Describe rotary positions
/** What can be chosen of RoPE. */
export interface RotaryOptions {
  /** b in ω_i = b^(−2i/d_k); 10,000 by default. */
  readonly base?: number;
  /** `half` by default. */
  readonly layout?: RotaryLayout;
}

// TypeScript joins the two declarations
export interface RotaryOptions {
  /** For sequences longer than those of training; none by default. */
  readonly scaling?: RotaryScaling;
}

// Rotate queries and keys by their positions
/** RoPE for heads of an even width. Throws `RangeError` for an odd one, and as `scaledFrequencies` does. */
export function rotaryPositions(
  { width, heads }: PositionSizes,
  { base = 10_000, layout = "half", scaling }: RotaryOptions,
): PositionalEncoding {
  const { omega, factor } = scaledFrequencies(width / heads, base, scaling);
  return {
    ...noPositions,
    attend(x, _, first = 0) {
      const angles = rotaryAngles(omega, { length: x.shape[1]!, first, factor }, x);
      return { rotate: (qkv) => rotaryOfPacked(qkv, angles, layout) };
    },
  };
}
//# sourceMappingURL=../../.maps/nn/position/rotary.ts.map
