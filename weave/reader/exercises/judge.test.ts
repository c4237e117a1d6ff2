import fc from "fast-check";
import { expect, test } from "vitest";
import { judged, numberWritten, type Wanted } from "./judge.ts";

const number = (value: string, within: number | null = null): Wanted => ({ kind: "number", value, within });
const words = (value: string): Wanted => ({ kind: "words", value, within: null });

test.each([
  ["0.01", number("0.01"), "right"],
  ["0.0123", number("0.01"), "right"],
  ["0.015", number("0.01"), "right"],
  ["0.0151", number("0.01"), "not this"],
  ["0", number("0.01"), "not this"],
  ["-0.8", number("0.8"), "not this"],
  ["−0.8", number("-0.8"), "right"],
  ["295", number("295"), "right"],
  ["295.2", number("295"), "not this"],
  ["295.2", number("295", 0.01), "right"],
  ["31,000", number("31496", 0.02), "right"],
  ["2.21e20", number("2.2e20"), "right"],
  ["2.2·10^20", number("2.2e20"), "right"],
  ["about three", number("3"), "not a number"],
  ["", number("3"), "not a number"],
  ["o", words("o"), "right"],
  ["“o”", words("o"), "right"],
  ["O", words("o"), "not this"],
  ["Witten-Bell.", words("Witten–Bell"), "right"],
  [" true  false ", words("true false"), "right"],
] as const)("%j for %j is %s", (written, wanted, verdict) => {
  expect(judged(written, wanted)).toBe(verdict);
});

test.each([["1/3", 1 / 3], ["2^16", 65536], ["2**10", 1024], ["3 %", 3], ["1 024", 1024], [".5", 0.5], ["1e-5", 1e-5], ["1/0", null], ["2+2", null], ["0x10", null]])("%j is %j", (text, value) => {
  expect(numberWritten(text)).toBe(value);
});

test("a number is right for itself rounded to any digits, and wrong when it is one digit off", () => {
  fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 6 }), (value, digits) => {
    const wanted = value.toFixed(digits);
    expect(judged(String(value), number(wanted))).toBe("right");
    expect(judged(String(Number(wanted) + 1.01 * 10 ** -digits), number(wanted))).toBe("not this");
  }));
});
