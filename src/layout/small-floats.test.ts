// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bfloat16, float16 } from "./small-floats.ts";

const PATTERNS = 2 ** 16;

describe.each([["float16", float16, 10], ["bfloat16", bfloat16, 7]] as const)("%s", (_, format, fractionBits) => {
  const infinity = 0x8000 - 2 ** fractionBits;

  test("every pattern but those of NaN is that of its number", () => {
    for (let bits = 0; bits < PATTERNS; bits++) {
      const x = format.value(bits);
      if (Number.isNaN(x)) expect(bits & 0x7fff).toBeGreaterThan(infinity);
      else if (format.bits(x) !== bits) expect(`${bits}: ${x}`).toBe(format.bits(x));
    }
    expect(format.bits(NaN) & 0x7fff).toBeGreaterThan(infinity);
  });

  test("numbers grow with their patterns, and each has its negative", () => {
    for (let bits = 0; bits < infinity; bits++) {
      if (!(format.value(bits + 1) > format.value(bits))) expect(bits).toBe(-1);
      if (format.value(bits + 0x8000) !== -format.value(bits)) expect(bits).toBe(-1);
    }
    expect(format.value(infinity)).toBe(Infinity);
    expect([format.bits(-0), format.bits(0)]).toEqual([0x8000, 0]);
  });

  test("between any two neighbours the nearer is taken, and in the middle the even one", () => {
    // the neighbour of the largest would be the next number of its exponent, if there were one more
    const above = (bits: number) => (bits + 1 === infinity ? 2 * format.value(bits) - format.value(bits - 1) : format.value(bits + 1));
    for (let bits = 0; bits < infinity; bits++) {
      const [low, high] = [format.value(bits), above(bits)];
      const middle = low + (high - low) / 2;
      const near = [middle * (1 - 2 ** -52), middle, middle * (1 + 2 ** -51)].map(format.bits);
      const expected = [bits, bits % 2 === 0 ? bits : bits + 1, bits + 1];
      if (near.some((each, i) => each !== expected[i])) expect(near).toEqual(expected);
    }
  });
});

test("values that are known", () => {
  expect([0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555].map(float16.value)).toEqual([1, -2, 65504, 2 ** -14, 2 ** -24, 0.333251953125]);
  expect([65519.99, 65520, 1e300, 2 ** -25, 2 ** -25 * 1.01, 5e-324].map(float16.bits)).toEqual([0x7bff, 0x7c00, 0x7c00, 0, 1, 0]);
  expect([0x3f80, 0xc000, 0x7f7f, 0x4049].map(bfloat16.value)).toEqual([1, -2, 3.3895313892515355e38, 3.140625]);
});

test("a bfloat16 is the upper half of the float32 that it is nearest to", () => {
  const words = new DataView(new ArrayBuffer(4));
  fc.assert(fc.property(fc.float({ noNaN: true }), (x) => {
    words.setFloat32(0, x);
    const word = words.getUint32(0);
    // the usual way: add half of the lower half, and one less where the upper half is even
    const rounded = (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
    expect(bfloat16.bits(x)).toBe(rounded);
  }));
});
//# sourceMappingURL=../.maps/layout/small-floats.test.ts.map
