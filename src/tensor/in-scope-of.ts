// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** Scopes where there is a pool. */
import { poolOf } from "./pool.ts";
import type { Tensor } from "./tensor.ts";

/** Calls `run` in a scope of the pool on which a tensor is; where it is on none, without. */
export function inScopeOf<T>(x: Tensor, run: () => T): T {
  const pool = poolOf(x);
  return pool ? pool.scope(run) : run();
}
//# sourceMappingURL=../.maps/tensor/in-scope-of.ts.map
