/** Puts the helpers of verify cells where the cells find them. */
import { draws, index, integers, normal, permutation, pick, positive, simplex, uniform } from "./drawing.ts";
import { bernoulli, expectation, finite, gaussian, jointly, sampled, uniformOn } from "./distributions.ts";
import { fromOne, given, transcribed, unchecked } from "./marks.ts";
import { gradient, jacobian, partial } from "./slopes.ts";
import { delta, dot, mean, sum } from "./sums.ts";

/** Every helper by the name that cells call it. */
export const helpers = {
  given, fromOne, transcribed, unchecked,
  normal, positive, uniform, simplex, index, integers, permutation, pick, draws,
  sum, mean, delta, dot,
  partial, gradient, jacobian,
  finite, bernoulli, jointly, gaussian, uniformOn, sampled, expectation,
} as const;

/** Makes the helpers globals of `target`, which is `globalThis` in a section's process. Cells may shadow them. */
export function installHelpers(target: object): void {
  for (const [name, value] of Object.entries(helpers)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
