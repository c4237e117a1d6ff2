// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** The first operation that gives a NaN or an infinity. */
// Import what the search for the first NaN uses
import type { Backend, Storage, View } from "../../backends/backend.ts";
import { defaultBackend, useBackend } from "../../backends/default.ts";
import { watching } from "../../backends/watching.ts";
import { isInteger } from "../../layout/dtype.ts";
import { rowMajor } from "../../layout/layout.ts";
import { Tensor, type Kernel, type Shape } from "../../tensor-core.ts";

// Stop at the first number that is not finite
/**
 * Calls `run` on a backend that checks the output of every kernel, and
 * stops it at the first that is not finite; null if there is none.
 */
export function firstNonFinite(
  run: (watched: Backend) => unknown,
  inner = defaultBackend,
): NonFinite | null {
  let kernels = 0;
  const check = (operation: string, views: readonly View[]) => {
    for (const view of views) checkView(view, { operation, kernels });
  };
  const watched = watching(inner, {
    written: (storage) => check("write", [wholeOf(storage)]),
    kernel(kernel) {
      kernels++;
      check(nameOf(kernel), outputsOf(kernel));
    },
  });
  // Run on the watching backend until it stops
  const before = defaultBackend;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  useBackend(watched);
  try {
    run(watched);
    return null;
  } catch (stop) {
    if (stop instanceof Found) return stop.found;
    throw stop;
  } finally {
    useBackend(before);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Where a computation first had a number that is not finite. */
export interface NonFinite {
  /** The kernel, such as `log` or `matmul`; `write` for numbers that were not computed but given. */
  readonly operation: string;
  /** How many kernels had run, this one included. */
  readonly kernels: number;
  readonly shape: Shape;
  /** The first place, counted in the order of the elements. */
  readonly index: number;
  readonly value: number;
  /** The calls that led there. */
  readonly stack: string;
}

class Found extends Error {
  readonly found: NonFinite;

  constructor(found: Omit<NonFinite, "stack">) {
    super(`${found.operation} gave ${found.value}`);
    this.found = { ...found, stack: this.stack ?? "" };
  }
}

/** Throws `Found` if a number of a view is not finite. */
function checkView(view: View, at: Pick<NonFinite, "operation" | "kernels">): void {
  if (isInteger(view.storage.dtype)) return;
  const numbers: ArrayLike<number> = new Tensor(view.storage, view).dataSync();
  for (let index = 0; index < numbers.length; index++) {
    if (!Number.isFinite(numbers[index])) throw new Found({ ...at, shape: view.shape, index, value: numbers[index]! });
  }
}

const wholeOf = (storage: Storage): View => ({ storage, ...rowMajor([storage.length]) });

function nameOf(kernel: Kernel): string {
  return "name" in kernel ? kernel.name : kernel.kind;
}

function outputsOf(kernel: Kernel): readonly View[] {
  return kernel.kind === "fused" ? kernel.outputs : [kernel.output];
}
//# sourceMappingURL=../../.maps/train/health/first-non-finite.ts.map
