/** The words that a chapter sets in bold to define them, as the editions take them. */
import type { Root } from "mdast";
import { SKIP, visit } from "unist-util-visit";
import { toString } from "mdast-util-to-string";
import type { Offset, Span } from "../../tangle/index.ts";

/** A word or phrase in bold. */
export interface BoldTerm {
  readonly words: string;
  readonly span: Span;
}

/** All of them, in order; bold in a heading, and a question in bold, define nothing. */
export function boldTerms(tree: Root): readonly BoldTerm[] {
  const found: BoldTerm[] = [];
  visit(tree, (node) => {
    if (node.type === "heading") return SKIP;
    if (node.type !== "strong") return undefined;
    const words = toString(node).replace(/\s+/g, " ").replace(/[\s.,:;]+$/, "").trim();
    const span = { start: (node.position?.start.offset ?? 0) as Offset, end: (node.position?.end.offset ?? 0) as Offset };
    if (words !== "" && !words.endsWith("?")) found.push({ words, span });
    return undefined;
  });
  return found;
}
