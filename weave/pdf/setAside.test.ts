import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import { setAsideIn } from "./setAside.ts";

const fence = (head: string, code: string): string => `\`\`\`ts ${head}\n${code}\n\`\`\`\n`;

test("hidden code, checks and what draws figures are set aside, in the order of the book; what the book shows is not", () => {
  const { document } = smallBook({
    "01-a/index.md": `# A\n\n${fence("file=src/a.ts", "export const a = 1;")}\n${fence("file=src/a.test.ts hide", "// a test")}\n:::derivation{#d}\n$$\nx = x\n$$\n\n${fence("verify", "yield 1;")}:::\n`,
    "01-a/b.md": `# B\n\n${fence("run", "console.log(1);")}\n${fence("run hide", "const hidden = 2;")}\n:::figure{#f alt="A line"}\nA line.\n\n${fence('figure="f"', "Plot.plot({});")}:::\n`,
    "02-c/index.md": "# C\n\nNothing.\n",
  });
  const aside = setAsideIn(document);
  expect(aside.chapters.map(({ chapter, pieces }) => [chapter.number, pieces.map(({ code, page, around, id }) => [page.id, code.value, around?.label ?? null, id])])).toEqual([
    ["1", [
      ["01-a", "// a test", null, "file-src-a-test-ts"],
      ["01-a", "yield 1;", "Derivation 1.1", "set-aside-2"],
      ["b", "const hidden = 2;", null, "set-aside-3"],
      ["b", "Plot.plot({});", "Figure 1.1", "set-aside-4"],
    ]],
  ]);
  expect([...aside.ids]).toEqual(["file-src-a-test-ts", "set-aside-2", "set-aside-3", "set-aside-4"]);
});

test("code that the book shows has no place in the companion", () => {
  const { document } = smallBook({ "01-a/index.md": `# A\n\n${fence("file=src/a.ts", "export const a = 1;")}` });
  const aside = setAsideIn(document);
  const [code] = document.pages[0]?.tree.children ?? [];
  expect(aside.chapters).toEqual([]);
  if (code?.type !== "bookCode") throw new Error("the page begins with its code");
  expect(() => aside.idOf(code)).toThrow("internal: code that is not set aside has no place in the companion");
});
