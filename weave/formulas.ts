/** The formulas of a book: how many there are, and which of them KaTeX rejects. */
import katex, { ParseError, type KatexOptions } from "katex";
import type { InlineMath, Math } from "mdast-util-math";
import type { Nodes } from "mdast";
import type { Diagnostic, Source } from "../tangle/index.ts";
import { sourceOffset, span, spanOf } from "./place.ts";
import type { BookDocument } from "./tree.ts";
import { walk } from "./walk.ts";

// KaTeX's way to the syntax tree, which its types leave out; `renderToString` calls it first and throws the same errors.
const { __parse: parse } = katex as typeof katex & { readonly __parse: (formula: string, options: KatexOptions) => unknown };

/** How many formulas an edition must show. */
export interface FormulaCount {
  readonly inline: number;
  readonly display: number;
}

/** Counts the formulas on all pages, their titles included. */
export function formulasOf(document: BookDocument): FormulaCount {
  let inline = 0;
  let display = 0;
  for (const page of document.pages) {
    for (const part of [page.tree, { type: "paragraph" as const, children: [...page.title] }]) {
      walk(part, (node) => {
        if (node.type === "inlineMath") inline += 1;
        if (node.type === "bookMath") display += 1;
      });
    }
  }
  return { inline, display };
}

/** The first mistake in a formula: KaTeX's words and the offset in the formula; null if there is none. */
export type FormulaCheck = (formula: string, display: boolean) => { readonly message: string; readonly offset: number } | null;

/** The errors of the formulas in a tree as parsed, each at its place. */
export function formulaMistakes(tree: Nodes, source: Source, check: FormulaCheck): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  walk(tree, (node) => {
    if (node.type !== "inlineMath" && node.type !== "math") return;
    const found = check(node.value, node.type === "math");
    if (found) diagnostics.push(mistake(node, found, source));
  });
  return diagnostics;
}

/** Asks KaTeX. A formula is only parsed, which is a fraction of what setting it costs. */
export const katexMistake: FormulaCheck = (formula, display) => {
  try {
    parse(formula, { displayMode: display, throwOnError: true, strict: "ignore" });
    return null;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const [, reason = error.message] = /^KaTeX parse error: ([\s\S]*?)(?: at (?:position \d+|end of input): [\s\S]*)?$/.exec(error.message) ?? [];
    return { message: reason, offset: error.position ?? 0 };
  }
};

function mistake(node: Math | InlineMath, found: { message: string; offset: number }, source: Source): Diagnostic {
  const last = Math.max(0, Math.min(found.offset, node.value.length - 1));
  const start = node.position ? sourceOffset(source, node, last) : spanOf(node).start;
  return {
    severity: "error",
    code: "invalid-formula",
    message: `KaTeX does not accept this formula: ${found.message.charAt(0).toLowerCase()}${found.message.slice(1)}`,
    at: { source, span: span(start, Math.min(start + 1, source.text.length)) },
  };
}
