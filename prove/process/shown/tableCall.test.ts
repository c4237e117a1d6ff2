import fc from "fast-check";
import { expect, test } from "vitest";
import { tableLines, tableOf } from "./table.ts";
import { table, type TableOptions } from "./tableCall.ts";

const linesOf = (data: unknown, options?: TableOptions): readonly string[] => tableLines(table(data, options));

test.each<[string, unknown, TableOptions | undefined, readonly string[]]>([
  ["rows with heads", [[1, 3.4567], [2, 12.1]], { heads: ["order", "bits / char"] }, ["order  bits / char", "    1          3.5", "    2         12.1"]],
  ["rows that are objects have their keys for heads", [{ order: 1, bits: 3.4567 }, { order: 2, bits: 2.1 }], undefined, ["order  bits", "    1  3.46", "    2  2.10"]],
  ["columns, of which one is a typed array", { n: [10, 2000], share: Float64Array.of(0.5, 0.0625) }, undefined, ["    n  share", "   10  0.500", "2,000  0.063"]],
  ["heads by name", { n: [1], bits: [2.5] }, { heads: { bits: "bits per character" } }, ["n  bits per character", "1                2.50"]],
  ["rows without heads have none", [["a", 1]], undefined, ["a  1"]],
  ["words stand left, numbers right", [["Kneser–Ney", 2.345], ["none", 10.5]], undefined, ["Kneser–Ney   2.3", "none        10.5"]],
  ["digits of all columns", [[1.23456, 123.456]], { digits: 5 }, ["1.2346  123.46"]],
  ["digits of one column, by place or by name", [{ a: 1.23456, b: 1.23456 }], { digits: [null, 2] }, ["   a    b", "1.23  1.2"]],
  ["digits by name", [{ a: 1.23456, b: 1.23456 }], { digits: { b: 2 } }, ["   a    b", "1.23  1.2"]],
  ["the smallest of a column keeps two digits", [[3.4567], [0.012345]], undefined, ["3.457", "0.012"]],
  ["numbers of very different sizes are powers of ten", [[1234567.8], [0.00001234], [0]], undefined, ["1.23e6", "1.23e-5", "0"].map((line, _, all) => line.padStart(Math.max(...all.map(({ length }) => length))))],
  ["whole numbers stay whole, in threes", [[1234567], [-20], [0]], undefined, ["1,234,567", "      −20", "        0"]],
  ["rounding up is a digit more, not a decimal more", [[9.996]], undefined, ["10.0"]],
  ["zero has no sign", [[-0], [5.5]], { digits: 2 }, ["0.0", "5.5"]],
  ["large integers", [[2n ** 64n]], undefined, ["18,446,744,073,709,551,616"]],
  ["what is missing is empty", [{ a: 1, b: null }, { b: 2 }], undefined, ["a  b", "1", "   2"]],
  ["infinities", [[Infinity], [-Infinity], [0.5]], undefined, ["    ∞", "   −∞", "0.500"]],
  ["booleans are words", [[true]], undefined, ["true"]],
])("%s", (_, data, options, lines) => {
  expect(linesOf(data, options)).toEqual(lines);
});

test.each<[unknown, TableOptions | undefined, string]>([
  [3, undefined, "TypeError: table: expected rows or columns, found the number `3`"],
  [new Map(), undefined, "TypeError: table: expected rows or columns, found a `Map`"],
  [undefined, undefined, "TypeError: table: expected rows or columns, found undefined"],
  [{ a: 1 }, undefined, "TypeError: table: the column `a` is the number `1`, not a list"],
  [{}, undefined, "RangeError: table: there are no columns"],
  [[], undefined, "RangeError: table: there are no rows"],
  [{ a: [1], b: [1, 2] }, undefined, "RangeError: table: the columns `a` and `b` have 1 and 2 values"],
  [[[1, 2], [3]], undefined, "RangeError: table: rows 1 and 2 have 2 and 1 values"],
  [[1, 2], undefined, "TypeError: table: row 1 is the number `1`, neither a list nor an object"],
  [[[1], { a: 1 }], undefined, "TypeError: table: the rows are lists and objects; let all be one of them"],
  [[[1, 2]], { heads: ["a"] }, "RangeError: table: 1 heads for 2 columns"],
  [{ a: [1] }, { heads: { b: "B" } }, "RangeError: table: head for `b`, and no column has that name"],
  [{ a: [1] }, { digits: { b: 2 } }, "RangeError: table: digits for `b`, and no column has that name"],
  [[[1, 2]], { digits: [2] }, "RangeError: table: digits for 1 columns, and there are 2"],
  [[[1]], { digits: 0 }, "RangeError: table: `digits` is a whole number from 1 to 17, found 0"],
  [[{ a: 1 }, { a: NaN }], undefined, "RangeError: table: row 2 of `a` is NaN"],
  [[[NaN]], undefined, "RangeError: table: row 1 is NaN"],
])("%j with %j is refused", (data, options, message) => {
  expect(() => table(data, options)).toThrow(expect.objectContaining({ message: message.replace(/^\w+: /, ""), name: message.replace(/:.*/, "") }));
});

test("`show` takes it as it is", () => {
  const made = table([[1, 0.5]], { heads: ["a", "b"] });
  expect(tableOf(made)).toEqual(made);
});

test("what is printed is the number to half a unit of its last digit, and in a column all points are under each other", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
  fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (values, digits) => {
    const texts = table({ x: values }, { digits }).rows.map(([text = ""]) => text);
    for (const [index, text] of texts.entries()) {
      const plain = text.replaceAll(",", "").replaceAll("−", "-");
      const [mantissa = "", exponent = "0"] = plain.split("e");
      const unit = 10 ** (Number(exponent) - (mantissa.split(".")[1]?.length ?? 0));
      expect(Math.abs(Number(plain) - (values[index] ?? 0))).toBeLessThanOrEqual(0.5001 * unit);
    }
    const places = texts.filter((text) => !text.includes("e") && text !== "0").map((text) => text.split(".")[1]?.length ?? 0);
    expect(new Set(places).size).toBeLessThanOrEqual(1);
  }));
});
