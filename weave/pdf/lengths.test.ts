import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { Outlined } from "./heads.ts";
import { chapterLengths } from "./lengths.ts";

test("a chapter has the written pages from its opening to the next chapter or part, its sections' among them", () => {
  const { document } = smallBook({
    "contents.md": "# T\n\n## One\n\n- [A](01-a/index.md)\n  - [B](01-a/b.md)\n\n## Two\n\n- [C](02-c/index.md)\n- [D](d.md)\n",
    "01-a/index.md": "# Apples\n", "01-a/b.md": "# Bread\n", "02-c/index.md": "# Cake\n", "d.md": "# Dates\n",
  });
  const outline: readonly Outlined[] = [
    { title: "One", page: 1, depth: 0 }, { title: "1 Apples", page: 3, depth: 1 }, { title: "1.1 Bread", page: 4, depth: 2 }, { title: "Crumbs", page: 6, depth: 3 },
    { title: "Two", page: 9, depth: 0 }, { title: "2 Cake", page: 11, depth: 1 }, { title: "Dates", page: 12, depth: 1 },
  ];
  const written = new Set([1, 3, 4, 5, 6, 7, 9, 11, 12, 13]);
  const chapters = document.parts.flatMap((part) => part.chapters);
  expect(chapterLengths(outline, written, chapters).map(({ chapter, from, pages }) => [chapter.folder, from, pages])).toEqual([["01-a", 3, 5], ["02-c", 11, 1], ["d", 12, 2]]);
});
