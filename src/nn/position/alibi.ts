// Tangled from book/09-position/03-relative-positions-and-alibi.md. Edit the book, then: npm run tangle
/** ALiBi, attention with linear biases: a penalty proportional to the distance, with a slope for each head. */
import { asTensor } from "../../tensor-core.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";

// Choose the slopes of ALiBi
/**
 * 2^(−8h/H) for h = 1, …, H.
 * Source: Press and others, “Train short, test long”, 2022.
 */
export const alibiSlopes = (heads: number): readonly number[] =>
  Array.from({ length: heads }, (_, h) => 2 ** ((-8 * (h + 1)) / heads));

// Subtract a multiple of the distance
/** Subtracts the slope times the distance from each score, up to a number that is the same for all keys of a query. */
export const alibi = ({ heads }: PositionSizes): PositionalEncoding => ({
  ...noPositions,
  attend({ shape: [, length], dtype, backend }, _, first = 0) {
    const [N, slopes] = [first + length!, alibiSlopes(heads)];
    const bias = Float64Array.from({ length: heads * N }, (_, k) =>
      slopes[Math.floor(k / N)]! * ((k % N) - (N - 1)));
    return { bias: asTensor(bias, { shape: [heads, 1, N], dtype, backend }) };
  },
});
//# sourceMappingURL=../../.maps/nn/position/alibi.ts.map
