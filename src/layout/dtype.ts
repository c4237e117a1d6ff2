// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Kinds of numbers: how they lie in memory, and what their sums are taken in. */

/** Numbers in the memory of the program. */
export type Numbers = Float32Array | Float64Array | Int32Array;

/** What there is to know of a dtype. */
export interface DTypeInfo {
  /** Only real numbers have derivatives. */
  readonly kind: "real" | "integer";
  /** How many numbers are stored as one block, for instance with a common scale; mostly 1. */
  readonly blockLength: number;
  /** The bytes of one block. */
  readonly blockBytes: number;
  /** The dtype in which sums of its numbers are taken, before they are rounded once. */
  readonly accumulator: "float64" | "float32" | "int32";
  /** The array in which its numbers come to the program, which need not be how they are stored. */
  readonly host: new (length: number) => Numbers;
}

/** The table of dtypes. Indices are `int32`. */
export const dtypes = {
  // List the dtypes
  float64: { kind: "real", blockLength: 1, blockBytes: 8, accumulator: "float64", host: Float64Array },
  float32: { kind: "real", blockLength: 1, blockBytes: 4, accumulator: "float64", host: Float32Array },
  int32: { kind: "integer", blockLength: 1, blockBytes: 4, accumulator: "float64", host: Int32Array },
} as const satisfies Readonly<Record<string, DTypeInfo>>;

/** How a number is stored. */
export type DType = keyof typeof dtypes;

/** The bytes of some numbers, in whole blocks. */
export function bytesOf(dtype: DType | DTypeInfo, length: number): number {
  const { blockLength, blockBytes } = typeof dtype === "string" ? dtypes[dtype] : dtype;
  return Math.ceil(length / blockLength) * blockBytes;
}

/** Whether the dtype has whole numbers only, and so no derivatives. */
export function isInteger(dtype: DType): boolean {
  const { kind }: DTypeInfo = dtypes[dtype];
  return kind === "integer";
}

/** A typed array of zeros. */
export function numbersOf(dtype: DType, length: number): Numbers {
  return new dtypes[dtype].host(length);
}

/** The dtype of a typed array. Throws `TypeError` if there is none. */
export function dtypeOf(operation: string, numbers: ArrayBufferView): DType {
  const found = (Object.keys(dtypes) as DType[]).find((dtype) => numbers instanceof dtypes[dtype].host && numbers.BYTES_PER_ELEMENT === dtypes[dtype].blockBytes);
  if (found === undefined) throw new TypeError(`${operation}: no dtype for ${numbers.constructor.name}`);
  return found;
}

/** The number that a dtype has in place of this one: the nearest. */
export function rounded(value: number, dtype: DType): number {
  if (dtype === "float32") return Math.fround(value);
  const held = numbersOf(dtype, 1);
  held[0] = value;
  return held[0]!;
}
//# sourceMappingURL=../.maps/layout/dtype.ts.map
