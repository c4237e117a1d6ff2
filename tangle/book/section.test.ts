import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSection } from "./section.ts";
import { lineText, source } from "../text/span.ts";
import { runsInPage, type Fence } from "./fence.ts";

function fencesOf(text: string): readonly Fence[] {
  const entry = { path: "book/a.md", chapter: 0, role: "opening", title: "A", source: source("book/a.md", text) } as const;
  return readSection(entry, new Set(["01-a"])).section.fences;
}

const linesOf = (text: string): readonly (readonly [string, number, number, number])[] =>
  fencesOf(text).flatMap(({ lines }) => lines.map((each) => [each.text, each.line, each.column, each.virtual] as const));

describe("lines of a fence: text, line, column, virtual spaces", () => {
  test.each<[string, string, readonly (readonly [string, number, number, number])[]]>([
    ["at the first column", "```text\na\n  b\n```\n", [["a", 2, 1, 0], ["  b", 3, 1, 0]]],
    ["indented by itself", "  ```text\n  a\n   b\n c\n\n  ```\n", [["a", 2, 3, 0], [" b", 3, 3, 0], ["c", 4, 2, 0], ["", 5, 1, 0]]],
    ["in a list", "- x\n\n  ```text\n  a\n\n    b\n  ```\n", [["a", 4, 3, 0], ["", 5, 1, 0], ["  b", 6, 3, 0]]],
    ["in a list of a list", "1. x\n   - ```text\n     a\n     ```\n", [["a", 3, 6, 0]]],
    ["in a quotation", "> ```text\n> a\n>  b\n>c\n> ```\n", [["a", 2, 3, 0], [" b", 3, 3, 0], ["c", 4, 2, 0]]],
    ["with a tab that the list takes in part", "- x\n\n  ```text\n\ta\n\t\tb\n  ```\n", [["  a", 4, 2, 2], ["  \tb", 5, 2, 2]]],
    ["with tabs of its own", "```text\n\ta\n \tb\n```\n", [["\ta", 2, 1, 0], [" \tb", 3, 1, 0]]],
    ["with CRLF", "```text\r\na\r\n  b\r\n```\r\n", [["a", 2, 1, 0], ["  b", 3, 1, 0]]],
    ["with astral characters", "> ```text\n> 🙂a\n> ```\n", [["🙂a", 2, 3, 0]]],
    ["after a byte order mark", "\uFEFF```text\na\n```\n", [["a", 2, 1, 0]]],
    ["empty", "```text\n```\n", []],
    ["of one blank line", "```text\n\n```\n", [["", 2, 1, 0]]],
    ["with blank lines at both ends", "```text\n\na\n\n```\n", [["", 2, 1, 0], ["a", 3, 1, 0], ["", 4, 1, 0]]],
    ["in a block of colons in a list", "- x\n\n  :::aside\n  ```text\n  a\n  ```\n  :::\n", [["a", 5, 3, 0]]],
  ])("%s", (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
  });

  const word = fc.constantFrom("a", " b", "  c", "\td", " \te", "", "🙂 f", "<<g>>", "- h", "> i", "    j", "# k", ":: l");
  const prefix = fc.constantFrom(["", ""], ["- ", "  "], ["1.  ", "    "], ["> ", "> "], ["> - ", ">   "], ["  ", "  "], ["- - ", "    "], ["-\t", "\t"]);
  const text = fc.tuple(prefix, fc.array(word, { maxLength: 6 }), fc.constantFrom("\n", "\r\n")).map(([[first, other], words, end]) =>
    ["# A", "", `${first}\`\`\`text`, ...words.map((each) => other + each), `${other}\`\`\``, ""].join(end),
  );

  test("what is not virtual is in the source, character by character", () => {
    fc.assert(
      fc.property(text, (text) => {
        const [fence] = fencesOf(text);
        expect(fence).toBeDefined();
        for (const line of fence?.lines ?? []) {
          expect(line.text.slice(0, line.virtual)).toBe(" ".repeat(line.virtual));
          expect(lineText(source("", text), line.line).slice(line.column - 1)).toBe(line.text.slice(line.virtual));
        }
        expect(fence?.lines.length).toBe(text.split(/\r?\n/).length - 5);
      }),
    );
  });
});

describe("which fences are the book's", () => {
  test("a fence within a fence is text", () => {
    const fences = fencesOf('````md\n```ts file=src/a.ts\nx\n```\n````\n\n~~~text\n```ts chunk="x"\n~~~\n');
    expect(fences.map(({ language, role, lines }) => [language, role, lines.length])).toEqual([["md", "plain", 3], ["text", "plain", 1]]);
  });

  test("indented code, comments and inline code are not", () => {
    expect(fencesOf("text\n\n    ```ts file=src/a.ts\n\n<!--\n```ts file=src/b.ts\n```\n-->\n\n`` ```ts file=x ``\n")).toEqual([]);
  });

  test("fences stand in the order of the text, also those in lists, quotations, blocks and footnotes", () => {
    const text = "- a\n  ```text id=one\n  ```\n\n> ```text id=two\n> ```\n\n::::exercise{#e}\n:::hint\n```text id=three\n```\n:::\n::::\n\n[^1]: note\n\n    ```text id=four\n    ```\n";
    expect(fencesOf(text).map(({ id }) => id)).toEqual(["one", "two", "three", "four"]);
  });
});

