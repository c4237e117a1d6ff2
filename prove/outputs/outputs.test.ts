import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../tangle/index.ts";
import { accepted, outputMistakes } from "./outputs.ts";
import type { SectionUnits } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";

function unitsIn(text: string): SectionUnits {
  const files = new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", text]]);
  const section = bookFromFiles("/book", files).book?.sections[0];
  if (section === undefined) throw new Error("no section");
  return unitsOf(section, "01-a").units;
}

const printed = (...lines: readonly string[]): ReadonlyMap<string, readonly string[]> => new Map([["run-1", lines]]);
const said = (text: string, ...lines: readonly string[]): string => outputMistakes(unitsIn(text), printed(...lines)).map(render).join("");
const cell = "# A\n\n```ts run\nlog();\n```\n";

test("an output that is what the cell prints is right, and so is a silent cell without one", () => {
  expect(said(`${cell}\n\`\`\`output\na\n\nb\n\`\`\`\n`, "a", "", "b")).toBe("");
  expect(said(cell)).toBe("");
  expect(outputMistakes(unitsIn(cell), new Map())).toEqual([]);
});

test("a stale output is shown line by line", () => {
  expect(said(`${cell}\n\`\`\`output\na\nb\n\`\`\`\n`, "a", "c")).toBe(
    "book/01-a/index.md:7:4: error[stale-output]: this is not what `run-1` prints\n" +
      "  7 │ ```output\n    ╵    ~~~~~~\n" +
      "  note: --- the chapter\n  note: +++ run-1\n  note:  a\n  note: -b\n  note: +c\n" +
      "  cure: npm run prove -- --accept\n",
  );
});

test("a cell that prints needs an output fence", () => {
  expect(said(cell, "a")).toBe(
    "book/01-a/index.md:3:4: error[missing-output]: `run-1` prints what no `output` fence shows\n" +
      "  3 │ ```ts run\n    ╵    ~~~~~~\n  note: +a\n  cure: npm run prove -- --accept\n",
  );
});

test("an output of a cell that prints nothing any more is stale", () => {
  expect(said(`${cell}\n\`\`\`output\na\n\`\`\`\n`)).toContain("error[stale-output]: this is not what `run-1` prints\n");
});

test.each<[name: string, before: string, lines: readonly string[], after: string]>([
  ["a stale output is renewed", "```ts run\n```\n\n```output\nold\n```\nrest\n", ["new", "two"], "```ts run\n```\n\n```output\nnew\ntwo\n```\nrest\n"],
  ["a missing one is put under its cell", "```ts run\n```\nrest\n", ["new"], "```ts run\n```\n\n```output\nnew\n```\nrest\n"],
  ["one whose cell is silent is removed", "```ts run\n```\n\n```output\nold\n```\n\nrest\n", [], "```ts run\n```\n\nrest\n"],
  ["line ends are kept", "```ts run\r\n```\r\n\r\n```output\r\nold\r\n```\r\n", ["a", "b"], "```ts run\r\n```\r\n\r\n```output\r\na\r\nb\r\n```\r\n"],
  ["in a list indentation is kept, but not on blank lines", "- x\n\n  ```ts run\n  ```\n\n  ```output\n  old\n  ```\n", ["a", "", " b"], "- x\n\n  ```ts run\n  ```\n\n  ```output\n  a\n\n   b\n  ```\n"],
  ["a fence on the line of its bullet", "1. ```ts run\n   ```\n", ["a"], "1. ```ts run\n   ```\n\n   ```output\n   a\n   ```\n"],
  ["in a quotation", "> ```ts run\n> ```\n>\n> ```output\n> old\n> ```\n", ["a", "", "b"], "> ```ts run\n> ```\n>\n> ```output\n> a\n>\n> b\n> ```\n"],
  ["a missing one in a quotation", "> - ```ts run\n>   ```\n", ["a"], "> - ```ts run\n>   ```\n>\n>   ```output\n>   a\n>   ```\n"],
  ["a fence keeps its length", "```ts run\n```\n\n~~~~~output\nold\n~~~~~\n", ["a"], "```ts run\n```\n\n~~~~~output\na\n~~~~~\n"],
  ["and grows where its output holds such a fence", "```ts run\n```\n\n```output\nold\n```\n", ["````", "x", "```"], "```ts run\n```\n\n`````output\n````\nx\n```\n`````\n"],
  ["at the end of a file without line end", "```ts run\n```", ["a"], "```ts run\n```\n\n```output\na\n```"],
])("accepting: %s", (_, before, lines, after) => {
  const text = `# A\n\n${before}`;
  const changed = accepted(unitsIn(text), printed(...lines));
  expect(changed).toBe(`# A\n\n${after}`);
  expect(outputMistakes(unitsIn(changed), printed(...lines))).toEqual([]);
});

test("whatever a cell prints, accepting it leaves nothing to accept, and nothing else is touched", () => {
  const line = fc.stringMatching(/^[ `~>\-:#$|a\t]{0,8}$/);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), fc.constantFrom("", "  ", "> ", "- "), (lines, indent) => {
      const known = printed(...lines.slice(0, lines.findLastIndex((each) => each !== "") + 1));
      const within = (text: string): string => text.replace(/^(?=.)/gm, indent.replace(/\S(?<!>)/g, " "));
      const text = `# A\n\nbefore\n\n${indent}${within("```ts run\n```").slice(indent.length)}\n\nafter\n`;
      const changed = accepted(unitsIn(text), known);
      expect(outputMistakes(unitsIn(changed), known)).toEqual([]);
      expect(accepted(unitsIn(changed), known)).toBe(changed);
      expect(accepted(unitsIn(changed), printed())).toBe(text);
    }),
  );
});
