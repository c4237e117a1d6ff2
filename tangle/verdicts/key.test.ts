import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { verdictKeys } from "./key.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "verdict-keys-")));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const program = {
  "src/near.test.ts": 'import { near } from "./near.ts";\nimport { test } from "vitest";\n',
  "src/near.ts": 'import { deep } from "#src/deep.ts";\n',
  "src/deep.ts": "export const deep = 1;\n",
  "src/other.test.ts": 'import { data } from "./data.ts";\ndata("words.txt");\n',
  "src/data.ts": "export const data = (name: string) => read(`book/data/${name}`);\n",
  "src/kernel.c": "int main;\n",
};
write("book/data/words.txt", "one two\n");
write("book/data/unread.txt", "nothing\n");

const keysOf = (changes: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> => verdictKeys(root)(new Map(Object.entries({ ...program, ...changes })));
/** The tests whose keys are not as they were. */
const moved = (changes: Readonly<Record<string, string>>): readonly string[] => [...keysOf(changes)].filter(([path, key]) => before.get(path) !== key).map(([path]) => path);
const before = keysOf();

test("every test file has a key of its own, and the same each time", () => {
  expect([...before.keys()]).toEqual(["src/near.test.ts", "src/other.test.ts"]);
  expect(new Set(before.values()).size).toBe(2);
  expect(keysOf()).toEqual(before);
});

test.each([
  ["the test itself", "src/near.test.ts", ["src/near.test.ts"]],
  ["what it reaches through another module", "src/deep.ts", ["src/near.test.ts"]],
  ["what only another test reaches", "src/data.ts", ["src/other.test.ts"]],
  ["what no test reaches", "src/kernel.c", []],
])("%s changes: its key does where it counts", (_, path, expected) => {
  expect(moved({ [path]: `${program[path as keyof typeof program]}\n// changed\n` })).toEqual(expected);
});

test("the same texts under another name are another test", () => {
  const renamed = verdictKeys(root)(new Map(Object.entries(program)), ["src/near.test.ts"]);
  const moved = verdictKeys(root)(new Map([...Object.entries(program), ["src/copy.test.ts", program["src/near.test.ts"]]]), ["src/copy.test.ts"]);
  expect(moved.get("src/copy.test.ts")).not.toBe(renamed.get("src/near.test.ts"));
});

test("data that is named has a part in the key, other data has none", () => {
  write("book/data/unread.txt", "something\n");
  expect(moved({})).toEqual([]);
  write("book/data/words.txt", "one three\n");
  expect(moved({})).toEqual(["src/other.test.ts"]);
  write("book/data/words.txt", "one two\n");
  expect(moved({})).toEqual([]);
});

test("a package that is reached counts with its lock", () => {
  const lock = (integrity: string): string => JSON.stringify({ packages: { "node_modules/vitest": { integrity } } });
  write("package-lock.json", lock("sha512-a"));
  const first = keysOf();
  write("package-lock.json", lock("sha512-b"));
  const second = keysOf();
  expect(second.get("src/near.test.ts")).not.toBe(first.get("src/near.test.ts"));
  expect(second.get("src/other.test.ts")).toBe(first.get("src/other.test.ts"));
  rmSync(join(root, "package-lock.json"));
});
