/** Names that two sections declare in different ways can be declared one after the other in the kernel's one scope. */
import { expect, test } from "vitest";
import { withSameKinds } from "./sameKind.ts";

test.each<readonly [string, readonly string[], readonly string[]]>([
  ["the same kind twice stays", ["const a = 1;", "const a = 2;", "import { a } from 'a';"], ["const a = 1;", "const a = 2;", "import { a } from 'a';"]],
  ["a `let` after a `const`", ["/** One. */\nconst at = 1;\nat;", "let at = 0;"], ["/** One. */\nlet at = 1;\nat;", "let at = 0;"]],
  ["a function after a `const`", ["const f = 1;", "/** Two. */\nasync function f(n) { return n; }\nf(1);"], ["let f = 1;", "/** Two. */\nlet f = async function f(n) { return n; };\nf(1);"]],
  ["an import", ["import g, { type T, a as b, c } from './g.ts';\nc();", "let c = 1;"], ["let { default: g, a: b, c } = await import('./g.ts');\nc();", "let c = 1;"]],
  ["all of a module", ["import * as all from './g.ts';", "class all {}"], ["let all = await import('./g.ts');", "class all {}"]],
  ["names beside such a name", ["const { a, b: [c] } = d;", "let a = 1;", "const c = 2;"], ["let { a, b: [c] } = d;", "let a = 1;", "let c = 2;"]],
  ["what is declared further in is another name", ["const a = 1;", "{ let a = 2; }\n() => { function a() {} };"], ["const a = 1;", "{ let a = 2; }\n() => { function a() {} };"]],
  ["a type of that name", ["const A = 1;", "import type { A } from 'a';\nimport { type B } from 'b';\ninterface A {}"], ["const A = 1;", "import type { A } from 'a';\nimport { type B } from 'b';\ninterface A {}"]],
])("%s", (_, cells, expected) => {
  expect(withSameKinds(cells)).toEqual(expected);
});
