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

test("cells of more than four lines and experiments are set aside, what refers to them stays; not in exercises and solutions, where code is the question or the answer", () => {
  const lines = (name: string, count: number): string => Array.from({ length: count }, (_, index) => `const ${name}${index} = 1;`).join("\n");
  const { document } = smallBook({
    "01-a/index.md": `# A\n\n${fence("run id=cell-short", lines("a", 4))}\n${fence("run id=cell-long", lines("b", 5))}\n${fence("experiment seeds=1", "record(1);")}\n${fence("file=src/a.ts", lines("c", 20))}`,
    "01-a/b.md": `# B\n\n::::exercise{#ex level=1}\n${fence("run id=cell-asked", lines("d", 9))}\n:::solution\n${fence("run id=cell-answer", lines("e", 9))}:::\n::::\n`,
    "solutions.md": "# Solutions\n\n::solutions\n",
  });
  const aside = setAsideIn(document);
  const pieces = aside.chapters.flatMap((chapter) => chapter.pieces);
  expect(pieces.map(({ code, id }) => [code.role, code.id, id])).toEqual([["run", "cell-long", "set-aside-1"], ["experiment", null, "set-aside-2"]]);
  expect(pieces.every(({ code }) => aside.has(code))).toBe(true);
});

test("code that the book shows has no place in the companion", () => {
  const { document } = smallBook({ "01-a/index.md": `# A\n\n${fence("file=src/a.ts", "export const a = 1;")}` });
  const aside = setAsideIn(document);
  const [code] = document.pages[0]?.tree.children ?? [];
  expect(aside.chapters).toEqual([]);
  if (code?.type !== "bookCode") throw new Error("the page begins with its code");
  expect(() => aside.idOf(code)).toThrow("internal: code that is not set aside has no place in the companion");
});
