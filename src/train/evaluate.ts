// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** The loss on examples that are not trained on. */
import type { Batch } from "../data/examples.ts";
import type { LossOf, Source } from "./train.ts";

const AT_ONCE = 1024;

// Average over all examples
/** The mean loss of all examples. */
export function meanLoss<P, B = Batch>(
  parameters: P,
  lossOf: LossOf<P, B>,
  { count, batch }: Source<B>,
): number {
  // Refuse an empty set of examples
  if (count === 0) throw new RangeError("meanLoss: there is no example");
  let sum = 0;
  for (let start = 0; start < count; start += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - start);
    const indices = Int32Array.from({ length }, (_, i) => start + i);
    sum += length * lossOf(parameters, batch(indices)).item();
  }
  return sum / count;
}
//# sourceMappingURL=../.maps/train/evaluate.ts.map
