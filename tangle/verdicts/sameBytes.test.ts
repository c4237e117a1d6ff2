import fc from "fast-check";
import { expect, test } from "vitest";
import { sameBytes } from "./sameBytes.ts";

test("what it says is the same is equal number by number, and what it leaves to Vitest it does not say", () => {
  fc.assert(fc.property(fc.float64Array(), fc.float64Array(), (one, other) => {
    const isSame = one.length === other.length && one.every((each, i) => Object.is(each, other[i]));
    if (sameBytes(one, other)) expect(isSame).toBe(true);
    expect(sameBytes(one, one.slice())).toBe(true);
  }));
});

test("it is asked by the matchers, also for parts of what is compared, and takes no side where bytes differ", () => {
  expect({ ids: [Int32Array.of(1, 2)] }).toEqual({ ids: [Int32Array.of(1, 2)] });
  expect(new Uint8Array([9, 1, 2, 9]).subarray(1, 3)).toStrictEqual(Uint8Array.of(1, 2));
  expect(Buffer.from("sea")).toEqual(Buffer.from("sea"));
  expect(Float64Array.of(0)).not.toEqual(Float64Array.of(-0));
  expect(Float64Array.of(1)).not.toEqual(Float64Array.of(1, 1));
  expect(Int32Array.of(1)).not.toEqual(Uint32Array.of(1));
  const [quiet, other] = [0x7fc00000, 0x7fc00001].map((bits) => new Float32Array(Uint32Array.of(bits).buffer));
  expect(sameBytes(quiet, other)).toBeUndefined();
  expect(quiet).toEqual(other);
  for (const each of [1, "1", null, undefined, [1], new ArrayBuffer(1)]) expect(sameBytes(each, each)).toBeUndefined();
});
