// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** What is checked of storage formats: which kernels read them, and whether views and ranges are whole blocks. */
import { infoOf, isPlain, type DType } from "../layout/dtype.ts";
import { rowMajor } from "../layout/layout.ts";
import { shapeText, sizeOf } from "../layout/shape.ts";
import type { Backend, Kernel, Storage, View } from "./backend.ts";
import { withViews } from "./views.ts";

/**
 * Throws `TypeError` for a kernel on a storage format that it does not read: every backend has copies from each dtype to each other one,
 * fills, and gathers into the same dtype or float32. Throws `RangeError` where a view of blocks is not whole blocks.
 */
export function checkFormats(backend: string, kernel: Kernel): void {
  if (isOnPlain(kernel)) return;
  if (!reads[kernel.kind](kernel as never)) throw unread(backend, kernel);
  withViews(kernel, (view) => (checkBlocks(nameOf(kernel), view), view));
  if (kernel.kind === "gather") for (const { storage } of [kernel.input, kernel.output]) checkLength("gather", storage.dtype, kernel.input.shape[2]!);
}

/** The mistake of a kernel on dtypes that a backend has no kernel for. */
export function unread(backend: string, kernel: Kernel): TypeError {
  const operands: string[] = [];
  withViews(kernel, (view) => (operands.push(`${view.storage.dtype} ${shapeText(view.shape)}`), view));
  const outputs = kernel.kind === "fused" ? kernel.outputs.length : 1;
  const [inputs, written] = [operands.slice(0, -outputs), operands.slice(-outputs)];
  return new TypeError(`${nameOf(kernel)}: ${backend} has no kernel for ${[...inputs, ""].join(", ").slice(0, -2)} → ${written.join(", ")}; astype converts`);
}

/** Whether all numbers of a kernel are stored as the program has them. */
export function isOnPlain(kernel: Kernel): boolean {
  switch (kernel.kind) {
    case "map": return ofPlain(kernel.output) && kernel.inputs.every((each) => typeof each === "number" || ofPlain(each));
    case "reduce": case "argmax": return ofPlain(kernel.input) && ofPlain(kernel.output);
    case "matmul": return ofPlain(kernel.left) && ofPlain(kernel.right) && ofPlain(kernel.output);
    case "gather": case "scatter": return ofPlain(kernel.input) && ofPlain(kernel.output) && ofPlain(kernel.indices);
    case "fill": return ofPlain(kernel.output);
    case "fused": return kernel.inputs.every(ofPlain) && kernel.outputs.every(ofPlain);
    default: return kernel satisfies never;
  }
}

function ofPlain({ storage }: View): boolean {
  return isPlain(storage.dtype);
}

/** Which kernels read and write storage formats, on every backend: what it has no kernel of its own for, the CPU does. */
const reads: { readonly [K in Kernel["kind"]]: (kernel: Extract<Kernel, { readonly kind: K }>) => boolean } = {
  map: ({ name }) => name === "copy",
  fill: () => true,
  gather: ({ input, indices, output }) => indices.storage.dtype === "int32" && (output.storage.dtype === input.storage.dtype || output.storage.dtype === "float32"),
  reduce: () => false,
  argmax: () => false,
  matmul: () => false,
  scatter: () => false,
  fused: () => false,
};

function nameOf(kernel: Kernel): string {
  return "name" in kernel ? kernel.name : kernel.kind;
}

/**
 * Throws `RangeError` unless a view consists of whole blocks: it begins with one, the numbers that are neighbours in memory are whole blocks
 * of them, and all other strides are.
 */
export function checkBlocks(operation: string, { storage, shape, strides, offset }: View): void {
  const { blockLength } = infoOf(storage.dtype);
  if (blockLength === 1 || sizeOf(shape) === 0) return;
  // the axes from the nearest neighbours on; what runs on from them is one run
  const axes = shape.flatMap((length, axis) => (length === 1 ? [] : [{ length, stride: strides[axis]! }])).sort((one, other) => Math.abs(one.stride) - Math.abs(other.stride));
  let run = 1;
  const others = axes.filter(({ length, stride }) => {
    if (stride !== run) return true;
    run *= length;
    return false;
  });
  if (![offset, run, ...others.map(({ stride }) => stride)].every((each) => each % blockLength === 0)) {
    throw new RangeError(`${operation}: ${storage.dtype} ${shapeText(shape)} with strides ${shapeText(strides)} from ${offset} on is not whole blocks of ${blockLength}`);
  }
}

/** Picks rows of a storage format as they are stored, then converts them: for a backend that converts on copies of whole storages, of which a table is a large one. */
export function gatherThenConvert(backend: Backend, { input, indices, output }: Extract<Kernel, { readonly kind: "gather" }>): void {
  const rows: View = { storage: backend.allocate(input.storage.dtype, sizeOf(output.shape)), ...rowMajor(output.shape) };
  backend.run({ kind: "gather", input, indices, output: rows });
  backend.run({ kind: "map", name: "copy", inputs: [rows], output });
  backend.free(rows.storage);
}

/** Throws `RangeError` unless a storage of so many numbers has whole blocks only. */
export function checkLength(operation: string, dtype: DType, length: number): void {
  const { blockLength } = infoOf(dtype);
  if (length % blockLength !== 0) throw new RangeError(`${operation}: ${length} numbers (${dtype}) are not whole blocks of ${blockLength}`);
}

/** Throws `RangeError` unless the numbers from `start` up to `end` are in a storage. */
export function checkRange(operation: string, { dtype, length }: Storage, start: number, end: number): void {
  if (!(start >= 0 && start <= end && end <= length)) throw new RangeError(`${operation} of places ${start} to ${end} in a storage of ${length} numbers (${dtype})`);
}

/** The same of what is written, which must be whole blocks. */
export function checkWritten(operation: string, storage: Storage, start: number, count: number): void {
  checkRange(operation, storage, start, start + count);
  const { blockLength } = infoOf(storage.dtype);
  if (start % blockLength !== 0 || count % blockLength !== 0) throw new RangeError(`${operation} of places ${start} to ${start + count} in a storage of ${storage.length} numbers (${storage.dtype}) is not whole blocks of ${blockLength}`);
}

/** How many numbers bytes hold. Throws `RangeError` unless they are whole blocks and begin where a number of the dtype may. */
export function lengthOver(operation: string, dtype: DType, { byteOffset, byteLength }: Pick<Uint8Array, "byteOffset" | "byteLength">): number {
  const { blockLength, blockBytes } = infoOf(dtype);
  if (byteLength % blockBytes !== 0) throw new RangeError(`${operation}: ${byteLength} bytes are not whole blocks of ${dtype}, each of ${blockBytes}`);
  const alignment = alignmentOf(blockBytes);
  if (byteOffset % alignment !== 0) throw new RangeError(`${operation}: ${dtype} cannot begin at byte ${byteOffset} of its memory, which is no multiple of ${alignment}`);
  return (byteLength / blockBytes) * blockLength;
}

/** The largest power of two, at most 8, that divides a block. */
function alignmentOf(blockBytes: number): number {
  let alignment = 8;
  while (blockBytes % alignment !== 0) alignment /= 2;
  return alignment;
}
//# sourceMappingURL=../.maps/backends/formats.ts.map
