import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { runTestFiles } from "./testProcess.ts";

const root = realpathSync(join(import.meta.dirname, "../.."));
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** What comes of one file of tests. */
async function runOne(text: string, bail?: "first failure") {
  mkdirSync(join(root, "output"), { recursive: true });
  const folder = mkdtempSync(join(root, "output/tests-"));
  folders.push(folder);
  const file = join(folder, "program/src/one.test.ts");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { expect, test } from "vitest";\n${text}`);
  return runTestFiles({ root, folder, tests: ["src/one.test.ts"], seconds: 100, ...(bail ? { bail } : {}) });
}

test.each([undefined, "first failure"] as const)("a process of tests that dies is an error, although no test has failed (%s)", async (bail) => {
  const end = await runOne('test("fine", () => {});\ntest("ends its process", () => process.abort());\n', bail);
  expect(end).toMatchObject({ kind: "ran", broken: ["an error outside of any test: the process that runs them died before they were done"] });
});

test("a test that fails or is skipped is told of, and nothing is broken", async () => {
  const end = await runOne('test("one", () => expect(1).toBe(2));\ntest.skip("two", () => {});\ntest("three", () => {});\n');
  const told = end.kind === "ran" ? end.tests.map(({ name, error, isSkipped }) => ({ name, fails: error !== null, isSkipped })) : [];
  expect(end).toMatchObject({ kind: "ran", broken: [] });
  expect(told).toEqual([{ name: "one", fails: true, isSkipped: false }, { name: "two", fails: false, isSkipped: true }, { name: "three", fails: false, isSkipped: false }]);
});
