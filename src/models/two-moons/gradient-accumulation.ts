// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Gradient accumulation: the same gradient with a shorter tape. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape, type TapeIndex } from "../../autograd/scalar/tape.ts";
import { l2Penalty, sumOfLosses, type Setting } from "./loss.ts";

// Accumulate the gradient over microbatches
/**
 * The gradient of the loss with respect to the parameters, from
 * `microBatchSize` points at a time. Before and after each backward pass,
 * and after the tape is rewound, `onMemory` is told how many entries
 * the tape has and how many adjoints are held.
 */
export function accumulateGradients(
  { widths, points }: Setting,
  parameters: readonly number[],
  microBatchSize: number,
  onMemory: (entries: number, adjoints: number) => void = () => {},
): readonly number[] {
  const tape = new Tape(real);
  const variables = parameters.map(tape.variable);
  let gradients = parameters.map(() => 0);
  const accumulate = (output: TapeIndex) => {
    // Add the gradient and rewind the tape
    onMemory(tape.length, 0);
    const contribution = tape.gradient(output, variables);
    onMemory(tape.length, output + 1);
    gradients = gradients.map((sum, k) => sum + contribution[k]);
    tape.rewind(parameters.length);
    onMemory(tape.length, 0);
  };
  for (let i = 0; i < points.length; i += microBatchSize) {
    const microBatch = points.slice(i, i + microBatchSize);
    const sum = sumOfLosses(tape, { widths, points: microBatch }, variables);
    accumulate(tape.divide(sum, tape.constant(points.length)));
  }
  accumulate(l2Penalty(tape, variables));
  return gradients;
}
//# sourceMappingURL=../../.maps/models/two-moons/gradient-accumulation.ts.map
