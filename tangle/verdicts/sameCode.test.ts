import { expect, test } from "vitest";
import { readBuilds } from "../native/builds.ts";
import { codeIds } from "./sameCode.ts";

const program = {
  "src/near.test.ts": 'import { near } from "./near.ts";\n',
  "src/near.ts": 'import { deep } from "#src/deep.ts";\nawait import(import.meta.resolve("pack"));\n',
  "src/deep.ts": "export const deep = 1;\n",
  "src/any.test.ts": "await import(name);\n",
  "src/beans.test.ts": 'bookBuild("beans.node");\n',
  "src/beans.c": "int main;\n",
};
const idsOf = codeIds(readBuilds("builds:\n  beans.node:\n    sources: src/*.c\n    command: cc {addon} -o {out} {sources}\n").builds);
const before = idsOf(new Map(Object.entries(program)));
/** The tests that run other code when files are changed or added. */
const moved = (changes: Readonly<Record<string, string>>): readonly string[] => [...idsOf(new Map(Object.entries({ ...program, ...changes })))].filter(([path, id]) => before.get(path) !== id).map(([path]) => path);

test("each test file has a text of its own, and the same in the same program", () => {
  expect(new Set(before.values()).size).toBe(3);
  expect(moved({})).toEqual([]);
});

test("a file counts where it is reached, and everywhere where anything may be imported", () => {
  expect(moved({ "src/deep.ts": "export const deep = 2;\n" })).toEqual(["src/near.test.ts", "src/any.test.ts"]);
  expect(moved({ "src/near.test.ts": `${program["src/near.test.ts"]}\n` })).toEqual(["src/near.test.ts", "src/any.test.ts"]);
  expect(moved({ "src/other.ts": "export const other = 1;\n" })).toEqual(["src/any.test.ts"]);
});

test("the sources of a native product count where it is named", () => {
  expect(moved({ "src/beans.c": "int mane;\n" })).toEqual(["src/any.test.ts", "src/beans.test.ts"]);
});

test("the same texts under another name are another test", () => {
  const renamed = idsOf(new Map([["src/copy.test.ts", program["src/any.test.ts"]]]));
  expect(renamed.get("src/copy.test.ts")).not.toBe(idsOf(new Map([["src/any.test.ts", program["src/any.test.ts"]]])).get("src/any.test.ts"));
});
