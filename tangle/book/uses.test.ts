import fc from "fast-check";
import { expect, test } from "vitest";
import { escaped, isName, unescaped, useIn } from "./uses.ts";

test.each<[string, ReturnType<typeof useIn>]>([
  ["<<Do it>>", { indent: "", name: "Do it", length: 9 }],
  ["\t <<Do it>>  ", { indent: "\t ", name: "Do it", length: 9 }],
  ["<<01-a/Do it>>", { indent: "", name: "01-a/Do it", length: 14 }],
  ["<<a > b>>", { indent: "", name: "a > b", length: 9 }],
  ["<<Bayes' rule>>", { indent: "", name: "Bayes' rule", length: 15 }],
  ["x <<Do it>>", null],
  ["<<Do it>>;", null],
  ["<<>>", null],
  ["<< >>", null],
  ["<<a>> <<b>>", null],
  ['<<"EOF">>', null],
  ["<<`x`>>", null],
  ["cout << x >> y", null],
  ["@<<Do it>>", null],
])("the use in %j", (line, use) => {
  expect(useIn(line)).toEqual(use);
});

test.each<[string, string | null]>([
  ["@<<x>>", "<<x>>"],
  ["  @@<<x>> ", "  @<<x>> "],
  ["<<x>>", null],
  ["@x", null],
  ["a @<<x>>", null],
  ['@<<"x">>', null],
])("%j is written for %j", (line, meant) => {
  expect(unescaped(line)).toBe(meant);
});

test("what is escaped is no use, and unescapes to what it was", () => {
  const part = fc.constantFrom("@", "<<", ">>", "x", " ", "\t", '"', "/");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }).map((parts) => parts.join("")), (line) => {
      const written = escaped(line);
      expect(useIn(written)).toBe(null);
      expect(unescaped(written) ?? written).toBe(line);
    }),
    { numRuns: 2000 },
  );
});

test("names have no backtick, quote, `<<`, `>>`, and something in them", () => {
  expect(["Do it", "a < b", "x", "", "  ", "a`b", 'a"b', "a<<b", "a>>b", "a\nb"].map(isName)).toEqual([true, true, true, false, false, false, false, false, false, false]);
});
