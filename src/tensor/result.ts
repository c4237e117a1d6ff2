// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** Room for results, and what operations have in common. */
import type { Costs } from "../ledger/ledger.ts";
import { bytesOf, type Backend, type DType } from "../backends/backend.ts";
import { distinct, rowMajor } from "../layout/layout.ts";
import { cpu } from "../backends/cpu/cpu.ts";
import { sameShape, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import { Tensor } from "./tensor.ts";

/** A tensor with room for a result, on the backend of the operands. */
export function emptyLike(operands: readonly Tensor[], shape: Shape, dtype: DType = operands[0]!.dtype): Tensor {
  return new Tensor(deviceOf(operands).allocate(dtype, sizeOf(shape)), rowMajor(shape));
}

/** The backend on which to compute: that which keeps books, if any of them does. */
function deviceOf(operands: readonly Tensor[]): Backend {
  return operands.find(({ backend }) => backend !== cpu)?.backend ?? cpu;
}

/** Throws `TypeError` unless the operands have one dtype. */
export function checkDTypes(operation: string, operands: readonly Tensor[]): void {
  const other = operands.find(({ dtype }) => dtype !== operands[0]!.dtype);
  if (other) throw new TypeError(`${operation}: dtypes differ, ${operands[0]!.dtype} and ${other.dtype}`);
}

/** Throws `TypeError` for whole numbers, among which the result of the operation mostly is not. */
export function checkReal(operation: string, { dtype }: Tensor): void {
  if (dtype === "int32") throw new TypeError(`${operation}: int32 has no fractions`);
}

/** Throws `RangeError` unless the shapes are the same. */
export function checkShapes(operation: string, one: Shape, other: Shape): void {
  if (!sameShape(one, other)) throw new RangeError(`${operation}: shapes differ, ${shapeText(one)} and ${shapeText(other)}`);
}

/** The compulsory traffic: every number that an operand shows is read once, every number of the result written once. */
export function costOf(FLOPs: number, operands: readonly Tensor[], result: Tensor): Costs {
  const read = operands.reduce((bytes, operand) => bytes + distinct(operand) * bytesOf[operand.dtype], 0);
  return { FLOPs, "bytes read": read, "bytes written": result.size * bytesOf[result.dtype] };
}
//# sourceMappingURL=../.maps/tensor/result.ts.map
