/** What is said of an output beside the printed one. */
import { expect, test } from "vitest";
import { comparison } from "./comparison.ts";

const said = (line: string, printed: string, more: Partial<Parameters<typeof comparison>[0]> = {}): string => comparison({ lines: [line], drawn: true, isEdited: false, ...more }, { printed: [printed], measured: false });

const near = ", as printed but for last digits: browsers round `Math.log` and the like differently";
const other = "; the output is not the printed one";
test.each([
  ["a 3.262", "a 3.262", ", as printed"],
  ["a 3.262 -1.5e-7", "a 3.266 -1.5e-7", near],
  ["a 3.2", "a 3.3", other],
  ["a 3.262", "b 3.262", other],
  ["a 3", "a 4", other],
  ["a 1000001", "a 1000002", other],
  ["a -3.262", "a 3.262", other],
])("%s beside %s", (line, printed, expected) => {
  expect(said(line, printed)).toBe(expected);
});

test("nothing is said of what a reader has edited, and a drawing that is another is told", () => {
  expect(said("a", "b", { isEdited: true })).toBe("");
  expect(said("a", "a", { drawn: false })).toBe(other);
  expect(said("3.262", "3.266", { drawn: false })).toBe(other);
});
