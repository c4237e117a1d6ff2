// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asTensor, type DType, type Tensor, zeros } from "../tensor-core.ts";
import { data } from "../data/files.ts";
import { ours, sample } from "./safetensors.samples.ts";
import { readSafetensors, readStored, safetensorsOf, storedAs, tensorOf, type StoredTensor } from "./safetensors.ts";
import { encodingOf, storedDTypes, type StoredDType } from "./stored-dtypes.ts";

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
const shown = (tensors: ReadonlyMap<string, Tensor>) => Object.fromEntries([...tensors].map(([name, tensor]) => [name, { dtype: tensor.dtype, shape: tensor.shape, numbers: [...tensor.dataSync()] }]));
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
  ["half a length", fileOf(`{"a":${entry(0, 6)}}`, new Uint8Array(6)), "`a` has 1.5 in its shape, where only digits may stand"],
  ["a length with a point", fileOf(`{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}`, new Uint8Array(4)), "`a` has 1.0 in its shape, where only digits may stand"],
  ["a length with an exponent", fileOf(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4e0]}}`, new Uint8Array(4)), "`a` has 4e0 in its data_offsets, where only digits may stand"],
  ["a length below zero", fileOf(`{"a":{"shape":[-1],"dtype":"F32","data_offsets":[0,4]}}`, new Uint8Array(4)), "`a` has -1 in its shape, where only digits may stand"],
  ["a length of 2⁵³", fileOf(`{"a":{"dtype":"F32","shape":[9007199254740992],"data_offsets":[0,4]}}`, new Uint8Array(4)), "`a` has 9007199254740992 in its shape, and no more than 9007199254740991 can be counted"],
  ["a shape of 2⁵³ numbers", fileOf(`{"a":{"dtype":"U8","shape":[67108864,134217728],"data_offsets":[0,4]}}`, new Uint8Array(4)), "`a`, U8 [67108864, 134217728], would have more than 9007199254740991 bytes"],
  ["a shape of 2⁵¹ numbers of four bytes", fileOf(`{"a":{"dtype":"F32","shape":[2251799813685248],"data_offsets":[0,4]}}`, new Uint8Array(4)), "`a`, F32 [2251799813685248], would have more than 9007199254740991 bytes"],
  ["half of a character in a name", fileOf(`{"\\ud800":${entry(0, 4)}}`, new Uint8Array(4)), 'the header has half of a character in "\\ud800"'],
  ["half of a character in a remark", fileOf('{"__metadata__":{"a":"b\\udc00"}}'), 'the header has half of a character in "b\\udc00"'],
  ["100,000 brackets in brackets", fileOf(`{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}`), "the header has brackets in brackets, more than 128 deep"],
  ["brackets that never end", fileOf(`{"a":${"[".repeat(1e5)}`), "the header has brackets in brackets, more than 128 deep"],
  ["a long entry", fileOf(`{"a":[${"1,".repeat(1000)}1]}`), `\`a\` must have a dtype, a shape and two data_offsets, not [${"1,".repeat(79)}1…`],
  ["another dtype", fileOf(`{"a":${entry(0, 4, [4], "F8_E5M2")}}`, new Uint8Array(4)), '`a` is "F8_E5M2", and only U64, I64, F64, F32, U32, I32, BF16, F16, U16, I16, I8, U8, BOOL are read'],
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

const stored = (dtype: StoredDType, bytes: Uint8Array): StoredTensor => ({ dtype, shape: [bytes.length / encodingOf(dtype).bytes], bytes });
/** Every pattern of 16 bits, one behind the other. */
const allHalves = new Uint8Array(Uint16Array.from({ length: 2 ** 16 }, (_, i) => i).buffer);
const shortWords: readonly StoredDType[] = ["F16", "BF16", "I16", "U16"];

