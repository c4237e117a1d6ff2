// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
/** An update of Adam, to be timed. */
import { asTensor, type Pool } from "../tensor-core.ts";
import { adam } from "./adam.ts";

/** Updates so many parameters, again and again from the same state, in memory that the pool uses again. */
export function adamUpdate(pool: Pool, count: number): () => void {
  const all = (value: number) => ({ w: asTensor(new Float32Array(count).fill(value), { backend: pool }) });
  const [rule, w, g] = [adam(0.001), all(1), all(0.1)];
  const { state } = rule.update(w, g, rule.init(w));
  return () => pool.scope(() => void rule.update(w, g, state));
}
//# sourceMappingURL=../.maps/optim/adam-update.ts.map
