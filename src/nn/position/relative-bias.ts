// Tangled from book/09-position/03-relative-positions-and-alibi.md. Edit the book, then: npm run tangle
/** Relative position bias: a number for each head and each bucket of distances. */
import { embedding } from "../../ops/embedding.ts";
import { asTensor, permuteDims } from "../../tensor-core.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";

// Put a distance into a bucket
/**
 * The bucket of a distance: one each for those below half the buckets, then
 * buckets that grow geometrically up to `maxDistance`, and the last for all beyond.
 * Source: Raffel and others, “Exploring the limits of transfer learning”, 2020.
 */
export function bucketOf(distance: number, buckets: number, maxDistance: number): number {
  const exact = Math.floor(buckets / 2);
  if (distance < exact) return Math.max(0, distance);
  const along = Math.log(distance / exact) / Math.log(maxDistance / exact);
  return Math.min(buckets - 1, exact + Math.floor(along * (buckets - exact)));
}

// Add a bias for each bucket
/** Adds to the score of query t and key s the number that head h learned for the bucket of t − s. */
export function relativeBias(
  { heads }: PositionSizes,
  { buckets = 32, maxDistance = 128 }: { readonly buckets?: number; readonly maxDistance?: number },
): PositionalEncoding {
  // Reject invalid buckets
  if (!(Number.isInteger(buckets) && buckets >= 2)) throw new RangeError(`relativeBias: ${buckets} buckets, and not a whole number from 2`);
  if (!(maxDistance > buckets / 2)) throw new RangeError(`relativeBias: maxDistance is ${maxDistance}, and not above ${buckets / 2}`);
  return {
    ...noPositions,
    shape: [buckets, heads],
    attend({ shape: [, length], backend }, table, first = 0) {
      const [T, N] = [length!, first + length!]; // queries and keys
      const bucket = Int32Array.from({ length: N }, (_, n) => bucketOf(n, buckets, maxDistance));
      const ids = Int32Array.from({ length: T * N }, (_, k) =>
        bucket[Math.max(0, first + Math.floor(k / N) - (k % N))]!);
      const rows = embedding(table, asTensor(ids, { shape: [T, N], backend }));
      return { bias: permuteDims(rows, [2, 0, 1]) }; // [H, T, N]
    },
  };
}
//# sourceMappingURL=../../.maps/nn/position/relative-bias.ts.map
