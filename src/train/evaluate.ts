// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** The loss on examples that are not trained on. */
import type { Batch } from "../data/examples.ts";
import { poolOf, Tensor, type Pool } from "../tensor-core.ts";
import type { LossOf, Source } from "./train.ts";

const AT_ONCE = 1024;

/** The mean loss of all examples, of which `atOnce` are read together. On a memory pool nothing stays of it. */
export function meanLoss<P, B = Batch>(
  parameters: P,
  lossOf: LossOf<P, B>,
  { count, batch }: Source<B>,
  atOnce = AT_ONCE,
): number {
  // Refuse an empty set of examples
  if (count === 0) throw new RangeError("meanLoss: there is no example");
  const pool = poolBehind(parameters);
  const lossOn = (indices: Int32Array) => lossOf(parameters, batch(indices)).item();
  let sum = 0;
  for (let start = 0; start < count; start += atOnce) {
    const length = Math.min(atOnce, count - start);
    const indices = Int32Array.from({ length }, (_, i) => start + i);
    sum += length * (pool ? pool.scope(() => lossOn(indices)) : lossOn(indices));
  }
  return sum / count;
}

/** The pool on which a tree of parameters is; anything else has none. */
function poolBehind(parameters: unknown): Pool | undefined {
  if (parameters instanceof Tensor) return poolOf(parameters);
  if (typeof parameters !== "object" || parameters === null) return undefined;
  return Object.values(parameters).map(poolBehind).find((pool) => pool !== undefined);
}
//# sourceMappingURL=../.maps/train/evaluate.ts.map
