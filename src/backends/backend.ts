// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** Devices: who holds the numbers and does the arithmetic. */
import type { Layout } from "../layout/layout.ts";

/** How a number is stored. Indices are `int32`; only the other two have derivatives. */
export type DType = "float32" | "float64" | "int32";

/** Numbers in the memory of the program. */
export type Numbers = Float32Array | Float64Array | Int32Array;

/** A row of numbers on a backend, which tensors are views of. */
export interface Storage {
  readonly backend: Backend;
  readonly dtype: DType;
  readonly length: number;
  /** The numbers themselves. Throws `RangeError` if they have been released. */
  readonly data: Numbers;
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

/** All that a backend has to be able to do. Outputs are allocated by whoever calls, and written whole. */
export type Kernel =
  /** Applies a function to each element. All views have one shape; only for `copy` may the dtypes differ and the output have gaps. */
  | { readonly kind: "map"; readonly name: MapName; readonly inputs: readonly View[]; readonly output: View; readonly parameter?: number }
  /** Sums, or takes the largest; `output` has the shape of `input`, and stride 0 along the axes that go. */
  | { readonly kind: "reduce"; readonly name: "sum" | "max"; readonly input: View; readonly output: View }
  /** The first place of the largest along the last axis. */
  | { readonly kind: "argmax"; readonly input: View; readonly output: View }
  /** Products of matrices: [batch, m, k] × [batch, k, n] → [batch, m, n]. */
  | { readonly kind: "matmul"; readonly left: View; readonly right: View; readonly output: View }
  /** `output`[o, j, i] = `input`[o, `indices`[j], i]; all contiguous. */
  | { readonly kind: "gather"; readonly input: View; readonly indices: View; readonly output: View }
  /** `output`[o, `indices`[j], i] = the sum of `input`[o, j, i] over j, and 0 where there is none; all contiguous. */
  | { readonly kind: "scatter"; readonly input: View; readonly indices: View; readonly output: View }
  | { readonly kind: "fill"; readonly value: number; readonly output: View };

// Say what a backend must do
/** Holds numbers and does arithmetic on them. */
export interface Backend {
  readonly name: string;
  /** Room for some numbers, which may hold anything. */
  allocate(dtype: DType, length: number): Storage;
  run(kernel: Kernel): void;
}

/** The size of one number, in bytes. */
export const bytesOf: Readonly<Record<DType, number>> = { float32: 4, float64: 8, int32: 4 };

/** A typed array of zeros. */
export function numbersOf(dtype: DType, length: number): Numbers {
  switch (dtype) {
    case "float32": return new Float32Array(length);
    case "float64": return new Float64Array(length);
    case "int32": return new Int32Array(length);
    default: return dtype satisfies never;
  }
}
//# sourceMappingURL=../.maps/backends/backend.ts.map
