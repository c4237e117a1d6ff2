// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/** What the fused kernels in C take. */
import type { View } from "../backend.ts";
import type { DType } from "../../layout/dtype.ts";
import { isContiguous } from "../../layout/layout.ts";
import { shapeText, sizeOf } from "../../layout/shape.ts";

/** A fused kernel’s operands by their sizes: rows of d numbers, and what belongs to them. */
export interface FusedSizes {
  readonly rows: number;
  readonly d: number;
  /** The length of the table that indices point into. */
  readonly length: number;
}

/** Kinds of operands: their dtype, and how many numbers they have. */
const kinds = {
  rows: ["float32", ({ rows, d }) => rows * d],
  columns: ["float32", ({ d }) => d],
  number: ["float32", () => 1],
  indices: ["int32", ({ rows }) => rows],
  "a double for each row": ["float64", ({ rows }) => rows],
  "two doubles for each row": ["float64", ({ rows }) => 2 * rows],
  table: ["float32", ({ length, d }) => length * d],
} satisfies Readonly<Record<string, readonly [DType, (sizes: FusedSizes) => number]>>;

// List the operands of the fused kernels
type Kind = keyof typeof kinds;
/** The kinds of the inputs of each, and last that of its output. */
const operands = {
  softmax: ["rows", "rows"],
  softmaxBackward: ["rows", "rows", "rows"],
  logSoftmax: ["rows", "rows"],
  logSoftmaxBackward: ["rows", "rows", "rows"],
  logSumExp: ["rows", "indices", "a double for each row"],
  crossEntropy: ["rows", "indices", "a double for each row", "number"],
  crossEntropyBackward: ["rows", "indices", "a double for each row", "number", "rows"],
  statistics: ["rows", "two doubles for each row"],
  layerNorm: ["rows", "columns", "columns", "two doubles for each row", "rows"],
  layerNormBackward: ["rows", "rows", "columns", "two doubles for each row", "rows"],
  gainBackward: ["rows", "rows", "two doubles for each row", "columns"],
  rmsNorm: ["rows", "columns", "rows"],
  rmsNormBackward: ["rows", "rows", "columns", "rows"],
  embeddingBackward: ["rows", "indices", "table"],
  runningSum: ["rows", "rows"],
  rotary: ["rows", "columns", "rows"],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

/**
 * The sizes of a fused kernel’s operands; null where C has none of that name or for these dtypes and layouts. Throws `RangeError` for an
 * operand with too many or too few numbers.
 */
export function fusedSizes(name: string, inputs: readonly View[], output: View): FusedSizes | null {
  const wanted = Object.hasOwn(operands, name) ? operands[name as keyof typeof operands] : null;
  const views = [...inputs, output];
  if (wanted === null || views.length !== wanted.length || sizeOf(inputs[0]!.shape) === 0) return null;
  if (!views.every((view, i) => view.storage.dtype === kinds[wanted[i]!][0] && isContiguous(view))) return null;
  const d = inputs[0]!.shape.at(-1) ?? 1;
  const sizes = { rows: sizeOf(inputs[0]!.shape) / d, d, length: wanted.at(-1) === "table" ? (output.shape[0] ?? 0) : d };
  for (const [i, { shape }] of views.entries()) {
    const size = kinds[wanted[i]!][1](sizes);
    if (sizeOf(shape) !== size) throw new RangeError(`native: ${name} takes ${size} numbers for ${i < inputs.length ? `operand ${i + 1}` : "its output"} (${wanted[i]!}), not ${shapeText(shape)}`);
  }
  return sizes;
}
//# sourceMappingURL=../../.maps/backends/native/fused.ts.map
