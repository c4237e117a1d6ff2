import { expect, test } from "vitest";
import { compile } from "../../reader/cells/compile.ts";
import { held } from "./modules.ts";

test("a module is held by a function as it is", () => {
  const text = compile('import { a } from "./a.ts";\nexport const b: number = a + 1;\nexport const later = async () => await b;\n');
  expect(held("src/b.ts", text)).toBe(text);
});

test("a module that awaits at its top is replaced by one that says so", () => {
  const text = held("src/c.ts", compile("export const c = await Promise.resolve(1);\n"));
  expect(() => new Function("require", "exports", "__meta", text)()).toThrow(/^src\/c\.ts cannot be run in a page: await is only valid/);
});
