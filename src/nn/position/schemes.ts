// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
/** The positional encodings by their names. */
// Import the positional encodings
import { learnedPositions } from "./learned.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";
import { sinusoidalPositions } from "./sinusoidal.ts";
import { alibi } from "./alibi.ts";
import { relativeBias } from "./relative-bias.ts";
import { rotaryPositions, type RotaryOptions } from "./rotary.ts";

// Describe the choice of a positional encoding
/** A positional encoding, with its options. */
export type PositionConfig =
  // Positional encodings
  | { readonly scheme: "none" }
  | { readonly scheme: "learned" }
  | { readonly scheme: "sinusoidal"; readonly amplitude?: number }
  | { readonly scheme: "relative"; readonly buckets?: number; readonly maxDistance?: number }
  | { readonly scheme: "alibi" }
  | { readonly scheme: "rotary" } & RotaryOptions
;

// Make the positional encoding that was chosen
/** The positional encoding for a model of these sizes. Throws `RangeError` for invalid options or sizes. */
export function positionsOf(
  config: PositionConfig, sizes: PositionSizes,
): PositionalEncoding {
  switch (config.scheme) {
    // Cases of positional encodings
    case "none": return noPositions;
    case "learned": return learnedPositions(sizes);
    case "sinusoidal": return sinusoidalPositions(sizes, config.amplitude ?? 0.02);
    case "relative": return relativeBias(sizes, config);
    case "alibi": return alibi(sizes);
    case "rotary": return rotaryPositions(sizes, config);
    default: return config satisfies never;
  }
}
//# sourceMappingURL=../../.maps/nn/position/schemes.ts.map
