import { expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { readLimits } from "./limits.ts";

test.each([
  ["a book without `book.yml`", null, { seconds: 120, megabytes: 4096 }],
  ["nothing said", "title: T\n", { seconds: 120, megabytes: 4096 }],
  ["one limit", "limits: { seconds: 7 }\n", { seconds: 7, megabytes: 4096 }],
  ["both, as a block", "limits:\n  megabytes: 512\n  seconds: 0x10\n", { seconds: 16, megabytes: 512 }],
  ["an empty entry", "limits:\n", { seconds: 120, megabytes: 4096 }],
  ["text that is not YAML, which is reported elsewhere", "limits: [\n", { seconds: 120, megabytes: 4096 }],
])("limits: %s", (_, text, limits) => {
  expect(readLimits(text)).toEqual({ limits, diagnostics: [] });
});

test.each([
  ["limits: 3\n", "1:9: error[wrong-limit]: `limits` must be a mapping such as `{ seconds: 120, megabytes: 4096 }`"],
  ["limits: { second: 3 }\n", "1:11: error[wrong-limit]: there is no limit `second`; there are `seconds` and `megabytes`"],
  ["limits: { seconds: 0 }\n", "1:20: error[wrong-limit]: `seconds` must be a number from 1 to 86400"],
  ["limits: { seconds: forever }\n", "1:20: error[wrong-limit]: `seconds` must be a number from 1 to 86400"],
  ["limits: { megabytes: .nan }\n", "1:22: error[wrong-limit]: `megabytes` must be a number from 64 to 1048576"],
])("%s", (text, message) => {
  expect(readLimits(text).diagnostics.map((each) => render(each).split("\n")[0])).toEqual([`book/book.yml:${message}`]);
});