describe("an info string", () => {
  const only = (info: string): Partial<Fence> => {
    const [fence] = fencesOf(`\`\`\`${info}\nx\n\`\`\`\n`);
    if (!fence) throw new Error("internal: no fence");
    const { language, role, operation, name, qualifier, id, hide, live, measure, baseline, wrong, experiment } = fence;
    const all = { language, role, operation, name, qualifier, id, hide, live, measure, baseline, wrong, experiment };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== false && value !== ""));
  };
  test.each<[string, Partial<Fence>]>([
    ["ts file=src/markov/model.ts", { language: "ts", role: "file", operation: "define", name: "src/markov/model.ts" }],
    ['ts file="src/a b.ts" +=', { language: "ts", role: "file", operation: "append", name: "src/a b.ts" }],
    ['ts chunk="Count every transition"', { language: "ts", role: "chunk", operation: "define", name: "Count every transition" }],
    ["py chunk=Count id=count hide", { language: "py", role: "chunk", operation: "define", name: "Count", id: "count", hide: true }],
    ['ts chunk="01-a/Sample one token" :=', { language: "ts", role: "chunk", operation: "replace", name: "Sample one token", qualifier: "01-a" }],
    ['ts chunk="Count FLOP/s"', { language: "ts", role: "chunk", operation: "define", name: "Count FLOP/s" }],
    ["ts run live measure", { language: "ts", role: "run", operation: "define", live: true, measure: true }],
    ['ts run measure baseline="naive"', { language: "ts", role: "run", operation: "define", measure: true, baseline: "naive" }],
    ['ts figure="perplexity-by-order"', { language: "ts", role: "figure", operation: "define", name: "perplexity-by-order" }],
    ['ts experiment="names-mlp" seeds="1,2,3"', { language: "ts", role: "experiment", operation: "define", name: "names-mlp", experiment: { seeds: [1, 2, 3], replay: 200, tolerance: null } }],
    [
      'ts experiment="a" seeds="0, -7" replay=5 tolerance="1e-6" hide id="b"',
      { language: "ts", role: "experiment", operation: "define", name: "a", id: "b", hide: true, experiment: { seeds: [0, -7], replay: 5, tolerance: 1e-6 } },
    ],
    ["ts verify", { language: "ts", role: "verify", operation: "define" }],
    ["cuda fragment", { language: "cuda", role: "fragment", operation: "define" }],
    ['ts wrong="TS2345"', { language: "ts", role: "wrong", operation: "define", wrong: { expected: "TS2345", chunk: null, test: null } }],
    [
      'ts wrong="fails" chunk="Scale the scores" test="scores have unit variance"',
      { language: "ts", role: "wrong", operation: "define", wrong: { expected: "fails", chunk: "Scale the scores", test: "scores have unit variance" } },
    ],
    ["output", { language: "output", role: "output", operation: "define" }],
    ["text", { language: "text", role: "plain", operation: "define" }],
    ["", { role: "plain", operation: "define" }],
    ["  ts   run  ", { language: "ts", role: "run", operation: "define" }],
  ])("%s", (info, expected) => {
    expect(only(info)).toEqual(expected);
  });

  test.each<[string, string, boolean]>([
    ["ts run", "x", true],
    ["ts run hide", "x", true],
    ["ts run measure", "x", false],
    ["ts run still", "x", false],
    ["ts run live measure", "x", true],
    ['ts run needs="native"', "x", false],
    ['ts figure="a"', "x", false],
    ["ts verify", "x", false],
    ["ts run", 'import { cpus } from "node:os";', false],
    ["ts run", 'import type { Stats } from "node:fs";', true],
    ["ts run", "const used = process.memoryUsage();", false],
    ["ts run", 'console.log("the process. It ends"); // process.exit', true],
  ])("`%s` with the line `%s` runs in a page: %s", (info, line, runs) => {
    expect(fencesOf(`\`\`\`${info}\n${line}\n\`\`\`\n`).map(runsInPage)).toEqual([runs]);
  });

  test("places are those of the source, in a list and behind a tab", () => {
    const text = '- a\n\n  ```ts\tchunk="01-a/Näme" +=\n  x\n  ```\n';
    const [fence] = fencesOf(text);
    expect(text.slice(fence?.nameSpan.start, fence?.nameSpan.end)).toBe("01-a/Näme");
    expect(text.slice(fence?.info.start, fence?.info.end)).toBe('ts\tchunk="01-a/Näme" +=');
    expect(text.slice(fence?.span.start, fence?.span.end)).toBe('```ts\tchunk="01-a/Näme" +=\n  x\n  ```');
  });
});
