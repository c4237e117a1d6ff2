// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** The loss of a model on examples, all of them. */
import type { Tensor } from "../tensor/index.ts";

// Describe what a loss is taken of
/** Examples by number, as batches of a kind that the model’s loss understands. */
export interface Source<B> {
  readonly count: number;
  batch(places: ArrayLike<number>): B;
}

/** The mean loss over the examples of a batch: one number. */
export type Loss<P, B> = (parameters: P, batch: B) => Tensor;

/** How many examples are looked at together. */
const LARGEST = 1024;

// Average over all examples
/** The mean loss over all examples, in large batches. */
export function meanLoss<P, B>(
  lossOf: Loss<P, B>,
  parameters: P,
  { count, batch }: Source<B>,
): number {
  let sum = 0;
  for (let from = 0; from < count; from += LARGEST) {
    const length = Math.min(LARGEST, count - from);
    const places = Array.from({ length }, (_, i) => from + i);
    sum += length * lossOf(parameters, batch(places)).item();
  }
  return sum / count;
}
//# sourceMappingURL=../.maps/train/evaluate.ts.map
