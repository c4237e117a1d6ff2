// Tangled from book/interlude-b-the-processor/02-vector-registers.md. Edit the book, then: npm run tangle
/** The backend of tensors for which none is named: here alone it is chosen. */
import type { Backend } from "./backend.ts";
import { cpu } from "./cpu/cpu.ts";

/** The backend of tensors for which none is named. Importers see what `useBackend` makes of it. */
export let defaultBackend: Backend = cpu;

/** Makes a backend the default. A program does so once, before its first tensor: tensors on different backends do not meet in an operation. */
export function useBackend(backend: Backend): void {
  defaultBackend = backend;
}
//# sourceMappingURL=../.maps/backends/default.ts.map
