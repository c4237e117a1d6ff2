// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** Frequencies of RoPE for sequences longer than those of training. */
import { frequencies } from "./frequencies.ts";

// Describe the scaling of frequencies
/** How the frequencies of a model are changed for `factor` times the length. */
export type RotaryScaling =
  | { readonly kind: "interpolation" | "ntk"; readonly factor: number }
  | ScalingByParts;

export interface ScalingByParts {
  readonly kind: "ntk-by-parts" | "yarn";
  readonly factor: number;
  /** The training length. */
  readonly context: number;
  /** Pairs of at most `low` turns in it are interpolated, those of at least
   *  `high` are not; 1 and 32 by default. With `low` above `high` it is the
   *  other way round. */
  readonly low?: number;
  readonly high?: number;
}

// Scale the frequencies
/**
 * The frequencies of a head of d numbers, and the factor of rotated
 * queries and keys. Throws `RangeError` for a factor below 1.
 * Source: Peng and others, “YaRN: efficient context window extension of
 * large language models”, 2024.
 */
export function scaledFrequencies(
  d: number, base: number, scaling?: RotaryScaling,
): { readonly omega: readonly number[]; readonly factor: number } {
  const omega = frequencies(d, base);
  if (scaling === undefined) return { omega, factor: 1 };
  const { kind, factor: s } = scaling;
  // Reject an invalid scaling
  if (!(s >= 1 && s < Infinity)) throw new RangeError(`scaledFrequencies: the factor is ${s}, and not from 1`);
  if (kind === "ntk" && d < 4) throw new RangeError(`scaledFrequencies: NTK-aware scaling needs two pairs, and ${d} numbers are one`);
  switch (kind) {
    case "interpolation": return { omega: omega.map((each) => each / s), factor: 1 };
    case "ntk": return { omega: frequencies(d, base * s ** (d / (d - 2))), factor: 1 };
    case "ntk-by-parts": case "yarn": return {
      omega: omega.map((each) => interpolatedByParts(each, scaling)),
      factor: kind === "yarn" ? 0.1 * Math.log(s) + 1 : 1,
    };
    default: return kind satisfies never;
  }
}

// Interpolate by parts
/** ω of a pair that turns often in the training length, ω over the factor of one that turns seldom, else a mean of both. */
function interpolatedByParts(
  omega: number, { factor, context, low = 1, high = 32 }: ScalingByParts,
): number {
  // Reject equal limits
  if (low === high) throw new RangeError(`scaledFrequencies: both limits are ${low} turns`);
  const turns = (context * omega) / (2 * Math.PI);
  const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
  return kept * omega + (1 - kept) * (omega / factor);
}
//# sourceMappingURL=../../.maps/nn/position/rotary-scaling.ts.map
