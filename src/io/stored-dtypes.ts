// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** The dtypes of numbers in files, which are more than those of tensors, and how each is read and written; little-endian. */
import type { DType } from "../tensor-core.ts";
import { bfloat16, float16 } from "../layout/small-floats.ts";

/** How one number of a dtype stands in a file. */
interface Encoding {
  /** Its size. */
  readonly bytes: number;
  /** The nearest dtype that a tensor can have: it holds each number of this one; of the long whole numbers those up to 2³¹. */
  readonly dtype: DType;
  get(view: DataView, place: number): number | bigint;
  put(view: DataView, place: number, number: number): void;
  /** The whole numbers that it holds; absent for fractions. Of 64 bits, those that a JavaScript number holds exactly. */
  readonly range?: readonly [least: number, most: number];
}

const SAFE = Number.MAX_SAFE_INTEGER;

/** Every dtype that is read and written. The order is that in which the format puts tensors. */
export const encodings = {
  U64: { bytes: 8, dtype: "int32", range: [0, SAFE], get: (view, at) => view.getBigUint64(at, true), put: (view, at, x) => view.setBigUint64(at, BigInt(x), true) },
  I64: { bytes: 8, dtype: "int32", range: [-SAFE, SAFE], get: (view, at) => view.getBigInt64(at, true), put: (view, at, x) => view.setBigInt64(at, BigInt(x), true) },
  F64: { bytes: 8, dtype: "float64", get: (view, at) => view.getFloat64(at, true), put: (view, at, x) => view.setFloat64(at, x, true) },
  F32: { bytes: 4, dtype: "float32", get: (view, at) => view.getFloat32(at, true), put: (view, at, x) => view.setFloat32(at, x, true) },
  U32: { bytes: 4, dtype: "int32", range: [0, 2 ** 32 - 1], get: (view, at) => view.getUint32(at, true), put: (view, at, x) => view.setUint32(at, x, true) },
  I32: { bytes: 4, dtype: "int32", range: [-(2 ** 31), 2 ** 31 - 1], get: (view, at) => view.getInt32(at, true), put: (view, at, x) => view.setInt32(at, x, true) },
  BF16: { bytes: 2, dtype: "float32", get: (view, at) => bfloat16.value(view.getUint16(at, true)), put: (view, at, x) => view.setUint16(at, bfloat16.bits(x), true) },
  F16: { bytes: 2, dtype: "float32", get: (view, at) => float16.value(view.getUint16(at, true)), put: (view, at, x) => view.setUint16(at, float16.bits(x), true) },
  U16: { bytes: 2, dtype: "int32", range: [0, 2 ** 16 - 1], get: (view, at) => view.getUint16(at, true), put: (view, at, x) => view.setUint16(at, x, true) },
  I16: { bytes: 2, dtype: "int32", range: [-(2 ** 15), 2 ** 15 - 1], get: (view, at) => view.getInt16(at, true), put: (view, at, x) => view.setInt16(at, x, true) },
  I8: { bytes: 1, dtype: "int32", range: [-128, 127], get: (view, at) => view.getInt8(at), put: (view, at, x) => view.setInt8(at, x) },
  U8: { bytes: 1, dtype: "int32", range: [0, 255], get: (view, at) => view.getUint8(at), put: (view, at, x) => view.setUint8(at, x) },
  BOOL: { bytes: 1, dtype: "int32", range: [0, 1], get: (view, at) => view.getUint8(at), put: (view, at, x) => view.setUint8(at, x) },
} as const satisfies Readonly<Record<string, Encoding>>;

/** A dtype as a file names it. */
export type StoredDType = keyof typeof encodings;

/** The names, in the order of the format. */
export const storedDTypes = Object.keys(encodings) as readonly StoredDType[];

/** How a dtype is stored. */
export const encodingOf = (dtype: StoredDType): Encoding => encodings[dtype];

/** The dtypes in which tensors are stored without any rounding; a block format has none. */
export const storedDTypeOf: Readonly<Partial<Record<DType, StoredDType>>> = { float32: "F32", float64: "F64", int32: "I32", float16: "F16", bfloat16: "BF16", int8: "I8", uint8: "U8" };
//# sourceMappingURL=../.maps/io/stored-dtypes.ts.map
