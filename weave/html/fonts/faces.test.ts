import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { all, faces, unicodeRange } from "./faces.ts";

test.each([
  ["A", "U+41"],
  ["CABx", "U+41-43, U+78"],
  ["𝔼a", "U+61, U+1D53C"],
])("the range of `%s` is %s", (text, range) => {
  expect(unicodeRange(text)).toBe(range);
});

test("no character of a face is in two of its files, and every file is there", () => {
  const seen = new Map<string, string>();
  for (const { family, style, weight, text, to } of faces) {
    expect(existsSync(join(import.meta.dirname, to)), to).toBe(true);
    for (const sign of text) {
      const key = `${family} ${style} ${weight} ${sign}`;
      expect(seen.get(key) ?? to, key).toBe(to);
      seen.set(key, to);
    }
  }
});

test("every character that text can have stands in a file of the mono face", () => {
  const covered = new Set(faces.filter(({ to }) => to.startsWith("code-roman")).flatMap(({ text }) => [...text]));
  expect([...all].filter((sign) => !covered.has(sign))).toEqual([]);
});
