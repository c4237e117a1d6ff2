// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Kinds of numbers: how they lie in memory, how they come to the program, and what their sums are taken in. */
import { bfloat16, float16 } from "./small-floats.ts";
import { inBlocks, q4_1, q8_0, saturated, small, type Conversion } from "./block-formats.ts";

/** Numbers in the memory of the program. */
export type Numbers = Float32Array | Float64Array | Int32Array;

/** A dtype for sums. */
export type Accumulator = "float64" | "float32" | "int32";

/** What there is to know of a dtype. Where the bytes in memory are not those of the program's array, it says how they are converted. */
export interface DTypeInfo extends Partial<Conversion> {
  /** Only real numbers have derivatives. */
  readonly kind: "real" | "integer";
  /** How many numbers are stored as one block, for instance with a common scale; mostly 1. */
  readonly blockLength: number;
  /** The bytes of one block. */
  readonly blockBytes: number;
  /** The dtype in which sums of its numbers are taken at least, before they are rounded once; what a backend takes, it says itself. */
  readonly accumulator: Accumulator;
  /** The array in which its numbers come to the program, which need not be how they are stored. */
  readonly host: new (length: number) => Numbers;
}

/** The table of dtypes. Indices are `int32`. */
export const dtypes = {
  // List the dtypes
  float64: { kind: "real", blockLength: 1, blockBytes: 8,
    accumulator: "float64", host: Float64Array },
  float32: { kind: "real", blockLength: 1, blockBytes: 4,
    accumulator: "float32", host: Float32Array },
  int32: { kind: "integer", blockLength: 1, blockBytes: 4,
    accumulator: "int32", host: Int32Array },
  float16: { kind: "real", accumulator: "float32",
    ...inBlocks(Float32Array, small(float16)) },
  bfloat16: { kind: "real", accumulator: "float32",
    ...inBlocks(Float32Array, small(bfloat16)) },
  int8: { kind: "integer", accumulator: "int32",
    ...inBlocks(Int32Array, saturated(-128)) },
  uint8: { kind: "integer", accumulator: "int32",
    ...inBlocks(Int32Array, saturated(0)) },
  q8_0: { kind: "real", accumulator: "float32",
    ...inBlocks(Float32Array, q8_0) },
  q4_1: { kind: "real", accumulator: "float32",
    ...inBlocks(Float32Array, q4_1) },
} as const satisfies Readonly<Record<string, DTypeInfo>>;

/** How a number is stored. */
export type DType = keyof typeof dtypes;

/** The row of the table. */
export function infoOf(dtype: DType): DTypeInfo {
  return dtypes[dtype];
}

/** The bytes of some numbers, in whole blocks. */
export function bytesOf(dtype: DType | DTypeInfo, length: number): number {
  const { blockLength, blockBytes } = typeof dtype === "string" ? dtypes[dtype] : dtype;
  return Math.ceil(length / blockLength) * blockBytes;
}

/** Whether the dtype has whole numbers only, and so no derivatives. */
export function isInteger(dtype: DType): boolean {
  return infoOf(dtype).kind === "integer";
}

/** Whether there are derivatives with respect to its numbers: a block of them shares a scale, so that none of them varies alone. */
export function isDifferentiable(dtype: DType): boolean {
  const { kind, blockLength } = infoOf(dtype);
  return kind === "real" && blockLength === 1;
}

/** Whether numbers are stored in the very array in which the program has them. Only of such dtypes every backend has all kernels. */
export function isPlain(dtype: DType): boolean {
  return infoOf(dtype).encode === undefined;
}

/** The dtype whose numbers are stored as this one's come to the program: itself, `float32` or `int32`. */
export function hostDType(dtype: DType): DType {
  return (Object.keys(dtypes) as DType[]).find((each) => isPlain(each) && dtypes[each].host === dtypes[dtype].host)!;
}

/** A typed array of zeros, in which the program has numbers of the dtype. */
export function numbersOf(dtype: DType, length: number): Numbers {
  return new dtypes[dtype].host(length);
}

/** The bytes in which numbers are stored, from the beginning of a block on: their own memory where it is the same, else a copy. */
export function storedBytes(dtype: DType | DTypeInfo, numbers: Numbers): Uint8Array {
  const { host, encode } = typeof dtype === "string" ? infoOf(dtype) : dtype;
  if (encode !== undefined) {
    const bytes = new Uint8Array(bytesOf(dtype, numbers.length));
    encode(numbers, bytes, 0);
    return bytes;
  }
  const own = numbers instanceof host ? numbers : valuesIn(host, numbers);
  return new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
}

/** A copy of the numbers that are stored in bytes, from number `start` on `count` of them, all that are there if it is not said. */
export function hostNumbers(dtype: DType | DTypeInfo, bytes: Uint8Array, start = 0, count?: number): Numbers {
  const { host, blockLength, blockBytes, decode } = typeof dtype === "string" ? infoOf(dtype) : dtype;
  const length = count ?? Math.floor(bytes.length / blockBytes) * blockLength - start;
  if (decode !== undefined) return decode(bytes, start, length);
  // copied first, for the bytes may stand where no number may begin
  const copy = bytes.slice(start * blockBytes, (start + length) * blockBytes);
  return new (host as unknown as new (buffer: ArrayBuffer) => Numbers)(copy.buffer);
}

function valuesIn(host: DTypeInfo["host"], numbers: Numbers): Numbers {
  const values = new host(numbers.length);
  values.set(numbers);
  return values;
}

/** The dtype of a typed array. Throws `TypeError` if there is none. */
export function dtypeOf(operation: string, numbers: ArrayBufferView): DType {
  const found = (Object.keys(dtypes) as DType[]).find((dtype) => isPlain(dtype) && numbers instanceof dtypes[dtype].host);
  if (found === undefined) throw new TypeError(`${operation}: no dtype for ${numbers.constructor.name}`);
  return found;
}

/** The number that a dtype has in place of this one: the nearest, for whole numbers the next one towards zero. A number alone has no scale, so of formats with one it is that of the program's array. */
export function rounded(value: number, dtype: DType): number {
  if (dtype === "float32") return Math.fround(value);
  const { blockLength, encode } = infoOf(dtype);
  if (encode !== undefined && blockLength === 1) return hostNumbers(dtype, encoded(encode, dtype, value))[0]!;
  const held = numbersOf(dtype, 1);
  held[0] = value;
  return held[0]!;
}

function encoded(encode: Conversion["encode"], dtype: DType, value: number): Uint8Array {
  const bytes = new Uint8Array(bytesOf(dtype, 1));
  encode([value], bytes, 0);
  return bytes;
}
//# sourceMappingURL=../.maps/layout/dtype.ts.map
