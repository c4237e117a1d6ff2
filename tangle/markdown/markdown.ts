/** The Markdown of the book → mdast: wholly, or only its blocks. */
import type { Root } from "mdast";
import { fromMarkdown, type Extension as TreeExtension } from "mdast-util-from-markdown";
import { directiveFromMarkdown } from "mdast-util-directive";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { mathFromMarkdown } from "mdast-util-math";
import { directive } from "micromark-extension-directive";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmTable } from "micromark-extension-gfm-table";
import { math } from "micromark-extension-math";
import type { Extension } from "micromark-util-types";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified, type Processor } from "unified";
import { visit } from "unist-util-visit";
import { dollar } from "./dollar.ts";
import { outline } from "./outline.ts";

/**
 * The whole tree: CommonMark, GFM, mathematics by the Dollar rule, container and leaf directives, front matter.
 * `[@key]`, `{#id}` and `` `{ts} …` `` are ordinary text and code in it. Offsets are those of `text`.
 */
export function parseMarkdown(text: string): Root {
  return withoutMark(text, (rest) => whole.parse(rest));
}

/** The same fences and containers at the same offsets, many times faster; what text says is left out or raw. */
export function parseBlocks(text: string): Root {
  return withoutMark(text, (rest) => outline(rest, (piece, place) => fromMarkdown(piece, place === "beginning" ? beginning : later)));
}

const mathematics = math();
// Text directives would take `9:30` and `fp8:e4m3`, so only the flow constructs are used.
const directives: Extension = { flow: directive().flow ?? {} };

const whole = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkFrontmatter)
  .use(bookSyntax)
  .freeze();

function bookSyntax(this: Processor): undefined {
  const settings = this.data();
  const doubleDollar = math({ singleDollarTextMath: false }).text ?? {};
  (settings.micromarkExtensions ??= []).push(
    { flow: mathematics.flow ?? {}, text: { 36: dollar } },
    { text: doubleDollar },
    directives,
  );
  (settings.fromMarkdownExtensions ??= []).push(mathFromMarkdown(), directiveFromMarkdown());
}

// Constructs that only matter inside a paragraph. A fence's info string is read from the source, so escapes too.
const inline = [
  "attention", "autolink", "characterEscape", "characterReference", "codeText", "hardBreakEscape", "htmlText",
  "labelEnd", "labelStartImage", "labelStartLink",
];

const later: { readonly extensions: Extension[]; readonly mdastExtensions: TreeExtension[] } = {
  extensions: [
    { document: gfmFootnote().document ?? {} },
    { flow: gfmTable().flow ?? {} },
    { flow: mathematics.flow ?? {} },
    directives,
    { disable: { null: inline } },
  ],
  mdastExtensions: [
    gfmFootnoteFromMarkdown(),
    gfmTableFromMarkdown(),
    mathFromMarkdown(),
    directiveFromMarkdown(),
  ],
};

const beginning: typeof later = {
  extensions: [frontmatter(), ...later.extensions],
  mdastExtensions: [frontmatterFromMarkdown(), ...later.mdastExtensions],
};

/** Parses what follows a byte order mark, then moves the offsets back over it. */
function withoutMark(text: string, parse: (rest: string) => Root): Root {
  if (!text.startsWith("\uFEFF")) return parse(text);
  const tree = parse(text.slice(1));
  visit(tree, (node) => {
    for (const point of node.position ? [node.position.start, node.position.end] : []) {
      if (point.offset !== undefined) point.offset += 1;
      if (point.line === 1) point.column += 1;
    }
  });
  return tree;
}
