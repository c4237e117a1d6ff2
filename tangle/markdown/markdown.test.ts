import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { parseBlocks, parseMarkdown } from "./markdown.ts";

describe("dollars", () => {
  test.each<[string, readonly string[]]>([
    ["$5 or $7", ["text:$5 or $7"]],
    ["$5 and $x$", ["text:$5 and ", "inlineMath:x"]],
    ["$x$", ["inlineMath:x"]],
    ["$x$, $y$.", ["inlineMath:x", "text:, ", "inlineMath:y", "text:."]],
    ["$x $", ["text:$x $"]],
    ["$ x$", ["text:$ x$"]],
    ["$x$5", ["text:$x$5"]],
    ["\\$x$", ["text:$x$"]],
    ["\\$5 is $x$", ["text:$5 is ", "inlineMath:x"]],
    ["$\\$5$", ["inlineMath:\\$5"]],
    ["$$x$$ here", ["inlineMath:x", "text: here"]],
    ["$$a $ b$$ here", ["inlineMath:a $ b", "text: here"]],
    ["$a\nb$", ["inlineMath:a\nb"]],
    ["$a\n$", ["text:$a\n$"]],
    ["$x^{*}$ and *y*", ["inlineMath:x^{*}", "text: and ", "emphasis"]],
    ["`$x$`", ["inlineCode:$x$"]],
    ["$", ["text:$"]],
    ["$$", ["math:"]],
    ["costs 5$ to 7$", ["text:costs 5$ to 7$"]],
    ["($x$)", ["text:(", "inlineMath:x", "text:)"]],
    ["$x$-axis", ["inlineMath:x", "text:-axis"]],
  ])("%j", (text, expected) => {
    expect(inlinesOf(parseMarkdown(text))).toEqual(expected);
  });
});

describe("ordinary text is never special", () => {
  test.each([
    "9:30", "1:3", "fp8:e4m3", "a << b", ":smile:", ":name[label]{a=b}", "a ::b", "[@key]", "[@vaswani2017, §3.2]", "Title {#id}",
    "#7", "~5 and ~6", "~x~",
  ])("%s", (text) => {
    expect(inlinesOf(parseMarkdown(`See ${text}`))).toEqual([`text:See ${text}`]);
  });

  test("an inline cell is code whose value begins with its language", () => {
    expect(inlinesOf(parseMarkdown("is `{ts} x.toFixed(2)`"))).toEqual(["text:is ", "inlineCode:{ts} x.toFixed(2)"]);
  });
});

describe("blocks", () => {
  test("containers and leaves are directives, front matter and displays are nodes", () => {
    const tree = parseMarkdown("---\na: 1\n---\n\n:::figure{#a alt=\"b\"}\ncaption\n:::\n\n::index\n\n$$\nx\n$$\n");
    expect(tree.children.map(({ type }) => type)).toEqual(["yaml", "containerDirective", "leafDirective", "math"]);
  });

  test("offsets are those of the text, a byte order mark included", () => {
    const text = "\uFEFF---\na: 1\n---\n\n```ts\nx\n```\n";
    for (const parse of [parseMarkdown, parseBlocks]) {
      expect(landmarks(text, parse(text)).map(({ start }) => text.slice(start))).toEqual([text.slice(1), "```ts\nx\n```\n"]);
    }
  });

  const piece = fc.constantFrom(
    "", "", "", "text", "more text, and more", "$x$ begins", "*emphasis*", "**bold** text", "`code` text", "10 apples", "[link](x) text", "[@key] says",
    "# Heading", "#not", "####### seven", "```ts chunk=\"A\"", "```", "````", "~~~", "~~~md", "``` a`b", "$$", "$$ x $$", "$$$",
    ":::figure{#a}", "::::exercise", ":::", "::::", ":::9", ":::figure{#a} x", "::index", "- item", "-", "- ```ts", "  ```", "    indented", "   three",
    "1. one", "2. two", "10) ten", "* star", "+ plus", "> quote", "> ```", ">", "> - nested", "| a | b |", "|---|---|", "a | b", "--|--", "---", "===", "***", "_x_",
    "<div>", "</div>", "<!-- open", "close -->", "<script>", "</script>", "<?php", "?>", "[a]: /url", "\"title", "title\"", "[^1]: note", "[^1] refers",
    "---", "---", "\tx", "\t```", "- \tx", "  - y", "   :::", "    :::", "&amp;", "\\# x", "a  ", "🙂 text", "{#id}", "!image", "~strike~", "=", "-  -  -", "[x", "[]: y", "a\\",
  );
  const text = fc.tuple(fc.array(piece, { maxLength: 14 }), fc.constantFrom("\n", "\n", "\r\n", "\r"), fc.boolean()).map(([lines, end, last]) => lines.join(end) + (last ? end : ""));

  test("the fast reading finds the fences and containers of the whole one", () => {
    fc.assert(
      fc.property(text, (text) => {
        expect(landmarks(text, parseBlocks(text))).toEqual(landmarks(text, parseMarkdown(text)));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Everything that the tangler reads of a tree: fences, not indented code; containers; front matter. */
function landmarks(text: string, tree: Root): readonly { readonly start: number | undefined }[] {
  const found: { start: number | undefined }[] = [];
  visit(tree, (node: Nodes) => {
    const { position } = node;
    const start = position?.start.offset;
    const at = { type: node.type, start, position };
    const isFence = node.type === "code" && /[`~]/.test(text[start ?? 0] ?? "");
    if (isFence || node.type === "yaml") found.push(Object.assign(at, { value: node.value }));
    if (node.type === "containerDirective") found.push(Object.assign(at, { name: node.name, attributes: node.attributes }));
  });
  return found;
}

function inlinesOf(tree: Root): readonly string[] {
  const found: string[] = [];
  visit(tree, (node: Nodes) => {
    if (["root", "paragraph"].includes(node.type)) return;
    found.push("value" in node ? `${node.type}:${node.value}` : node.type);
    return "skip";
  });
  return found;
}
