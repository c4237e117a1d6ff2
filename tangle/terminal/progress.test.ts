import { expect, test } from "vitest";
import { progressOn } from "./progress.ts";

function watch(isTTY: boolean, times: number[]): { readonly written: () => string; readonly progress: ReturnType<typeof progressOn> } {
  let written = "";
  const terminal = { isTTY, write: (text: string) => void (written += text) };
  return { written: () => written, progress: progressOn(terminal, () => times.shift() ?? Infinity) };
}

test("nothing is shown in the first second, and nothing needs to be cleared then", () => {
  const { written, progress } = watch(true, [0, 999]);
  progress.step("reading");
  progress.clear();
  expect(written()).toBe("");
});

test("after a second each step replaces the line, and clear takes it away", () => {
  const { written, progress } = watch(true, [0, 1000, 2000]);
  progress.step("reading");
  progress.step("writing");
  progress.clear();
  progress.clear();
  expect(written()).toBe("\r\u001b[2Kreading …\r\u001b[2Kwriting …\r\u001b[2K");
});

test("where nobody looks nothing is shown at all", () => {
  const { written, progress } = watch(false, [0, 5000]);
  progress.step("reading");
  progress.clear();
  expect(written()).toBe("");
});
