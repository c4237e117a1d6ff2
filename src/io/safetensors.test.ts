// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asTensor, type DType, type Tensor } from "../tensor-core.ts";
import { data } from "../data/files.ts";
import { ours, sample } from "./safetensors.samples.ts";
import { readSafetensors, safetensorsOf } from "./safetensors.ts";

interface Row {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly numbers: readonly (number | string)[];
}
const oracle = JSON.parse(data("safetensors-oracle.json")) as {
  readonly good: Readonly<Record<string, { readonly bytes: string; readonly metadata: Readonly<Record<string, string>>; readonly tensors: Readonly<Record<string, Row>> }>>;
  readonly bad: Readonly<Record<string, { readonly bytes: string; readonly refused: string | null }>>;
  readonly ours: { readonly bytes: string; readonly tensors: Readonly<Record<string, Row>> };
};
const bytesIn = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const shown = (tensors: ReadonlyMap<string, Tensor>) => Object.fromEntries([...tensors].map(([name, tensor]) => [name, { dtype: tensor.dtype, shape: tensor.shape, numbers: [...tensor.toData()] }]));
const expected = (rows: Readonly<Record<string, Row>>) => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, numbers: row.numbers.map((each) => (typeof each === "number" ? each : Number(each.replace("inf", "Infinity")))) }]));
const fileOf = (header: string, data = new Uint8Array()) => {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
};

describe("beside the reference implementation", () => {
  test.each(Object.entries(oracle.good))("%s: its file is read", (_, { bytes, metadata, tensors }) => {
    const file = readSafetensors(bytesIn(bytes));
    expect(shown(file.tensors)).toEqual(expected(tensors));
    expect(Object.fromEntries(file.metadata)).toEqual(metadata);
  });

  test.each(Object.entries(oracle.good))("%s: we write the same bytes", (_, { bytes }) => {
    const { tensors, metadata } = readSafetensors(bytesIn(bytes));
    expect(Buffer.from(safetensorsOf(tensors, metadata)).toString("base64")).toBe(bytes);
  });

  test("it has read a file of ours", () => {
    expect(Buffer.from(ours()).toString("base64")).toBe(oracle.ours.bytes);
    expect(expected(oracle.ours.tensors)).toEqual(shown(sample()));
  });

  test.each(Object.entries(oracle.bad).filter(([, { refused }]) => refused !== null))("%s: what it refuses, we refuse", (_, { bytes }) => {
    expect(() => readSafetensors(bytesIn(bytes))).toThrow(/^safetensors: /);
  });
});

