import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import { coverageOf, uncovered } from "./coverage.ts";
import { readFonts } from "./fonts.ts";

/** A file with one table, `cmap`, of these subtables. */
function face(...tables: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(28);
  head.writeUInt16BE(1, 4);
  head.write("cmap", 12, "latin1");
  head.writeUInt32BE(28, 20);
  const map = Buffer.alloc(4 + 8 * tables.length);
  map.writeUInt16BE(tables.length, 2);
  tables.forEach((_, index) => map.writeUInt32BE(tables.slice(0, index).reduce((sum, { length }) => sum + length, map.length), 8 + 8 * index));
  return Buffer.concat([head, map, ...tables]);
}

const shorts = (...numbers: readonly number[]): Buffer => Buffer.from(numbers.flatMap((each) => [each >> 8, each & 255]));
/** Segments of format 4: their count, ends, and starts; nothing else of it is read. */
const segments = (...ranges: readonly (readonly [number, number])[]): Buffer => shorts(4, 0, 0, 2 * ranges.length, 0, 0, 0, ...ranges.map(([, last]) => last), 0, ...ranges.map(([first]) => first));
const groups = (...ranges: readonly (readonly [number, number])[]): Buffer => shorts(12, 0, 0, 0, 0, 0, 0, ranges.length, ...ranges.flatMap(([first, last]) => [first >> 16, first & 0xffff, last >> 16, last & 0xffff, 0, 0]));

test("a face has the characters of its segments and of its groups", () => {
  const has = coverageOf(face(segments([0x41, 0x5a], [0xffff, 0xffff]), groups([0x61, 0x7a], [0x1f40b, 0x1f40b])));
  expect([..."AZaz🐋"].map((each) => has(each.codePointAt(0) ?? 0))).toEqual([true, true, true, true, true]);
  expect([..."@[`{🐳"].map((each) => has(each.codePointAt(0) ?? 0))).toEqual([false, false, false, false, false]);
});

test("tables of other formats, and files without a table, cover nothing", () => {
  expect(coverageOf(face(shorts(6, 0)))(0x41)).toBe(false);
  expect(coverageOf(Buffer.alloc(12))(0x41)).toBe(false);
});

test("the faces of the edition have letters, and none has Chinese", () => {
  const has = readFonts().map(coverageOf);
  expect(has.slice(0, 17).every((each) => each(0x41) && each(0xe9))).toBe(true);
  expect(has.some((each) => each(0x65e5))).toBe(false);
});

test("what stands in text, code or a formula is asked for, and what only describes a drawing, or has no shape, is not", () => {
  const { document } = smallBook({ "01-a/index.md": '# A\n\nThe sun is 日, and a joiner\u200d\u00a0stands here.\n\n```ts\nconst tree = "木";\n```\n\n![月](moon.svg)\n' });
  expect(uncovered("日 木 月 ✗ 🐋 \u200d\u00a0 fire 火 日", document)).toEqual(["日", "木"]);
});
