// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** The format in which weights are passed on: named tensors, behind a header in JSON. */
import { asTensor, type DType, type Tensor } from "../tensor-core.ts";
import { bytesOf, type Numbers } from "../backends/backend.ts";
import { shapeText, sizeOf } from "../layout/shape.ts";
import { fileKind } from "./file-kind.ts";

/** What a file holds: tensors by name, in the order of their bytes, and remarks. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The longest header that is read, in bytes, as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;
const BRACE = 0x7b;
const METADATA = "__metadata__";
/** The dtypes in the order in which the reference implementation writes them. */
const DTYPES = ["float64", "float32", "int32"] as const satisfies readonly DType[];
const NAMES: Readonly<Record<DType, string>> = { float32: "F32", float64: "F64", int32: "I32" };

/**
 * The bytes of a file: the header’s length, the header, padded with spaces to a multiple of 8, and the numbers, all little-endian. As
 * the reference implementation does it, wide dtypes come first, and tensors of one dtype in the order of their names’ bytes.
 * Throws `RangeError` for a name that cannot be one. Source: the project’s page and code, github.com/huggingface/safetensors.
 */
export function safetensorsOf(tensors: ReadonlyMap<string, Tensor>, metadata: ReadonlyMap<string, string> = new Map()): Uint8Array<ArrayBuffer> {
  const entries = [...tensors].map(([name, tensor]) => ({ name, key: encoded(name), tensor })).sort((one, other) => rank(one.tensor) - rank(other.tensor) || compare(one.key, other.key));
  const header = encoded(headerOf(entries, metadata));
  const start = 8 + Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(start + entries.reduce((sum, { tensor }) => sum + lengthOf(tensor.dtype, tensor.shape), 0)).fill(0x20, 8, start);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(start - 8), true);
  bytes.set(header, 8);
  let place = start;
  for (const { tensor } of entries) {
    putNumbers(view, place, tensor.toData());
    place += lengthOf(tensor.dtype, tensor.shape);
  }
  return bytes;
}

