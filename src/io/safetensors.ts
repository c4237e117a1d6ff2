// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** The format in which weights are passed on: named tensors, behind a header in JSON. */
import { asTensor, Tensor } from "../tensor-core.ts";
import { numbersOf } from "../layout/dtype.ts";
import { shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import { fileKind } from "./file-kind.ts";
import { headerIn, quoted, shown, wrong } from "./safetensors-header.ts";
import { encodingOf, storedDTypeOf, storedDTypes, type StoredDType } from "./stored-dtypes.ts";

/** What a file holds: tensors by name, in the order of their bytes, and remarks. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The same tensors as the file has them, in its dtypes: to be written again byte by byte. */
  readonly stored: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** A tensor as a file has it: its numbers in `bytes`, the last axis fastest. */
export interface StoredTensor {
  readonly dtype: StoredDType;
  readonly shape: Shape;
  readonly bytes: Uint8Array;
}

/** How numbers of 16 bits are read: as float32, or in the dtype in which they are stored, which takes half the memory. */
export interface Reading {
  readonly halves?: "widened" | "stored";
}

/** The longest header that is read, in bytes, as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;
const BRACE = 0x7b;
const METADATA = "__metadata__";

/**
 * The bytes of a file: the header’s length, the header, padded with spaces to a multiple of 8, and the numbers, all little-endian. As
 * the reference implementation does it, wide dtypes come first, and tensors of one dtype in the order of their names’ bytes. A tensor is
 * written in its own dtype, a stored one as it is; for another dtype there is `storedAs`.
 * Throws `RangeError` for a name that cannot be one, and for a tensor of a block format. Source: the project’s page and code, github.com/huggingface/safetensors.
 */
export function safetensorsOf(tensors: ReadonlyMap<string, Tensor | StoredTensor>, metadata: ReadonlyMap<string, string> = new Map()): Uint8Array<ArrayBuffer> {
  const entries = [...tensors].map(([name, tensor]) => ({ name, key: encoded(name), tensor })).sort((one, other) => rank(one.tensor) - rank(other.tensor) || compare(one.key, other.key));
  const header = encoded(headerOf(entries, metadata));
  const start = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(start + entries.reduce((sum, { tensor }) => sum + lengthOf(dtypeOf(tensor), tensor.shape), 0)).fill(0x20, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(header, 8);
  let place = start;
  for (const { tensor } of entries) {
    const length = lengthOf(dtypeOf(tensor), tensor.shape);
    if (tensor instanceof Tensor) putNumbers(new DataView(bytes.buffer, place, length), tensor, dtypeOf(tensor));
    else bytes.set(tensor.bytes, place);
    place += length;
  }
  return bytes;
}

/**
 * A tensor in another dtype. Fractions are rounded to the nearest number of a narrower one, of two equally near to the even one. Throws
 * `RangeError` for a number that is not among the whole numbers of the dtype.
 */
export function storedAs(tensor: Tensor, dtype: StoredDType): StoredTensor {
  const bytes = new Uint8Array(lengthOf(dtype, tensor.shape));
  putNumbers(new DataView(bytes.buffer), tensor, dtype);
  return { dtype, shape: tensor.shape, bytes };
}

/**
 * What is in the bytes of a file. The tensors must fill its data from the first byte to the last, without a hole and without a byte
 * that belongs to two. Float16 and bfloat16 are read as float32 unless `halves` are to stay as they are stored, whole numbers and truth values as int32. Throws `RangeError` that
 * says what is wrong, and with which tensor.
 */
export function readSafetensors(bytes: Uint8Array, reading: Reading = {}): Safetensors {
  const { stored, metadata } = readStored(bytes);
  return { tensors: new Map([...stored].map(([name, each]) => [name, tensorOf(each, name, reading)])), stored, metadata };
}

/** The same without a look at the numbers, so that long whole numbers may be among them. The bytes are not copied. Throws as `readSafetensors` does. */
export function readStored(bytes: Uint8Array): Omit<Safetensors, "tensors"> {
  const { header, data } = partsOf(bytes);
  const entries = Object.entries(header).filter(([name]) => name !== METADATA).map(([name, entry]) => checkedEntry(name, entry));
  entries.sort((one, other) => one.begin - other.begin || one.end - other.end);
  checkCover(entries, data);
  return { stored: new Map(entries.map(({ name, dtype, shape, begin, end }) => [name, { dtype, shape, bytes: data.subarray(begin, end) }])), metadata: metadataIn(header) };
}

/** The tensor whose numbers are stored, in the nearest dtype. Throws `RangeError` with its name for a number that has no place in that, or is none of its own dtype. */
export function tensorOf({ dtype, shape, bytes }: StoredTensor, name: string, { halves = "widened" }: Reading = {}): Tensor {
  const { bytes: size, dtype: nearest, get } = encodingOf(dtype);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const numbers = numbersOf(nearest, bytes.length / size);
  for (let i = 0; i < numbers.length; i++) {
    const number = get(view, i * size);
    numbers[i] = Number(number);
    if (nearest === "int32" && numbers[i] !== Number(number)) throw wrong(`${quoted(name)} is ${dtype} and has ${number} at ${i}, which int32 cannot hold`);
    if (dtype === "BOOL" && !(number === 0 || number === 1)) throw wrong(`${quoted(name)} is BOOL and has ${number} at ${i}, which is neither 0 nor 1`);
  }
  return asTensor(numbers, { shape, dtype: halves === "stored" && Object.hasOwn(halfDTypes, dtype) ? halfDTypes[dtype as keyof typeof halfDTypes] : nearest });
}

const halfDTypes = { F16: "float16", BF16: "bfloat16" } as const;

interface Named {
  readonly name: string;
  readonly key: Uint8Array;
  readonly tensor: Tensor | StoredTensor;
}

interface Entry {
  readonly name: string;
  readonly dtype: StoredDType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

const encoded = (text: string) => new TextEncoder().encode(text);
function dtypeOf(tensor: Tensor | StoredTensor): StoredDType {
  const dtype = tensor instanceof Tensor ? storedDTypeOf[tensor.dtype] : tensor.dtype;
  if (dtype === undefined) throw wrong(`the format has no ${tensor.dtype}`);
  return dtype;
}
const rank = (tensor: Tensor | StoredTensor) => storedDTypes.indexOf(dtypeOf(tensor));
const lengthOf = (dtype: StoredDType, shape: Shape) => sizeOf(shape) * encodingOf(dtype).bytes;

function compare(one: Uint8Array, other: Uint8Array): number {
  const place = one.findIndex((byte, i) => byte !== other[i]);
  return place < 0 ? one.length - other.length : one[place]! - (other[place] ?? -1);
}

/** Written by hand, not from an object, since an object puts names that are numbers first. */
function headerOf(entries: readonly Named[], metadata: ReadonlyMap<string, string>): string {
  const torn = [...metadata].find((remark) => remark.some((text) => /\p{Surrogate}/u.test(text)));
  if (torn) throw wrong(`half of a character stands in the remark ${JSON.stringify(torn[0])}`);
  const fields = metadata.size === 0 ? [] : [field(METADATA, `{${[...metadata].map(([key, text]) => field(key, JSON.stringify(text))).join(",")}}`)];
  let begin = 0;
  for (const { name, tensor } of entries) {
    if (name === METADATA || /\p{Surrogate}/u.test(name)) throw wrong(`a tensor cannot be named ${JSON.stringify(name)}`);
    const [dtype, { shape }] = [dtypeOf(tensor), tensor];
    const end = begin + lengthOf(dtype, shape);
    fields.push(field(name, JSON.stringify({ dtype, shape, data_offsets: [begin, end] })));
    begin = end;
  }
  return `{${fields.join(",")}}`;
}

const field = (name: string, value: string) => `${JSON.stringify(name)}:${value}`;

/** Writes the numbers of a tensor one behind the other. Throws `RangeError` for one that the dtype does not have. */
function putNumbers(view: DataView, tensor: Tensor, dtype: StoredDType): void {
  const { bytes: size, put, range: [least, most] = [-Infinity, Infinity], range } = encodingOf(dtype);
  tensor.dataSync().forEach((number, i) => {
    const isHeld = range === undefined || (Number.isInteger(number) && number >= least && number <= most);
    if (!isHeld) throw new RangeError(`storedAs: ${dtype} has the whole numbers from ${least} to ${most}, and not ${number}, which is at ${i}`);
    put(view, i * size, number);
  });
}

/** The header, as JSON, and the data behind it. */
function partsOf(bytes: Uint8Array): { readonly header: Readonly<Record<string, unknown>>; readonly data: Uint8Array } {
  checkKind(bytes);
  if (bytes.length < 8) throw wrong(`a file begins with 8 bytes that say how long its header is, and this one has ${bytes.length}`);
  const length = headerLength(bytes);
  if (length > LONGEST_HEADER) throw wrong(`the header is said to have ${length} bytes; no more than ${LONGEST_HEADER} are read`);
  const start = 8 + Number(length);
  if (start > bytes.length) throw wrong(`the header is said to have ${length} bytes, and the file ends after ${bytes.length - 8} of them`);
  return { header: headerIn(bytes.subarray(8, start)), data: bytes.subarray(start) };
}

const headerLength = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);

/** Throws if the bytes are those of a file of another kind: unless the first eight say how long a header is that begins with a brace. */
function checkKind(bytes: Uint8Array): void {
  const isHeader = bytes[8] === BRACE && headerLength(bytes) <= bytes.length - 8;
  const kind = isHeader ? undefined : fileKind(bytes);
  if (kind !== undefined) throw wrong(`this is ${kind}, not a safetensors file`);
}

function checkedEntry(name: string, entry: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (isRecord(entry) ? entry : {}) as Readonly<Record<string, unknown>>;
  if (typeof dtype !== "string" || !areCounts(shape) || !areCounts(offsets) || offsets.length !== 2) {
    throw wrong(`${quoted(name)} must have a dtype, a shape and two data_offsets, not ${shown(entry)}`);
  }
  const known = storedDTypes.find((each) => each === dtype);
  if (known === undefined) throw wrong(`${quoted(name)} is ${shown(dtype)}, and only ${storedDTypes.join(", ")} are read`);
  const [begin, end] = offsets as readonly [number, number];
  const length = lengthOf(known, shape);
  if (!Number.isSafeInteger(length)) throw wrong(`${quoted(name)}, ${known} ${shapeText(shape)}, would have more than ${Number.MAX_SAFE_INTEGER} bytes`);
  if (end - begin !== length) throw wrong(`${quoted(name)}, ${known} ${shapeText(shape)}, has ${length} bytes, and its offsets ${begin} and ${end} do not`);
  return { name, dtype: known, shape, begin, end };
}

const isRecord = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const areCounts = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0);

/** Each tensor must begin where the one before it ends, and the last end where the file does. */
function checkCover(entries: readonly Entry[], data: Uint8Array): void {
  let place = 0;
  for (const { name, begin, end } of entries) {
    if (begin < place) throw wrong(`${quoted(name)} begins at ${begin}, before the end of another at ${place}`);
    if (begin > place) throw wrong(`no tensor has the bytes from ${place} to ${begin}, where ${quoted(name)} begins`);
    if (end > data.length) throw wrong(`${quoted(name)} ends at ${end}, and the file’s data at ${data.length}`);
    place = end;
  }
  const rest = data.subarray(place);
  if (rest.length > 0) throw wrong(`no tensor has the last ${rest.length} bytes${rest.every((byte) => byte === 0) ? ", all of them NUL" : ""}`);
}

function metadataIn(header: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const metadata = header[METADATA] ?? {};
  const entries = Object.entries(metadata);
  if (!isRecord(metadata) || !entries.every(([, text]) => typeof text === "string")) throw wrong(`${METADATA} must be strings by name`);
  return new Map(entries);
}
//# sourceMappingURL=../.maps/io/safetensors.ts.map
