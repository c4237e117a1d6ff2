import fc from "fast-check";
import { expect, test } from "vitest";
import { tableLines, tableOf } from "./table.ts";

test.each<[string, unknown, readonly string[] | null]>([
  ["objects, of which some lack a key", [{ a: 1, b: "x" }, { a: 20, c: null }], [" a  b  c", " 1  x", "20"]],
  ["lists", [["x", 1.5], ["yz", 20]], ["x   1.5", "yz   20"]],
  ["typed arrays", [Float64Array.of(1, 10), Float64Array.of(100, 2)], ["  1  10", "100   2"]],
  ["a head and rows", { head: ["n", "name"], rows: [[1, "a"]] }, ["n  name", "1  a"]],
  ["percentages, minus signs and ∞ are numbers", [["5 %", "−1", "∞"], ["12 %", "2", "1e-7"]], [" 5 %  −1     ∞", "12 %   2  1e-7"]],
  ["a cell of several lines becomes one", [["a\n b"]], ["a b"]],
  ["a control character and half a letter are replaced", [["a\u001b[1m", "\ud83d"]], ["a\ufffd[1m  \ufffd"]],
  ["letters outside of the basic plane are as wide as others", [["𝑝", "x"], ["ab", "y"]], ["𝑝   x", "ab  y"]],
  ["an empty list is no table", [], null],
  ["numbers are no table", [1, 2], null],
  ["a list of things of a class is no table", [new Map()], null],
  ["a text is no table", "a", null],
])("%s", (_, value, lines) => {
  const table = tableOf(value);
  expect(table === null ? null : tableLines(table)).toEqual(lines);
});

test("a column begins at one place in all rows", () => {
  const cell = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, fc.nat(), cell), { minLength: 1 }), (rows) => {
      const table = tableOf(rows);
      const lines = table === null ? [] : tableLines(table);
      expect(new Set(lines.map((line) => line.lastIndexOf("  "))).size).toBe(1);
    }),
  );
});
