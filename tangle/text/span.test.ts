import fc from "fast-check";
import { expect, test } from "vitest";
import { lineText, offsetAt, placeOf, source, type Offset } from "./span.ts";

test("columns count UTF-16 units, and a tab is one", () => {
  const from = source("a.md", "é🙂\tx\r\ny");
  expect(placeOf(from, 4 as Offset)).toEqual({ path: "a.md", line: 1, column: 5 });
  expect(placeOf(from, 7 as Offset)).toEqual({ path: "a.md", line: 2, column: 1 });
});

test("lines end with LF, CRLF or CR, which is no part of them", () => {
  const from = source("a.md", "a\nb\r\nc\rd");
  expect([1, 2, 3, 4, 5].map((line) => lineText(from, line))).toEqual(["a", "b", "c", "d", ""]);
});

test("an offset is where its place says", () => {
  const text = fc.array(fc.constantFrom("a", "🙂", "\t", "\n", "\r\n", "\r"), { maxLength: 20 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat({ max: 40 }), (text, at) => {
      const from = source("a.md", text);
      const offset = Math.min(at, text.length) as Offset;
      const { line, column } = placeOf(from, offset);
      expect(offsetAt(from, line, column)).toBe(offset);
    }),
  );
});

test("a place outside the text is our own mistake", () => {
  const from = source("a.md", "ab");
  expect(() => placeOf(from, 3 as Offset)).toThrow("internal: offset 3 is outside a.md (2 characters)");
  expect(() => offsetAt(from, 2, 1)).toThrow("internal: a.md has no line 2");
});
