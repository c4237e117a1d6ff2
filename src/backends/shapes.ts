// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** A meta backend: it has shapes and no numbers. */
import type { Backend, Storage } from "./backend.ts";
import { lengthOver } from "./formats.ts";
import { numbersOf, type DType, type Numbers } from "../layout/dtype.ts";

/**
 * Allocates what `backend` would and computes nothing, so that a step can be run to see what it would allocate. What is read from it is
 * NaN, or 0 for whole numbers: a program whose shapes depend on its numbers is not predicted.
 */
export function shapesOf(backend: Backend): Backend {
  const allocate = (dtype: DType, length: number): Storage => ({ backend: shapes, dtype, length });
  const readSync = ({ dtype }: Storage, start: number, end: number): Numbers => numbersOf(dtype, end - start).fill(NaN);
  // Allocate lengths and compute nothing
  const shapes: Backend = {
    name: `shapes of ${backend.name}`,
    allocate,
    free: () => {},
    donate: ({ dtype, length }) => allocate(dtype, length),
    write: () => {},
    read: async (storage, start, end) => readSync(storage, start, end),
    readSync,
    ...(backend.adopt && { adopt: (dtype: DType, bytes: Uint8Array) => allocate(dtype, lengthOver("shapes: adopt", dtype, bytes)) }),
    accumulator: (dtype) => backend.accumulator(dtype),
    run: () => {},
    supports: (fused) => backend.supports(fused),
    synchronize: async () => {},
  };
  return shapes;
}
//# sourceMappingURL=../.maps/backends/shapes.ts.map
