import fc from "fast-check";
import { expect, test } from "vitest";
import type { Token } from "../highlight.ts";
import { columnsOf, MARK_COLUMNS, wrapLine } from "./wrap.ts";

const plain = (text: string): readonly Token[] => [{ kind: "plain", text }];
const textOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join("");

test("a line that fits is left alone", () => {
  expect(wrapLine(plain("const a = 1;"), 12)).toEqual({ pieces: [plain("const a = 1;")], indent: 0 });
});

test("a long line breaks between words and goes on deeper than it began", () => {
  const { pieces, indent } = wrapLine(plain("  return first + second + third;"), 21);
  expect(pieces.map(textOf)).toEqual(["  return first +", "second + third;"]);
  expect(indent).toBe(4);
});

test("a comment goes on under its text", () => {
  expect(wrapLine(plain("// one two three four five six"), 20).indent).toBe(5);
});

test("a bracket alone is not left for the last line", () => {
  const { pieces } = wrapLine(plain("export function f(text: string): number {"), 40);
  expect(pieces.map(textOf)).toEqual(["export function f(text: string):", "number {"]);
});

test("tokens keep their kinds on both sides of a break", () => {
  const { pieces } = wrapLine([{ kind: "keyword", text: "return" }, { kind: "plain", text: " " }, { kind: "string", text: '"a long long string here"' }], 20);
  expect(pieces).toEqual([
    [{ kind: "keyword", text: "return" }, { kind: "plain", text: " " }, { kind: "string", text: '"a long long' }],
    [{ kind: "string", text: "string here\"" }],
  ]);
});

test("no piece is wider than the width, and nothing but white space is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 0, maxLength: 30 }), { maxLength: 12 }), fc.integer({ min: 24, max: 80 }), (words, width) => {
      const text = words.join(" ").replace(/[\t\n\r\v\f\u2028\u2029]/g, "");
      const { pieces, indent } = wrapLine(plain(text), width);
      pieces.forEach((piece, index) => expect(columnsOf(textOf(piece)) + (index === 0 ? 0 : indent + MARK_COLUMNS)).toBeLessThanOrEqual(width));
      expect(pieces.map(textOf).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});
