import { expect, test } from "vitest";
import { codeWithoutComments } from "./tokens.ts";

test.each([
  ["const a = 1; // one", "const a = 1;"],
  ["/* first */ f(/* x */ 1)", "f(1)"],
  ["/** Doc. */\nfunction f() {}", "function f() {}"],
  ["const   a=1", "const a = 1"],
  ["`//${/* no */ a}//`", "`//${a}//`"],
  ["/\\/\\*/.test(x) // a pattern", "/\\/\\*/.test(x)"],
  ["yield a; // in a verify cell", "yield a;"],
])("`%s` is `%s`", (one, other) => {
  expect(codeWithoutComments(one)).toBe(codeWithoutComments(other));
});

test.each([["const a = 1", "const a = 2"], ["'//'", "'// '"], ["a b", "ab"], ["`a  b`", "`a b`"]])("`%s` is not `%s`", (one, other) => {
  expect(codeWithoutComments(one)).not.toBe(codeWithoutComments(other));
});
