/** A cell shows in a notebook what it prints, not the value that its last statement happens to have. */
import { expect, test } from "vitest";
import { withoutValue } from "./withoutValue.ts";

const quiet = "\nvoid 0; // or the kernel prints the value above";

test.each([
  "let sum = 0;\nwhile (sum < 3) sum += 1;",
  "for (const x of y) {\n  console.log(x);\n  last = x;\n}",
  "sum += 1;\nconst after = sum;\nfunction f() {}",
  "if (a) console.log(a); else b();",
  "try { f(); } catch { console.log(1); }",
  "f(show(1));",
])("a value is followed by nothing: %s", (code) => {
  expect(withoutValue(code)).toBe(`${code}${quiet}`);
  // once is enough
  expect(withoutValue(withoutValue(code))).toBe(`${code}${quiet}`);
});

test.each([
  "const a = 1;",
  "import { a } from 'a';",
  "console.log(1);",
  "await show(a);",
  "for (const x of y) {\n  x.z = 1;\n  if (x) console.log(x);\n}",
  "items\n  .filter(Boolean)\n  .forEach((x) => console.log(x));",
  "",
])("what prints or declares stays: %s", (code) => {
  expect(withoutValue(code)).toBe(code);
});
