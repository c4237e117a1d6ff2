import { expect, test } from "vitest";
import { commentSyntax, nameComment } from "./comments.ts";

test.each([
  ["ts", "// Do it"],
  ["c", "// Do it"],
  ["cpp", "// Do it"],
  ["cuda", "// Do it"],
  ["wgsl", "// Do it"],
  ["sh", "# Do it"],
  ["py", "# Do it"],
  ["gyp", "# Do it"],
  ["yaml", "# Do it"],
  ["css", "/* Do it */"],
  ["html", "<!-- Do it -->"],
  ["sql", "-- Do it"],
  ["tex", "% Do it"],
  ["json", null],
  ["text", null],
  ["", null],
])("the comment of %j is %j", (language, comment) => {
  expect(nameComment(language, "Do it")).toBe(comment);
});

test("a name that would end its comment is not written", () => {
  expect([nameComment("css", "a */ b"), nameComment("html", "a -- b"), nameComment("ts", "a */ b")]).toEqual([null, null, "// a */ b"]);
});

test("languages are known in any case", () => {
  expect(commentSyntax("Dockerfile")).toEqual({ open: "#", close: "" });
});
