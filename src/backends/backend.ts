// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Backends: who holds the numbers and does the arithmetic. */
import type { Accumulator, DType, Numbers } from "../layout/dtype.ts";
import type { Layout } from "../layout/layout.ts";

/** A row of numbers on a backend, which tensors are views of. What is in it, only the backend knows. */
export interface Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
}

/** A storage and where in it the elements stand. */
export interface View extends Layout {
  readonly storage: Storage;
}

/** Functions that are applied to each element. */
export type MapName =
  | "copy" | "negative" | "abs" | "sign" | "exp" | "log" | "sqrt" | "tanh" | "sin" | "cos" | "erf" | "pow"
  | "add" | "subtract" | "multiply" | "divide" | "maximum" | "minimum" | "less" | "lessEqual" | "greater" | "greaterEqual" | "equal"
  | "where";

/**
 * Work for a backend. Outputs are allocated by the caller, and written whole; all views of a kernel are on one backend. Every backend has all
 * kernels on dtypes whose numbers are stored as the program has them, and of storage formats `copy`, `fill` and `gather`; a kernel on a
 * format that it does not read is a `TypeError` with its name, shapes and dtypes.
 */
export type Kernel =
  /**
   * Applies a function to each element. All views have one shape and dtype; only for `copy` may dtypes differ, any of them, and the output have gaps.
   * A number among the inputs stands for a view of it, and the output may be a view among the inputs.
   */
  | { readonly kind: "map"; readonly name: MapName; readonly inputs: readonly (View | number)[]; readonly output: View }
  /**
   * Sums, or takes the largest; `output` has the shape of `input`, and stride 0 along the axes that go. A sum over nothing is 0; a maximum is
   * only asked for where there is something.
   */
  | { readonly kind: "reduce"; readonly name: "sum" | "max"; readonly input: View; readonly output: View }
  /** The first place of the largest along the last axis. */
  | { readonly kind: "argmax"; readonly input: View; readonly output: View }
  /** Products of matrices: [batch, m, k] × [batch, k, n] → [batch, m, n]. */
  | { readonly kind: "matmul"; readonly left: View; readonly right: View; readonly output: View }
  /** `output`[o, j, i] = `input`[o, `indices`[j], i]; all contiguous. The input has any dtype, and the output the same or float32. */
  | { readonly kind: "gather"; readonly input: View; readonly indices: View; readonly output: View }
  /** `output`[o, `indices`[j], i] = the sum of `input`[o, j, i] over j, and 0 where there is none; all contiguous. */
  | { readonly kind: "scatter"; readonly input: View; readonly indices: View; readonly output: View }
  | { readonly kind: "fill"; readonly value: number; readonly output: View }
  | FusedKernel;

/** An operation that could be made of the others, in one loop. No backend need have it; all views are contiguous. */
export interface FusedKernel {
  readonly kind: "fused";
  readonly name: string;
  readonly inputs: readonly View[];
  readonly outputs: readonly View[];
  readonly parameters: readonly number[];
}

// Declare what a backend must do
/** Holds numbers and does arithmetic on them. */
export interface Backend {
  readonly name: string;
  /** A new storage, which may hold anything. */
  allocate(dtype: DType, length: number): Storage;
  free(storage: Storage): void;
  /** The same memory as a new storage; the old one is invalidated. */
  donate(storage: Storage): Storage;
  /** Stores numbers from `start` on, of a block format whole blocks. */
  write(storage: Storage, numbers: Numbers, start?: number): void;
  /** A copy of the numbers from `start` up to `end`. */
  read(storage: Storage, start: number, end: number): Promise<Numbers>;
  /** The same at once, where that is possible. */
  readSync?(storage: Storage, start: number, end: number): Numbers;
  // Declare how memory is shared
  /** The memory itself: what is written to it is stored. */
  bytes?(storage: Storage): Uint8Array;
  /** A storage over memory that already holds numbers. */
  adopt?(dtype: DType, bytes: Uint8Array): Storage;
  /** The dtype in which it sums numbers of this one. */
  accumulator(dtype: DType): Accumulator;
  /** Starts a kernel; kernels are executed in order. */
  run(kernel: Kernel): void;
  /** Whether it has a fused kernel of this name. */
  supports(fused: string): boolean;
  /** Waits until all work is done. */
  synchronize(): Promise<void>;
}
//# sourceMappingURL=../.maps/backends/backend.ts.map
