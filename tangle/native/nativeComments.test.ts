import { expect, test } from "vitest";
import { withoutComments } from "./nativeComments.ts";

test.each([
  ["comments of both kinds, blank lines and space at lines' ends go", "// one\nint x; /* two\n three */ int y;   \n\n\t\n", "int x;   int y;"],
  ["a line comment that ends in a backslash takes the next line along", "int x; // one \\\nint y;\nint z;", "int x;\nint z;"],
  ["what looks like a comment in a string is none", 'char *a = "http://x /* y */"; // z', 'char *a = "http://x /* y */";'],
  ["a quote that is escaped ends no string", 'char *a = "\\"// no"; int b;', 'char *a = "\\"// no"; int b;'],
  ["a quote as a character opens no string", "char a = '\"'; // b\nchar c = '\\''; // d", "char a = '\"';\nchar c = '\\'';"],
  ["a quote between digits is no character", "int a = 1'000; char *b = \"'//c\";", "int a = 1'000; char *b = \"'//c\";"],
  ["a raw string of C++ is kept whole", 'auto a = R"x(" // )" */ )x"; // b', 'auto a = R"x(" // )" */ )x";'],
])("%s", (_, text, expected) => {
  expect(withoutComments(text, "src/a.cpp")).toBe(expected);
});

test("a text in another language is left as it is", () => {
  expect(withoutComments("# // x\n\n", "src/a.py")).toBe("# // x\n\n");
});
