import { expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { readEnforced } from "./enforced.ts";

const folders = ["01-one", "02-two"];

test.each([
  [null, []],
  ["title: A\n", []],
  ["enforceTerms:\n", []],
  ["enforceTerms: []\n", []],
  ["enforceTerms: [02-two]\n", ["02-two"]],
  ["enforceTerms: all\n", ["01-one", "02-two"]],
])("%j holds %j", (text, held) => {
  const { isEnforced, diagnostics } = readEnforced(text, folders);
  expect(folders.filter(isEnforced)).toEqual(held);
  expect(diagnostics).toEqual([]);
});

test.each([
  ["enforceTerms: some\n", "book/book.yml:1:15: error[wrong-enforcement]: `enforceTerms` must be `all` or a list of chapters’ folders\n  1 │ enforceTerms: some\n    ╵               ~~~~\n"],
  ["enforceTerms: [01-on]\n", "book/book.yml:1:16: error[wrong-enforcement]: the book has no chapter `01-on`\n  1 │ enforceTerms: [01-on]\n    ╵                ~~~~~\n  cure: write `01-one`\n"],
])("%j is refused", (text, expected) => {
  expect(readEnforced(text, folders).diagnostics.map(render).join("")).toBe(expected);
});
