// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** The projections of RoPE from the half-split layout of pairs to the interleaved one. */
import { asTensor, take } from "../../tensor-core.ts";
import type { LinearParameters } from "../linear-layer.ts";

// Order the columns for interleaved pairs
/** Column j of the interleaved [d, 3d] is column order[j] of the half-split one. */
function interleavedOrder(d: number, heads: number): Int32Array {
  const width = d / heads; // of a head
  return Int32Array.from({ length: 3 * d }, (_, column) => {
    const j = column % width;
    const isValue = column >= 2 * d;
    return isValue ? column : column - j + (j % 2) * (width / 2) + Math.floor(j / 2);
  });
}

// Interleave the pairs of a projection
/** The projection to queries, keys and values, [d, 3d], that does with interleaved pairs what `qkv` does with half-split ones. */
export function withInterleavedPairs(
  { weight, bias }: LinearParameters, heads: number,
): LinearParameters {
  const { shape: [d], backend } = weight;
  const order = asTensor(interleavedOrder(d!, heads), { backend });
  return { weight: take(weight, order, 1), ...(bias && { bias: take(bias, order, 0) }) };
}
//# sourceMappingURL=../../.maps/nn/position/rotary-layout.ts.map
