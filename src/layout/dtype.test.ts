// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inBlocks, type BlockFormat } from "./block-formats.ts";
import { bytesOf, dtypeOf, dtypes, hostDType, hostNumbers, infoOf, isDifferentiable, isPlain, numbersOf, rounded, storedBytes, type DType, type DTypeInfo } from "./dtype.ts";
import { bfloat16, float16 } from "./small-floats.ts";

const all = Object.keys(dtypes) as readonly DType[];
const [EVERY, PATTERNS] = [Uint8Array.from({ length: 2 ** 17 }, (_, i) => (i % 2 === 0 ? (i >> 1) & 255 : i >> 9)), 2 ** 16];
const there = (dtype: DType | DTypeInfo, numbers: readonly number[]) => [...hostNumbers(dtype, storedBytes(dtype, Float32Array.from(numbers)))];

describe.each([["float16", float16], ["bfloat16", bfloat16]] as const)("%s", (dtype, format) => {
  test("every code comes to the program as its number, and goes back to the same two bytes", () => {
    const numbers = hostNumbers(dtype, EVERY);
    expect(numbers).toHaveLength(PATTERNS);
    expect([...numbers]).toEqual(Array.from({ length: PATTERNS }, (_, bits) => format.value(bits)));
    const again = storedBytes(dtype, numbers);
    for (let bits = 0; bits < PATTERNS; bits++) {
      const expected = Number.isNaN(numbers[bits]!) ? format.bits(NaN) : bits;
      if (again[2 * bits]! + 256 * again[2 * bits + 1]! !== expected) expect(bits).toBe(-1);
    }
  });

  test("a float64 is rounded once, not first to float32", () => {
    // just above the middle of 1 and its neighbour, by less than float32 can tell
    const next = format.value(format.bits(1) + 1);
    const x = (1 + next) / 2 + 2 ** -50;
    expect([rounded(x, dtype), rounded(Math.fround(x), dtype)]).toEqual([next, 1]);
    expect([...hostNumbers(dtype, storedBytes(dtype, Float64Array.of(x)))]).toEqual([next]);
  });
});

test("float16 is rounded as the language does it, where it can", () => {
  const f16round = (Math as { f16round?: (x: number) => number }).f16round ?? ((x: number) => nearestOf(x));
  fc.assert(fc.property(fc.oneof(fc.double(), fc.double({ min: -70000, max: 70000 }), fc.double({ min: -1e-4, max: 1e-4 })), (x) => {
    expect(rounded(x, "float16")).toBe(f16round(x));
  }), { numRuns: 3000 });
});

/** The nearest float16 by whole numbers alone: x and all float16 are multiples of 2⁻¹⁰⁷⁴. */
function nearestOf(x: number): number {
  if (!Number.isFinite(x)) return x;
  const exact = (y: number) => {
    const parts = new DataView(new ArrayBuffer(8));
    parts.setFloat64(0, Math.abs(y));
    const bits = parts.getBigUint64(0);
    const [exponent, fraction] = [bits >> 52n, bits & (2n ** 52n - 1n)];
    return exponent === 0n ? fraction : (2n ** 52n + fraction) << (exponent - 1n);
  };
  let [low, high] = [0, 0x7bff];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (exact(float16.value(middle)) <= exact(x)) low = middle;
    else high = middle - 1;
  }
  const above = low === 0x7bff ? exact(65536) : exact(float16.value(low + 1));
  const [down, up] = [exact(x) - exact(float16.value(low)), above - exact(x)];
  const size = down < up || (down === up && low % 2 === 0) ? float16.value(low) : low === 0x7bff ? Infinity : float16.value(low + 1);
  return x < 0 || Object.is(x, -0) ? -size : size;
}

test("whole numbers of a byte: what lies beyond an end is the end, fractions lose what is behind the point, NaN is 0", () => {
  const odd = [127, 128, 300, Infinity, -128, -129, -Infinity, 2.9, -2.9, NaN, 255, 256, -1];
  expect(there("int8", odd)).toEqual([127, 127, 127, 127, -128, -128, -128, 2, -2, 0, 127, 127, -1]);
  expect(there("uint8", odd)).toEqual([127, 128, 255, 255, 0, 0, 0, 2, 0, 0, 255, 255, 0]);
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (const dtype of ["int8", "uint8"] as const) expect(storedBytes(dtype, hostNumbers(dtype, bytes))).toEqual(bytes);
});

/** Numbers of very different sizes, a block of them. */
const block = fc.tuple(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 })).map(([scale, numbers]) => Float32Array.from(numbers, (x) => scale * x));

test("in q8_0 no number is off by more than half its scale, which is that of the largest", () => {
  fc.assert(fc.property(block, (numbers) => {
    const bytes = storedBytes("q8_0", numbers);
    const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const scale = float16.value(bytes[0]! + 256 * bytes[1]!);
    // 2⁻²⁵ is half of what is next to zero in float16
    expect(Math.abs(scale - largest / 127)).toBeLessThanOrEqual(Math.max(2 ** -11 * scale, 2 ** -25));
    const most = scale / 2 + 127 * 2 ** -25;
    hostNumbers("q8_0", bytes).forEach((x, i) => expect(Math.abs(x - numbers[i]!)).toBeLessThanOrEqual(most * (1 + 2 ** -20)));
    // what was stored once is stored the same again
    expect(storedBytes("q8_0", hostNumbers("q8_0", bytes))).toEqual(bytes);
  }));
});