const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype = "F32") => JSON.stringify({ dtype, shape, data_offsets: [begin, end] });
test.each([
  ["seven bytes", Uint8Array.of(1, 0, 0, 0, 0, 0, 0), "a file begins with 8 bytes that say how long its header is, and this one has 7"],
  ["a long header", fileOf("{}").fill(0xff, 0, 8), "the header is said to have 18446744073709551615 bytes; no more than 100000000 are read"],
  ["a file cut in its header", fileOf('{"a":1}').subarray(0, 10), "the header is said to have 7 bytes, and the file ends after 2 of them"],
  ["no JSON", fileOf('{"a":'), "the header is not JSON"],
  ["a list", fileOf("[]"), "the header does not begin with {"],
  ["bytes that are no text", fileOf("{}").fill(0xff, 9), "the header is not UTF-8"],
  ["a name twice", fileOf(`{"a":${entry(0, 4)}, "\\u0061" :${entry(4, 8)}}`, new Uint8Array(8)), '"a" comes twice'],
  ["remarks twice", fileOf('{"__metadata__":{"step":"1","step":"2"}}'), '"step" comes twice'],
  ["a number for an entry", fileOf('{"a":1}'), "`a` must have a dtype, a shape and two data_offsets, not 1"],
  ["half a length", fileOf(`{"a":${entry(0, 6)}}`, new Uint8Array(6)), '`a` must have a dtype, a shape and two data_offsets, not {"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}'],
  ["another dtype", fileOf(`{"a":${entry(0, 4, [2], "BF16")}}`, new Uint8Array(4)), "`a` is BF16, and only F64, F32, I32 are read"],
  ["a shape that does not fit", fileOf(`{"hidden.bias":${entry(0, 8, [3])}}`, new Uint8Array(8)), "`hidden.bias`, F32 [3], has 12 bytes, and its offsets 0 and 8 do not"],
  ["an overlap", fileOf(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, new Uint8Array(12)), "`b` begins at 4, before the end of another at 8"],
  ["a hole", fileOf(`{"b":${entry(8, 12)},"a":${entry(0, 4)}}`, new Uint8Array(12)), "no tensor has the bytes from 4 to 8, where `b` begins"],
  ["a file cut in its data", fileOf(`{"a":${entry(0, 8)}}`, new Uint8Array(7)), "`a` ends at 8, and the file’s data at 7"],
  ["a byte too many", fileOf(`{"a":${entry(0, 8)}}`, new Uint8Array(9)), "no tensor has the last 1 bytes, all of them NUL"],
  ["a byte too many, and not NUL", fileOf(`{"a":${entry(0, 8)}}`, new Uint8Array(9).fill(7)), "no tensor has the last 1 bytes"],
  ["a file that a power cut has emptied", new Uint8Array(4096), "this is a file of NUL bytes, as a power cut can leave it, not a safetensors file"],
  ["no bytes", new Uint8Array(), "this is an empty file, not a safetensors file"],
  ["a text", new TextEncoder().encode("Call me Ishmael."), "this is a text, not a safetensors file"],
  ["a text that has a brace where a header has it", new TextEncoder().encode('{"step":{"1": 2}}'), "this is a text, not a safetensors file"],
  ["a header padded with NUL", fileOf("{}\0\0"), "byte 2 of the header is NUL, which JSON cannot have; a header is padded with spaces"],
  ["a name that has NUL", fileOf(`{"a\\u0000":${entry(0, 8)}}`), '"a\\u0000" ends at 8, and the file’s data at 0'],
  ["a number for a remark", fileOf('{"__metadata__":{"step":1}}'), "__metadata__ must be strings by name"],
])("%s: refused, and why", (_, bytes, message) => {
  expect(() => readSafetensors(bytes)).toThrow(new RangeError(`safetensors: ${message}`));
});

test("a file cut anywhere is refused", () => {
  const bytes = ours();
  for (let length = 0; length < bytes.length; length++) expect(() => readSafetensors(bytes.subarray(0, length))).toThrow(/^safetensors: /);
});

test("names that a reader would misunderstand are not written", () => {
  for (const name of ["__metadata__", "\ud800"]) expect(() => safetensorsOf(new Map([[name, asTensor([1])]]))).toThrow(new RangeError(`safetensors: a tensor cannot be named ${JSON.stringify(name)}`));
});

test("remarks that others could not read are not written", () => {
  for (const remark of [["a", "\ud800"], ["\udc00", "b"]] as const) {
    expect(() => safetensorsOf(new Map(), new Map([remark]))).toThrow(new RangeError(`safetensors: half of a character stands in the remark ${JSON.stringify(remark[0])}`));
  }
});

test("a long remark is read, and so is one of quotes and backslashes", () => {
  for (const text of ["a".repeat(4e7), '\\"'.repeat(5e6)]) {
    const { metadata } = readSafetensors(safetensorsOf(new Map(), new Map([["long", text]])));
    expect(metadata.get("long") === text).toBe(true);
  }
});

test("what is written is read again, and the numbers stand at multiples of 8", () => {
  const numbers = fc.oneof(fc.array(fc.float()).map((each) => Float32Array.from(each)), fc.array(fc.double()).map((each) => Float64Array.from(each)), fc.array(fc.integer()).map((each) => Int32Array.from(each)));
  const strings = fc.string({ unit: "binary" });
  fc.assert(fc.property(fc.dictionary(strings, numbers), fc.dictionary(strings, strings), fc.nat(8), (arrays, remarks, offset) => {
    const tensors = new Map(Object.entries(arrays).filter(([name]) => name !== "__metadata__").map(([name, array]) => [name, asTensor(array)]));
    const bytes = safetensorsOf(tensors, new Map(Object.entries(remarks)));
    expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n);
    // wherever the bytes stand in memory
    const moved = new Uint8Array(bytes.length + offset);
    moved.set(bytes, offset);
    const file = readSafetensors(moved.subarray(offset));
    expect(Object.fromEntries(file.metadata)).toEqual({ ...remarks });
    expect(new Map([...file.tensors].map(([name, tensor]) => [name, tensor.toData()]))).toEqual(new Map([...tensors].map(([name, tensor]) => [name, tensor.toData()])));
  }));
});
//# sourceMappingURL=../.maps/io/safetensors.test.ts.map
