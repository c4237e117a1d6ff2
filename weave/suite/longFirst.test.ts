import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../../tangle/index.ts";
import { isLong } from "./longFirst.ts";

test.each([
  ["test(\"all\", async () => {\n  await all();\n}, 0);\n", true],
  ["test(\"all\", { retry: 2, timeout: 0 }, all);\n", true],
  ["beforeAll(() => void start(), 0);\ntest(\"all\", () => {\n  expect(all([1, 2], 0)).toBe(0);\n}, 600_000);\n", false],
])("a test that may take any time is long: %j", (text, long) => {
  expect(isLong(text)).toBe(long);
});

test("so is the audit of all pages", () => {
  expect(isLong(readFileSync(join(projectFolder, "weave/audit/book.test.ts"), "utf8"))).toBe(true);
});