describe("numbers that a tensor has in another dtype", () => {
  test.each(shortWords)("every number of %s is written as it was read", (dtype) => {
    const tensor = tensorOf(stored(dtype, allHalves), "all");
    expect(tensor.dtype).toBe(dtype.includes("F") ? "float32" : "int32");
    const bytes = new Uint16Array(storedAs(tensor, dtype).bytes.buffer);
    const numbers = tensor.dataSync();
    // of the patterns of NaN one is written
    bytes.forEach((each, i) => Number.isNaN(numbers[i]) || each === i || expect(each).toBe(i));
  });

  test.each(["I8", "U8", "BOOL"] as const)("so is every number of %s", (dtype) => {
    const bytes = Uint8Array.from({ length: dtype === "BOOL" ? 2 : 256 }, (_, i) => i);
    expect(storedAs(tensorOf(stored(dtype, bytes), "all"), dtype).bytes).toEqual(bytes);
  });

  test("values that are known", () => {
    const read = (dtype: StoredDType, ...bytes: number[]) => [...tensorOf(stored(dtype, Uint8Array.from(bytes)), "x").dataSync()];
    expect(read("F16", 0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00)).toEqual([1, -2, 2 ** -24]);
    expect(read("BF16", 0x80, 0x3f, 0x49, 0x40)).toEqual([1, 3.140625]);
    expect(read("I8", 0x80, 0xff, 1)).toEqual([-128, -1, 1]);
    expect(read("I16", 0, 0x80, 0xff, 0xff)).toEqual([-32768, -1]);
    expect(read("I64", 0xfe, 255, 255, 255, 255, 255, 255, 255)).toEqual([-2]);
    expect(read("U32", 0xff, 0xff, 0xff, 0x7f)).toEqual([2 ** 31 - 1]);
  });

  test("a file of all dtypes is written again byte by byte, whatever its numbers", () => {
    const any = fc.uniqueArray(fc.tuple(fc.string(), fc.constantFrom(...storedDTypes), fc.uint8Array({ maxLength: 40 })), { selector: ([name]) => name });
    fc.assert(fc.property(any, (rows) => {
      const tensors = new Map(rows.filter(([name]) => name !== "__metadata__").map(([name, dtype, bytes]) => [name, stored(dtype, bytes.slice(0, bytes.length - (bytes.length % encodingOf(dtype).bytes)))]));
      const file = safetensorsOf(tensors, new Map([["a", "b"]]));
      const again = readStored(file);
      expect(safetensorsOf(again.stored, again.metadata)).toEqual(file);
      expect(new Map(again.stored)).toEqual(tensors);
    }));
  });

  test("tensors stand in the order of their dtypes, the wide ones first, as the reference implementation has it", () => {
    const tensors = new Map([...storedDTypes].reverse().map((dtype, i) => [`${i}`, stored(dtype, new Uint8Array(8))]));
    expect([...readStored(safetensorsOf(tensors)).stored.values()].map(({ dtype }) => dtype)).toEqual(["U64", "I64", "F64", "F32", "U32", "I32", "BF16", "F16", "U16", "I16", "I8", "U8", "BOOL"]);
  });

  test("a published checkpoint in bfloat16 is read, and the original dtype can be asked for", () => {
    const file = safetensorsOf(new Map([["wte", storedAs(asTensor([[1, -0.5], [3.1415926, 1e-3]]), "BF16")], ["ids", storedAs(asTensor([0, 50256], { dtype: "int32" }), "I64")]]));
    const { tensors, stored } = readSafetensors(file);
    expect(tensors.get("wte")!.toArray()).toEqual([[1, -0.5], [3.140625, 0.00099945068359375]]);
    expect(tensors.get("ids")!.toArray()).toEqual([0, 50256]);
    expect([...stored].map(([name, { dtype, shape }]) => `${name} ${dtype} ${shape}`)).toEqual(["ids I64 2", "wte BF16 2,2"]);
  });

  test("numbers of 16 bits may stay as they are stored, and tensors of storage formats are written as they are", () => {
    const ids = asTensor([3, -4], { dtype: "int8" });
    const file = safetensorsOf(new Map([["a", asTensor([[1, -0.5], [3.1415926, 1e-3]], { dtype: "bfloat16" })], ["b", asTensor([65504, 1 / 3], { dtype: "float16" })], ["c", asTensor([0.1])], ["ids", ids]]));
    const { tensors, stored } = readSafetensors(file, { halves: "stored" });
    expect([...tensors].map(([name, { dtype }]) => `${name} ${dtype}`)).toEqual(["c float32", "a bfloat16", "b float16", "ids int32"]);
    expect([...stored.values()].map(({ dtype }) => dtype)).toEqual(["F32", "BF16", "F16", "I8"]);
    expect(tensors.get("a")!.toArray()).toEqual([[1, -0.5], [3.140625, 0.00099945068359375]]);
    expect(tensors.get("ids")!.toArray()).toEqual([3, -4]);
    expect(safetensorsOf(new Map([...tensors].map(([name, tensor]) => [name, name === "ids" ? ids : tensor])))).toEqual(file);
    expect([...readSafetensors(file).tensors.values()].map(({ dtype }) => dtype)).toEqual(["float32", "float32", "float32", "int32"]);
  });

  test("the format has no blocks", () => {
    expect(() => safetensorsOf(new Map([["w", zeros([32], { dtype: "q8_0" })]]))).toThrow(new RangeError("safetensors: the format has no q8_0"));
  });

  test.each([
    ["I64", [2 ** 31], "`ids` is I64 and has 2147483648 at 0, which int32 cannot hold"],
    ["I64", [0, -(2 ** 53) + 1], "`ids` is I64 and has -9007199254740991 at 1, which int32 cannot hold"],
    ["U32", [2 ** 32 - 1], "`ids` is U32 and has 4294967295 at 0, which int32 cannot hold"],
  ] as const)("%s of %j: refused, and only where its numbers are asked for", (dtype, numbers, message) => {
    const file = safetensorsOf(new Map([["ids", storedAs(asTensor(Float64Array.from(numbers)), dtype)]]));
    expect(() => readSafetensors(file)).toThrow(new RangeError(`safetensors: ${message}`));
    expect(safetensorsOf(readStored(file).stored)).toEqual(file);
  });

  test("a long whole number is named to its last digit", () => {
    expect(() => tensorOf(stored("U64", new Uint8Array(8).fill(255)), "ids")).toThrow(new RangeError("safetensors: `ids` is U64 and has 18446744073709551615 at 0, which int32 cannot hold"));
    expect(() => tensorOf(stored("BOOL", Uint8Array.of(1, 0, 2)), "mask")).toThrow(new RangeError("safetensors: `mask` is BOOL and has 2 at 2, which is neither 0 nor 1"));
  });

  test.each([
    ["I8", 128, "storedAs: I8 has the whole numbers from -128 to 127, and not 128, which is at 1"],
    ["U8", -1, "storedAs: U8 has the whole numbers from 0 to 255, and not -1, which is at 1"],
    ["I64", 0.5, "storedAs: I64 has the whole numbers from -9007199254740991 to 9007199254740991, and not 0.5, which is at 1"],
    ["BOOL", NaN, "storedAs: BOOL has the whole numbers from 0 to 1, and not NaN, which is at 1"],
  ] as const)("%s does not take %d", (dtype, number, message) => {
    expect(() => storedAs(asTensor([1, number], { dtype: "float64" }), dtype)).toThrow(new RangeError(message));
  });
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
    expect(new Map([...file.tensors].map(([name, tensor]) => [name, tensor.dataSync()]))).toEqual(new Map([...tensors].map(([name, tensor]) => [name, tensor.dataSync()])));
  }));
});
//# sourceMappingURL=../.maps/io/safetensors.test.ts.map
