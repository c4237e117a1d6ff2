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
    embed(x, table, first = 0) {
      const end = first + x.shape[1]!;
      // Reject positions beyond the table
      if (end > context) throw new RangeError(`learnedPositions: position ${end - 1}, and the table has those from 0 to ${context - 1}`);
      return add(x, slice(table, [[first, end]]));
    },
  });
//# sourceMappingURL=../../.maps/nn/position/learned.ts.map