/**
 * What is in the bytes of a file. The tensors must fill its data from the first byte to the last, without a hole and without a byte
 * that belongs to two. Throws `RangeError` that says what is wrong, and with which tensor.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, data } = partsOf(bytes);
  const entries = Object.entries(header).filter(([name]) => name !== METADATA).map(([name, entry]) => checkedEntry(name, entry));
  entries.sort((one, other) => one.begin - other.begin || one.end - other.end);
  checkCover(entries, data);
  const tensors = new Map(entries.map(({ name, dtype, shape, begin, end }) => [name, asTensor(numbersAt(data, dtype, begin, end), { shape })]));
  return { tensors, metadata: metadataIn(header) };
}

interface Named {
  readonly name: string;
  readonly key: Uint8Array;
  readonly tensor: Tensor;
}

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const wrong = (message: string) => new RangeError(`safetensors: ${message}`);
const encoded = (text: string) => new TextEncoder().encode(text);
const rank = ({ dtype }: Tensor) => DTYPES.indexOf(dtype);
const lengthOf = (dtype: DType, shape: readonly number[]) => sizeOf(shape) * bytesOf[dtype];

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
  for (const { name, tensor: { dtype, shape } } of entries) {
    if (name === METADATA || /\p{Surrogate}/u.test(name)) throw wrong(`a tensor cannot be named ${JSON.stringify(name)}`);
    const end = begin + lengthOf(dtype, shape);
    fields.push(field(name, JSON.stringify({ dtype: NAMES[dtype], shape, data_offsets: [begin, end] })));
    begin = end;
  }
  return `{${fields.join(",")}}`;
}

/** A name as it stands in a message: control characters are escaped. */
const quoted = (name: string) => (/[\p{C}`]/u.test(name) ? JSON.stringify(name) : `\`${name}\``);

const field = (name: string, value: string) => `${JSON.stringify(name)}:${value}`;

function putNumbers(view: DataView, place: number, numbers: Numbers): void {
  const size = numbers.BYTES_PER_ELEMENT;
  const put = numbers instanceof Float32Array ? view.setFloat32 : numbers instanceof Float64Array ? view.setFloat64 : view.setInt32;
  numbers.forEach((number, i) => put.call(view, place + i * size, number, true));
}

function numbersAt(data: DataView, dtype: DType, begin: number, end: number): Numbers {
  const [size, length] = [bytesOf[dtype], (end - begin) / bytesOf[dtype]];
  const from = <T extends Numbers>(numbers: T, get: (place: number, little: boolean) => number): T => {
    for (let i = 0; i < length; i++) numbers[i] = get.call(data, begin + i * size, true);
    return numbers;
  };
  switch (dtype) {
    case "float32": return from(new Float32Array(length), data.getFloat32);
    case "float64": return from(new Float64Array(length), data.getFloat64);
    case "int32": return from(new Int32Array(length), data.getInt32);
    default: return dtype satisfies never;
  }
}

/** The header, as JSON, and the data behind it. */
function partsOf(bytes: Uint8Array): { readonly header: Readonly<Record<string, unknown>>; readonly data: DataView } {
  checkKind(bytes);
  if (bytes.length < 8) throw wrong(`a file begins with 8 bytes that say how long its header is, and this one has ${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > LONGEST_HEADER) throw wrong(`the header is said to have ${length} bytes; no more than ${LONGEST_HEADER} are read`);
  const start = 8 + Number(length);
  if (start > bytes.length) throw wrong(`the header is said to have ${length} bytes, and the file ends after ${bytes.length - 8} of them`);
  return { header: parsed(textOf(bytes.subarray(8, start))), data: new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start) };
}

/** Throws if the bytes are those of a file of another kind: unless the first eight say how long a header is that begins with a brace. */
function checkKind(bytes: Uint8Array): void {
  const isHeader = bytes[8] === BRACE && new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) <= bytes.length - 8;
  const kind = isHeader ? undefined : fileKind(bytes);
  if (kind !== undefined) throw wrong(`this is ${kind}, not a safetensors file`);
}

function textOf(header: Uint8Array): string {
  const nul = header.indexOf(0);
  if (nul >= 0) throw wrong(`byte ${nul} of the header is NUL, which JSON cannot have; a header is padded with spaces`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(header);
  } catch (failure) {
    if (failure instanceof TypeError) throw wrong("the header is not UTF-8");
    throw failure;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  if (!text.startsWith("{")) throw wrong("the header does not begin with {");
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (failure) {
    if (failure instanceof SyntaxError) throw wrong("the header is not JSON");
    throw failure;
  }
  checkTwins(text);
  return header as Readonly<Record<string, unknown>>;
}

/** Of two fields of one name `JSON.parse` keeps the last and says nothing. `text` is JSON. */
function checkTwins(text: string): void {
  const met: Set<string>[] = [];
  const colon = /\s*:/y;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "{") met.push(new Set());
    else if (text[i] === "}") met.pop();
    else if (text[i] === '"') {
      const start = i;
      i = endOfString(text, start);
      colon.lastIndex = i + 1;
      if (!colon.test(text)) continue;
      const name = JSON.parse(text.slice(start, i + 1)) as string;
      if (met.at(-1)!.has(name)) throw wrong(`${JSON.stringify(name)} comes twice`);
      met.at(-1)!.add(name);
    }
  }
}

/** Where the string ends that begins at `start`: at the next quote that no backslash stands before. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end;
}

function checkedEntry(name: string, entry: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (isRecord(entry) ? entry : {}) as Readonly<Record<string, unknown>>;
  if (typeof dtype !== "string" || !areCounts(shape) || !areCounts(offsets) || offsets.length !== 2) {
    throw wrong(`${quoted(name)} must have a dtype, a shape and two data_offsets, not ${JSON.stringify(entry)}`);
  }
  const known = DTYPES.find((each) => NAMES[each] === dtype);
  if (known === undefined) throw wrong(`${quoted(name)} is ${dtype}, and only ${DTYPES.map((each) => NAMES[each]).join(", ")} are read`);
  const [begin, end] = offsets as readonly [number, number];
  const length = lengthOf(known, shape);
  if (end - begin !== length) throw wrong(`${quoted(name)}, ${dtype} ${shapeText(shape)}, has ${length} bytes, and its offsets ${begin} and ${end} do not`);
  return { name, dtype: known, shape, begin, end };
}

const isRecord = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const areCounts = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0);

/** Each tensor must begin where the one before it ends, and the last end where the file does. */
function checkCover(entries: readonly Entry[], data: DataView): void {
  const length = data.byteLength;
  let place = 0;
  for (const { name, begin, end } of entries) {
    if (begin < place) throw wrong(`${quoted(name)} begins at ${begin}, before the end of another at ${place}`);
    if (begin > place) throw wrong(`no tensor has the bytes from ${place} to ${begin}, where ${quoted(name)} begins`);
    if (end > length) throw wrong(`${quoted(name)} ends at ${end}, and the file’s data at ${length}`);
    place = end;
  }
  const rest = new Uint8Array(data.buffer, data.byteOffset + place, Math.max(0, length - place));
  if (rest.length > 0) throw wrong(`no tensor has the last ${rest.length} bytes${rest.every((byte) => byte === 0) ? ", all of them NUL" : ""}`);
}

function metadataIn(header: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const metadata = header[METADATA] ?? {};
  const entries = Object.entries(metadata);
  if (!isRecord(metadata) || !entries.every(([, text]) => typeof text === "string")) throw wrong(`${METADATA} must be strings by name`);
  return new Map(entries);
}
//# sourceMappingURL=../.maps/io/safetensors.ts.map
