// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Gradient accumulation: the same gradient with a shorter tape. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape, type Place } from "../../autograd/scalar/tape.ts";
import { l2Penalty, sumOfLosses, type Setting } from "./loss.ts";

// Accumulate the gradient over parts of the batch
/**
 * The gradients of the loss with respect to the parameters, from `size` points at a time.
 * Whenever the tape is at its longest or has just been rewound,
 * `watch` is told of its lines and of the adjoints that are held.
 */
export function gradientsInParts(
  { widths, points }: Setting,
  parameters: readonly number[],
  size: number,
  watch: (lines: number, adjoints: number) => void = () => {},
): readonly number[] {
  const tape = new Tape(real);
  const places = parameters.map(tape.variable);
  let gradients = parameters.map(() => 0);
  const pull = (output: Place) => {
    // Add the gradient and rewind the tape
    watch(tape.length, 0);
    const parts = tape.gradient(output, places);
    watch(tape.length, output + 1);
    gradients = gradients.map((slope, k) => slope + parts[k]);
    tape.rewind(parameters.length);
    watch(tape.length, 0);
  };
  for (let i = 0; i < points.length; i += size) {
    const part = points.slice(i, i + size);
    const sum = sumOfLosses(tape, { widths, points: part }, places);
    pull(tape.divide(sum, tape.constant(points.length)));
  }
  pull(l2Penalty(tape, places));
  return gradients;
}
//# sourceMappingURL=../../.maps/models/two-moons/parts.ts.map
