/** The LaTeX of a display or of an entry, and the way from each of its characters back to the chapter. */
import type { Paragraph, RootContent } from "mdast";
import type { InlineMath, Math } from "mdast-util-math";
import { lineText, offsetAt, type Offset, type Source } from "../../tangle/index.ts";
import type { Formula } from "./unit.ts";
import { rawOf, spanOf } from "./node.ts";

/** The place in the chapter of a character of the formula; the formula's end is a place too. */
export function placeInFormula({ latex, lineStarts }: Formula, offset: number): Offset {
  const before = latex.slice(0, offset);
  const line = before.split("\n").length - 1;
  const start = lineStarts[line];
  if (start === undefined) throw new Error(`internal: offset ${offset} is outside a formula of ${latex.length} characters`);
  return (start + before.length - (before.lastIndexOf("\n") + 1)) as Offset;
}

/** The display that a block of the text is, `$$` on lines of their own or all on one line; null for any other block. */
export function displayOf(node: RootContent, source: Source): Formula | null {
  if (node.type === "math") return ofBlock(node, source);
  const sole = node.type === "paragraph" ? soleDisplay(node, source) : null;
  return sole === null ? null : formulaIn(sole, source);
}

/** The formula between dollars inside a paragraph or a cell of a table. */
export function formulaIn(node: InlineMath, source: Source): Formula {
  const raw = rawOf(source, node);
  const dollars = /^\$+/.exec(raw)?.[0].length ?? 0;
  // one space inside the dollars is not part of the value; in a table neither is the backslash of `\|`
  const inside = raw.indexOf(node.value.charAt(0), dollars);
  return { latex: node.value, lineStarts: [(spanOf(node).start + Math.max(inside, dollars)) as Offset] };
}

/**
 * A line in a list or a quotation has lost a prefix, so its column is where the line and its source have their longest
 * common end.
 */
function ofBlock(node: Math, source: Source): Formula {
  const latex = node.value.replace(/\r\n?/g, "\n");
  const first = (node.position?.start.line ?? 0) + 1;
  const lineStarts = latex.split("\n").map((text, index) => {
    const raw = lineText(source, first + index);
    let common = 0;
    while (common < text.length && text[text.length - 1 - common] === raw[raw.length - 1 - common]) common++;
    return (offsetAt(source, first + index, raw.length - common + 1) - (text.length - common)) as Offset;
  });
  return { latex, lineStarts };
}

/** A paragraph that is nothing but `$$…$$`, which the parser reads as inline. */
function soleDisplay(paragraph: Paragraph, source: Source): InlineMath | null {
  const [only, second] = paragraph.children;
  return only?.type === "inlineMath" && second === undefined && rawOf(source, only).startsWith("$$") ? only : null;
}
