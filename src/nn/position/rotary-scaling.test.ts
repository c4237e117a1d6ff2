// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { normal, slice } from "../../tensor-core.ts";
import { difference } from "../../testing/laws.ts";
import { frequencies } from "./frequencies.ts";
import { scaledFrequencies } from "./rotary-scaling.ts";
import { positionsOf } from "./schemes.ts";

const drawing = fc.record({ pairs: fc.integer({ min: 2, max: 64 }), base: fc.double({ min: 10, max: 1e6, noNaN: true }), factor: fc.double({ min: 1, max: 64, noNaN: true }) });

test("interpolation divides every frequency by the factor", () => {
  fc.assert(fc.property(drawing, ({ pairs, base, factor }) => {
    const { omega, factor: size } = scaledFrequencies(2 * pairs, base, { kind: "interpolation", factor });
    frequencies(2 * pairs, base).forEach((each, i) => expect(omega[i]! * factor).toBeCloseTo(each, 12));
    expect(size).toBe(1);
  }));
});

test("NTK-aware scaling keeps the first frequency, and divides the last by the factor", () => {
  fc.assert(fc.property(drawing, ({ pairs, base, factor }) => {
    const [{ omega }, before] = [scaledFrequencies(2 * pairs, base, { kind: "ntk", factor }), frequencies(2 * pairs, base)];
    expect(omega[0]).toBe(1);
    expect((omega.at(-1)! * factor) / before.at(-1)!).toBeCloseTo(1, 10);
    omega.forEach((each, i) => expect(each <= before[i]! * (1 + 1e-12) && each >= (before[i]! / factor) * (1 - 1e-12)).toBe(true));
  }));
});

test("NTK by parts keeps what turns more than `high` times and interpolates what turns fewer than `low` times, and YaRN scales by a temperature, too", () => {
  fc.assert(fc.property(drawing, fc.integer({ min: 16, max: 8192 }), ({ pairs, base, factor }, context) => {
    const { omega, factor: size } = scaledFrequencies(2 * pairs, base, { kind: "yarn", factor, context });
    expect(size).toBeCloseTo(0.1 * Math.log(factor) + 1, 14);
    expect(scaledFrequencies(2 * pairs, base, { kind: "ntk-by-parts", factor, context })).toEqual({ omega, factor: 1 });
    frequencies(2 * pairs, base).forEach((each, i) => {
      const turns = (context * each) / (2 * Math.PI);
      if (turns >= 32) expect(omega[i]).toBe(each);
      else if (turns <= 1) expect(omega[i]).toBeCloseTo(each / factor, 14);
      else expect(omega[i]).toBeCloseTo(each / factor + ((turns - 1) / 31) * (each - each / factor), 12);
    });
  }));
});

test("with the limits exchanged the fast pairs are interpolated, and the slow ones stay", () => {
  const [, fast, , slow] = frequencies(8, 10_000); // 0.1 and 0.001
  const scale = (low: number, high: number) => scaledFrequencies(8, 10_000, { kind: "ntk-by-parts", factor: 4, context: 512, low, high }).omega;
  expect([scale(1, 1.01)[1], scale(1, 1.01)[3]]).toEqual([fast, slow! / 4]);
  expect([scale(1.01, 1)[1], scale(1.01, 1)[3]]).toEqual([fast! / 4, slow]);
});

test("a factor of 1 and no scaling change nothing", () => {
  for (const kind of ["interpolation", "ntk"] as const) expect(scaledFrequencies(8, 100, { kind, factor: 1 })).toEqual({ omega: frequencies(8, 100), factor: 1 });
  expect(scaledFrequencies(8, 100, { kind: "yarn", factor: 1, context: 64 }).factor).toBe(1);
  expect(scaledFrequencies(8, 100)).toEqual({ omega: frequencies(8, 100), factor: 1 });
});

test("interpolated rotations at four times the length are those that training had, at every fourth position", () => {
  const sizes = { context: 6, width: 8, heads: 1 };
  const [short, long] = [6, 24].map((T) => normal(randomFrom(1), [1, T, 8], { dtype: "float64" }));
  const qkv = normal(randomFrom(2), [3, 1, 1, 24, 8], { dtype: "float64" });
  const [rotateShort, rotateLong] = [positionsOf({ scheme: "rotary" }, sizes).attend(short!, short!).rotate!, positionsOf({ scheme: "rotary", scaling: { kind: "interpolation", factor: 4 } }, sizes).attend(long!, long!).rotate!];
  const everyFourth = slice(rotateLong(qkv), [[], [], [], [null, null, 4]]);
  expect(difference([everyFourth], [rotateShort(slice(qkv, [[], [], [], [null, null, 4]]))])).toBeLessThan(1e-13);
});

test("what cannot be is refused", () => {
  for (const factor of [0.5, NaN, Infinity]) expect(() => scaledFrequencies(8, 100, { kind: "interpolation", factor })).toThrow(new RangeError(`scaledFrequencies: the factor is ${factor}, and not from 1`));
  expect(() => scaledFrequencies(2, 100, { kind: "ntk", factor: 4 })).toThrow(new RangeError("scaledFrequencies: NTK-aware scaling needs two pairs, and 2 numbers are one"));
  for (const kind of ["ntk-by-parts", "yarn"] as const) expect(() => scaledFrequencies(8, 100, { kind, factor: 4, context: 64, low: 2, high: 2 })).toThrow(new RangeError("scaledFrequencies: both limits are 2 turns"));
});
//# sourceMappingURL=../../.maps/nn/position/rotary-scaling.test.ts.map
