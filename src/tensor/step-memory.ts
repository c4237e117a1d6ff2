// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** The memory that a step takes, measured and predicted. */
import type { Backend } from "../backends/backend.ts";
import { shapesOf } from "../backends/shapes.ts";
import { Pool } from "./pool.ts";

/** Bytes of storages that are referenced: before a step, at most during it, and after it. */
export interface StepMemory {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

/** Puts on a pool what a step begins with, parameters and a batch, and returns the step. */
export type Beginning = (pool: Pool) => () => unknown;

/** Takes the step in a pool on the backend, and reads the pool’s counters. */
export function measuredMemory(backend: Backend, begin: Beginning): StepMemory {
  // Take the step and read the counters
  const pool = new Pool(backend);
  const step = begin(pool);
  const before = pool.liveBytes;
  pool.peakBytes = before;
  step();
  return { before, peak: pool.peakBytes, after: pool.liveBytes };
}

/**
 * The same, without the memory and the arithmetic: the step is taken on shapes alone. Exact if what the step allocates does not depend
 * on numbers that it computes.
 */
export function predictedMemory(backend: Backend, begin: Beginning): StepMemory {
  return measuredMemory(shapesOf(backend), begin);
}
//# sourceMappingURL=../.maps/tensor/step-memory.ts.map
