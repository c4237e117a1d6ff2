// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
/** The schemes of positions by their names. */
// Import the schemes of positions
import { learnedPositions } from "./learned.ts";
import { noPositions } from "./none.ts";
import type { Positions, PositionSizes } from "./position.ts";
import { sinusoidalPositions } from "./sinusoidal.ts";
import { alibi } from "./alibi.ts";
import { relativeBias } from "./relative-bias.ts";
import { rotaryPositions, type RotaryOptions } from "./rotary.ts";

// Describe the choice of a scheme
/** A scheme, with what can be chosen of it. */
export type PositionConfig =
  // Schemes of positions
  | { readonly scheme: "none" }
  | { readonly scheme: "learned" }
  | { readonly scheme: "sinusoidal"; readonly amplitude?: number }
  | { readonly scheme: "relative"; readonly buckets?: number; readonly far?: number }
  | { readonly scheme: "alibi" }
  | { readonly scheme: "rotary" } & RotaryOptions
;

// Make the scheme that was chosen
/** The scheme for a model of these sizes. Throws `RangeError` for a choice or sizes with which it cannot be. */
export function positionsOf(
  config: PositionConfig, sizes: PositionSizes,
): Positions {
  switch (config.scheme) {
    // Cases of schemes
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
