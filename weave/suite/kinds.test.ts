import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder, walk } from "../../tangle/index.ts";
import { kindOf } from "./kinds.ts";
import { testFilesOf } from "./testFiles.ts";

const helpers: Readonly<Record<string, string>> = {
  "weave/testing/quiet.ts": "export const quiet = 1;\n",
  "weave/testing/loud.ts": 'import { spawnSync } from "node:child_process";\n',
  "weave/testing/between.ts": 'export { loud } from "./loud.ts";\n',
  "weave/testing/realBook.ts": "export const realBook = 1;\n",
  "weave/html/site.ts": 'import { build } from "../build.ts";\nexport const home = process.env.HOME;\n',
  "weave/build.ts": 'import { spawnSync } from "node:child_process";\n',
};
const kind = (text: string): string => kindOf("weave/html/a.test.ts", (path) => (path === "weave/html/a.test.ts" ? text : (helpers[path] ?? "")));

test.each([
  ["pure", "expect(1).toBe(1);\n"],
  ["pure", 'import { quiet } from "../testing/quiet.ts";\n'],
  ["pure", 'import { site } from "./site.ts";\n'],
  ["pure", 'import type { Build } from "../build.ts";\n'],
  ["process", 'import { build } from "../build.ts";\n'],
  ["process", 'import { execFileSync } from "node:child_process";\n'],
  ["process", 'import { loud } from "../testing/between.ts";\n'],
  ["process", "vi.useFakeTimers();\n"],
  ["process", "process.env.HOME = root;\n"],
  ["process", "const browser = await launchBrowser();\n"],
  ["editions", 'import { realBook } from "../testing/realBook.ts";\nimport { spawn } from "node:child_process";\n'],
])("%s: %s", (expected, text) => {
  expect(kind(text)).toBe(expected);
});

test("every file of tests outside `src/` runs in one project", () => {
  const files = testFilesOf(projectFolder);
  const listed = Object.values(files).flat();
  const there = ["tangle", "prove", "weave"].flatMap((area) => walk(projectFolder, area)).filter((path) => path.endsWith(".test.ts") && !path.includes("/fixtures/"));
  expect(listed.toSorted()).toEqual(["setup.test.mjs", ...there].toSorted());
  expect(files.editions).toContain(join("weave", "audit", "book.test.ts"));
});