test("in q4_1 no number is off by more than half its scale and what scale and minimum were rounded by", () => {
  fc.assert(fc.property(block, (numbers) => {
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const scale = (most - least) / 15;
    const bound = scale / 2 + 2 ** -11 * (Math.abs(least) + 15.5 * scale) + 16 * 2 ** -25;
    hostNumbers("q4_1", storedBytes("q4_1", numbers)).forEach((x, i) => expect(Math.abs(x - numbers[i]!)).toBeLessThanOrEqual(bound * (1 + 2 ** -20)));
  }));
});

test("the bytes of a block are those of GGUF", () => {
  // d = 0.5 is 0x3800, m = -2 is 0xc000; little-endian
  const q8 = storedBytes("q8_0", Float32Array.from({ length: 32 }, (_, i) => (i === 0 ? 63.5 : i === 1 ? -63.5 : i / 2)));
  expect([...q8]).toEqual([0x00, 0x38, 127, 129, ...Array.from({ length: 30 }, (_, i) => i + 2)]);
  const q4 = storedBytes("q4_1", Float32Array.from({ length: 32 }, (_, i) => -2 + 0.5 * (i % 16)));
  expect([...q4]).toEqual([0x00, 0x38, 0x00, 0xc0, ...Array.from({ length: 16 }, (_, i) => 17 * i)]);
  // in the low halves the first sixteen, in the high halves the others
  const halves = hostNumbers("q4_1", Uint8Array.from([0x00, 0x3c, 0, 0, ...new Array<number>(16).fill(0xa3)]));
  expect([...halves]).toEqual([...new Array<number>(16).fill(3), ...new Array<number>(16).fill(10)]);
});

test("zeros stay zeros, and a block with a number that is not finite, or too large for its scale, is NaN all over", () => {
  for (const dtype of ["q8_0", "q4_1"] as const) {
    expect(there(dtype, new Array<number>(32).fill(0))).toEqual(new Array(32).fill(0));
    for (const odd of [NaN, Infinity, 1e38]) expect(there(dtype, Array.from({ length: 64 }, (_, i) => (i === 40 ? odd : 127)))).toEqual([...new Array(32).fill(127), ...new Array(32).fill(NaN)]);
  }
});

test.each(all)("of %s any part can be read, from any number on", (dtype) => {
  const { blockLength } = infoOf(dtype);
  const numbers = numbersOf(dtype, 4 * Math.max(blockLength, 8)).map((_, i) => (i * 7) % 23);
  const bytes = storedBytes(dtype, numbers);
  const whole = hostNumbers(dtype, bytes);
  expect([bytes.length, whole.length]).toEqual([bytesOf(dtype, numbers.length), numbers.length]);
  for (const [start, count] of [[0, 1], [3, 5], [blockLength, blockLength], [whole.length - 1, 1], [2, 0]] as const) {
    expect(hostNumbers(dtype, bytes, start, count)).toEqual(whole.slice(start, start + count));
  }
});

test("a dtype that is stored as the program has it shares its memory; of others there is a copy", () => {
  for (const dtype of all) {
    const numbers = numbersOf(dtype, 64);
    expect(storedBytes(dtype, numbers).buffer === numbers.buffer).toBe(isPlain(dtype));
  }
  expect(all.filter(isPlain)).toEqual(["float64", "float32", "int32"]);
  expect(all.filter(isDifferentiable)).toEqual(["float64", "float32", "float16", "bfloat16"]);
  expect(all.map(hostDType)).toEqual(["float64", "float32", "int32", "float32", "float32", "int32", "int32", "float32", "float32"]);
  expect([dtypeOf("x", new Float32Array(1)), dtypeOf("x", new Int32Array(1))]).toEqual(["float32", "int32"]);
});

test("a row in the table is all that a dtype needs, blocks and all", () => {
  // four whole numbers from −2 to 1 in a byte
  const twoBits: BlockFormat = {
    blockLength: 4, blockBytes: 1,
    put(numbers, from, bytes, at) {
      bytes[at] = [0, 1, 2, 3].reduce((byte, i) => byte + (Math.min(1, Math.max(-2, numbers[from + i]!)) + 2) * 4 ** i, 0);
    },
    get(bytes, at, numbers, to) {
      for (let i = 0; i < 4; i++) numbers[to + i] = ((bytes[at]! >> (2 * i)) & 3) - 2;
    },
  };
  const row: DTypeInfo = { kind: "integer", accumulator: "int32", ...inBlocks(Int32Array, twoBits) };
  expect([bytesOf(row, 8), bytesOf(row, 9)]).toEqual([2, 3]);
  expect([...storedBytes(row, Int32Array.of(-2, -1, 0, 1, 1, 1, 1, 9))]).toEqual([0b11100100, 255]);
  expect([...hostNumbers(row, Uint8Array.of(0b11100100, 255), 2, 4)]).toEqual([0, 1, 1, 1]);
});
//# sourceMappingURL=../.maps/layout/dtype.test.ts.map
