// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** The loss on examples that are not trained on. */
import type { Examples } from "./examples.ts";
import type { LossOf } from "./train.ts";

const AT_ONCE = 1024;

/** The mean loss of all examples, in nats. Throws `RangeError` if there are none. */
export function meanLoss<P>(parameters: P, lossOf: LossOf<P>, examples: Examples): number {
  if (examples.count === 0) throw new RangeError("meanLoss: there is no example");
  let sum = 0;
  for (let start = 0; start < examples.count; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, examples.count - start);
    const batch = examples.batch(Int32Array.from({ length: size }, (_, i) => start + i));
    sum += size * lossOf(parameters, batch).item();
  }
  return sum / examples.count;
}
//# sourceMappingURL=../.maps/train/evaluate.ts.map
