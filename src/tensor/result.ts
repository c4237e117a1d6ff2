// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** What operations have in common: results, checks and costs. */
import type { Costs } from "../ledger/ledger.ts";
import { bytesOf, isInteger, type DType } from "../layout/dtype.ts";
import { rowMajor, unique } from "../layout/layout.ts";
import { sameShape, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import { Tensor } from "./tensor.ts";

/** A tensor for a result, whose numbers may be anything, on the backend of the operands. */
export function emptyLike(operands: readonly Tensor[], shape: Shape, dtype: DType = operands[0]!.dtype): Tensor {
  return new Tensor(operands[0]!.backend.allocate(dtype, sizeOf(shape)), rowMajor(shape));
}

/** Whether the backend of a tensor has a fused kernel. */
export function supports(x: Tensor, fused: string): boolean {
  return x.backend.supports(fused);
}

/** Runs a fused kernel on contiguous operands; it writes the result `y`, which is returned. */
export function runFused(name: string, inputs: readonly Tensor[], y: Tensor, parameters: readonly number[] = []): Tensor {
  y.backend.run({ kind: "fused", name, inputs, outputs: [y], parameters });
  return y;
}

/** Throws `TypeError` unless the operands are on one backend. */
export function checkBackends(operation: string, operands: readonly Tensor[]): void {
  const other = operands.find(({ backend }) => backend !== operands[0]!.backend);
  if (other) throw new TypeError(`${operation}: operands on two backends, ${operands[0]!.backend.name} and ${other.backend.name}`);
}

/** Throws `TypeError` unless the operands have one dtype. */
export function checkDTypes(operation: string, operands: readonly Tensor[]): void {
  const other = operands.find(({ dtype }) => dtype !== operands[0]!.dtype);
  if (other) throw new TypeError(`${operation}: dtypes differ, ${operands[0]!.dtype} and ${other.dtype}`);
}

/** Throws `TypeError` for whole numbers, among which the result of the operation mostly is not. */
export function checkReal(operation: string, { dtype }: Tensor): void {
  if (isInteger(dtype)) throw new TypeError(`${operation}: ${dtype} has no fractions`);
}

/** Throws `RangeError` unless the shapes are the same. */
export function checkShapes(operation: string, one: Shape, other: Shape): void {
  if (!sameShape(one, other)) throw new RangeError(`${operation}: shapes differ, ${shapeText(one)} and ${shapeText(other)}`);
}

/** The compulsory traffic: every number that an operand shows is read once, every number of the result written once. */
export function costOf(FLOPs: number, operands: readonly Tensor[], result: Tensor): Costs {
  const read = operands.reduce((bytes, operand) => bytes + bytesOf(operand.dtype, unique(operand)), 0);
  return { FLOPs, "bytes read": read, "bytes written": bytesOf(result.dtype, result.size) };
}
//# sourceMappingURL=../.maps/tensor/result.ts.map
