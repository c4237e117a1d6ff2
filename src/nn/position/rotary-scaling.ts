// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** Frequencies of RoPE for sequences longer than those of training. */
import { frequencies } from "./frequencies.ts";

// Describe the scaling of frequencies
/** How the frequencies of a model are changed for `factor` times the length. */
export type RotaryScaling =
  | { readonly kind: "interpolation" | "ntk"; readonly factor: number }
  | {
    readonly kind: "yarn";
    readonly factor: number;
    /** The length of training. */
    readonly context: number;
    /** Pairs that turn fewer times than `low` in it are interpolated, those that turn more than `high` times are not; 1 and 32 by default. */
    readonly low?: number;
    readonly high?: number;
  };

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
    case "yarn": return {
      omega: omega.map((each) => interpolatedByParts(each, scaling)),
      factor: 0.1 * Math.log(s) + 1,
    };
    default: return kind satisfies never;
  }
}

// Interpolate by parts
/** A frequency as it is where it turns often in the length of training, over the factor where it turns seldom, and between the two between. */
function interpolatedByParts(
  omega: number,
  { factor, context, low = 1, high = 32 }: RotaryScaling & { readonly kind: "yarn" },
): number {
  const turns = (context * omega) / (2 * Math.PI);
  const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
  return kept * omega + (1 - kept) * (omega / factor);
}
//# sourceMappingURL=../../.maps/nn/position/rotary-scaling.ts.map
