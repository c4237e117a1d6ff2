import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bookFromFiles } from "../book/book.ts";
import { coverageLine, coverageOf } from "./coverage.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import type { TangledLine } from "../program/expand.ts";
import { layoutOf, type Layout } from "../program/layout.ts";
import { programAt } from "../program/program.ts";

const root = mkdtempSync(join(tmpdir(), "coverage-"));
afterAll(() => rmSync(root, { recursive: true }));

const chapter = `# A

\`\`\`ts file=src/a.ts
one();
  <<Two>>
\`\`\`

\`\`\`ts chunk="Two"
two("é");
\`\`\`
`;

const { book } = bookFromFiles(root, new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", chapter]]));
if (book === null) throw new Error("the contents cannot be read");
const { graph } = chunkGraph(book);
const [layout] = programAt(book, graph, { chapter: 0, target: root }).layouts;
if (layout === undefined) throw new Error("no program");

/** The coverage of `src/` when it holds just what the layout says. */
function certified(claimed: Layout): readonly string[] {
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, claimed.path), claimed.text);
  const coverage = coverageOf(root, [claimed], graph);
  return [coverageLine(coverage), ...coverage.outside.map(({ message }) => message)];
}

/** The same file with one of its lines altered, as a compiler with a mistake would have made it. */
function altered(index: number, change: (line: TangledLine) => TangledLine): Layout {
  const lines = layout?.lines.map((line, position) => (position === index ? change(line) : line)) ?? [];
  const text = lines.map(({ indent, text: own }) => `${indent}${own}\n`).join("");
  return { ...(layout ?? layoutOf({ path: "", language: "", lines: [], definedIn: "", needs: [] })), lines, text };
}

test("each byte is accounted for: the fences' lines as the book's, the rest as generated", () => {
  expect(layout.text.split("\n")).toHaveLength(6);
  const generated = layout.text.length - "one();\ntwo(\"é\");\n".length;
  expect(certified(layout)).toEqual([`1 files, 5 lines, 2 chunks, 0 outside the book (18 bytes from the book, ${generated} generated)`]);
});

test.each([
  ["a text that is not in the chapter", 1, (line: TangledLine) => ({ ...line, text: "won();" })],
  ["a line longer than its fence's", 1, (line: TangledLine) => ({ ...line, text: `${line.text};` })],
  ["an indentation that no use has", 3, (line: TangledLine) => ({ ...line, indent: "\t " })],
])("%s is not certified, even where src/ agrees with it", (_, index, change) => {
  const [line, message] = certified(altered(index, change));
  expect(line).toContain("1 outside the book");
  expect(message).toBe(`\`src/a.ts\` does not come from the book: line ${index + 1} is not in the book`);
});
