// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
/** No positions (NoPE): order is known from the causal mask alone. */
import type { PositionalEncoding } from "./position.ts";

/** Does nothing, anywhere. Source: Haviv and others, 2022. */
export const noPositions: PositionalEncoding = {
  shape: [0],
  longest: Infinity,
  embed: (x) => x,
  attend: () => ({}),
};
//# sourceMappingURL=../../.maps/nn/position/none.ts.map
