// Tangled from book/09-position/02-sinusoidal-positions.md. Edit the book, then: npm run tangle
/** Sinusoidal absolute positions: a sine and a cosine of each frequency. */
import { add, asTensor } from "../../tensor-core.ts";
import { frequencies } from "./frequencies.ts";
import { noPositions } from "./none.ts";
import type { PositionalEncoding, PositionSizes } from "./position.ts";

// Compute a table of sinusoids
/** For each of T positions p from `first` on: sin(p ω₀), cos(p ω₀), sin(p ω₁), …; T × d numbers. */
export function sinusoids(
  T: number, d: number,
  { base = 10_000, first = 0 }: { readonly base?: number; readonly first?: number } = {},
): Float64Array {
  const omega = frequencies(d, base);
  return Float64Array.from({ length: T * d }, (_, k) => {
    const [p, j] = [first + Math.floor(k / d), k % d];
    const angle = p * omega[Math.floor(j / 2)]!;
    return j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

// Add sinusoids to the embeddings
/**
 * Adds `amplitude` times the sinusoids to the embeddings.
 * Source: Vaswani and others, “Attention is all you need”, 2017.
 */
export const sinusoidalPositions = (
  { width }: PositionSizes, amplitude: number,
): PositionalEncoding => ({
  ...noPositions,
  embed(x, _, first = 0) {
    const [T, { dtype, backend }] = [x.shape[1]!, x];
    const table = sinusoids(T, width, { first }).map((each) => amplitude * each);
    return add(x, asTensor(table, { shape: [T, width], dtype, backend }));
  },
});
//# sourceMappingURL=../../.maps/nn/position/sinusoidal.ts.map
