import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { PlacedWord } from "./boxes.ts";
import { falseHeads, type Outlined } from "./heads.ts";

const { pages } = smallBook({ "01-a/index.md": "# Apples\n", "01-a/b.md": "# Bread\n", "02-c/index.md": "# Cake\n" }).document;
const outline: readonly Outlined[] = [
  { title: "Part One", page: 1, depth: 0 }, { title: "1 Apples", page: 3, depth: 1 }, { title: "1.1 Bread", page: 4, depth: 2 },
  { title: "A head", page: 5, depth: 3 }, { title: "2 Cake", page: 7, depth: 1 },
];
/** Words over the page, and one on it. */
const over = (page: number, head: string): readonly PlacedWord[] =>
  [...head.split(" ").filter((text) => text !== "").map((text) => ({ page, text, left: 0, right: 9, top: 26, bottom: 38 })), { page, text: "text", left: 0, right: 9, top: 80, bottom: 90 }];

const good = [...over(1, ""), ...over(3, ""), ...over(4, "4 Apples"), ...over(5, "Bread 5"), ...over(7, ""), ...over(8, "8 Cake"), ...over(9, "Cake 9")];

test("a chapter's title on the left, the section's on the right, and nothing over openings and empty pages", () => {
  expect(falseHeads(good, outline, pages)).toEqual([]);
});

test("a head of another section, none, a wrong number, and one over an opening are false", () => {
  const bad = [...over(3, "Apples 3"), ...over(4, "5 Apples"), ...over(5, "Apples 5"), ...over(8, "")];
  const words = [...good.filter(({ page }) => ![3, 4, 5, 8].includes(page)), ...bad];
  expect(falseHeads(words, outline, pages)).toEqual([
    { page: 3, found: "apples3", expected: "" },
    { page: 4, found: "5apples", expected: "4apples" },
    { page: 5, found: "apples5", expected: "bread5" },
    { page: 8, found: "", expected: "8cake" },
  ]);
});
