import { expect, test } from "vitest";
import type { Layout } from "../program/layout.ts";
import { readBuilds } from "../native/builds.ts";
import { sharedModules } from "./sharedModules.ts";

const { builds } = readBuilds("builds:\n  beans.node:\n    sources: src/*.c\n    command: cc {addon} -o {out} {sources}\n");
const base = {
  "src/mill.test.ts": 'import { grind } from "./mill.ts";\nimport { cup } from "./cup.ts";\n',
  "src/mill.ts": 'import { beans } from "#src/beans.ts";\nexport const grind = beans;\n',
  "src/beans.ts": 'export const beans = globalThis.bookBuild?.("beans.node");\n',
  "src/beans.c": "int main;\n",
  "src/cup.ts": "export const cup = 1;\n",
  "src/unused.ts": "export const unused = 1;\n",
};
const program = (changes: Readonly<Record<string, string>> = {}, tests: readonly string[] = ["src/mill.test.ts"]) => ({
  layouts: Object.entries({ ...base, ...changes }).map(([path, text]) => ({ path, text }) as Layout),
  tests,
});
const shared = (...programs: readonly ReturnType<typeof program>[]) => sharedModules(programs, builds).map((each) => Object.fromEntries(each));

test("a module is shared with the first program that has it and all that it reaches, if tests there reach it; a test is not", () => {
  expect(shared(program(), program(), program())).toEqual([{}, { "src/mill.ts": 0, "src/beans.ts": 0, "src/cup.ts": 0 }, { "src/mill.ts": 0, "src/beans.ts": 0, "src/cup.ts": 0 }]);
  expect(shared(program({}, []), program(), program({ "src/cup.ts": "export const cup = 2;\n" }))).toEqual([{}, {}, { "src/mill.ts": 1, "src/beans.ts": 1 }]);
});

test("what reaches a changed file is not shared, nor what reaches a changed source of a native product, and what is changed back is again", () => {
  const beans = program({ "src/beans.ts": "export const beans = 2;\n" });
  expect(shared(program(), beans, program(), beans)).toEqual([{}, { "src/cup.ts": 0 }, { "src/mill.ts": 0, "src/beans.ts": 0, "src/cup.ts": 0 }, { "src/mill.ts": 1, "src/beans.ts": 1, "src/cup.ts": 0 }]);
  expect(shared(program(), program({ "src/beans.c": "int mane;\n" }))).toEqual([{}, { "src/cup.ts": 0 }]);
});
