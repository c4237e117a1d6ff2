/** How the Chromium of tests and of the audit is started. */
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { featuresOff } from "./browser.ts";

test("what Playwright turns off is off: its own list is not heard, since ours stands behind it", async () => {
  // Node knows none of these arguments, and whoever cannot start a browser is told all of them
  const said = await chromium.launch({ executablePath: process.execPath }).then(() => "", String);
  const [, list = ""] = /--disable-features=(\S+)/.exec(said) ?? [];
  expect(list.split(",").length).toBeGreaterThan(5);
  expect(list.split(",").filter((feature) => !featuresOff.includes(feature))).toEqual([]);
});
