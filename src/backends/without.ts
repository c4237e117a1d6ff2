// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
/** Backends that are told to leave a fused kernel to primitives. */
import type { Backend } from "./backend.ts";

/** The backend itself, which from now on claims to lack a fused kernel. */
export function without<B extends Backend>(fused: string, backend: B): B {
  const supports = backend.supports.bind(backend);
  return Object.assign(backend, { supports: (name: string) => name !== fused && supports(name) });
}
//# sourceMappingURL=../.maps/backends/without.ts.map
