/** Where a Markdown node stands in its section. */
import type { Nodes } from "mdast";
import type { Offset, Source, Span } from "../../tangle/index.ts";

/** A span from plain offsets. */
export function span(start: number, end: number): Span {
  return { start: start as Offset, end: end as Offset };
}

/** The span of a node of a parsed section. */
export function spanOf(node: Pick<Nodes, "position">): Span {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) throw new Error("internal: a node without position");
  return span(start.offset, end.offset);
}

/** What the author wrote for the node. */
export function rawOf(source: Source, node: Pick<Nodes, "position">): string {
  const { start, end } = spanOf(node);
  return source.text.slice(start, end);
}

/** The first line of a span: the opening of a fence or a directive. */
export function openingOf(source: Source, { start, end }: Span): Span {
  const line = /^[^\r\n]*/.exec(source.text.slice(start, end))?.[0] ?? "";
  return span(start, start + line.trimEnd().length);
}

/** A node's text without markup and without mathematics, on one line. */
export function wordsOf(node: Nodes): string {
  return textOf(node).replace(/\s+/g, " ").trim();
}

function textOf(node: Nodes): string {
  if (node.type === "inlineMath" || node.type === "math") return "";
  if ("children" in node) return node.children.map(textOf).join("");
  return "value" in node ? (node.value ?? "") : "";
}
