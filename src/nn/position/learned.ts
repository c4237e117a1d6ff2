// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
/** Learned absolute positions: a vector for each position. */
import { add, slice } from "../../tensor-core.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";

/** Adds row t of a table [context, d] to the embedding at position t. */
export const learnedPositions =
  ({ context, width }: PositionSizes): PositionalEncoding => ({
    ...noPositions,
    shape: [context, width],
    longest: context,
    embed: (x, table) => add(x, slice(table, [[0, x.shape[1]!]])),
  });
//# sourceMappingURL=../../.maps/nn/position/learned.ts.map
