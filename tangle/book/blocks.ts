/** A Markdown tree → its fenced blocks: where each info string, line and end stands in the source. */
import type { Code, Root } from "mdast";
import { visit } from "unist-util-visit";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import type { FencedBlock, FenceLine } from "./fence.ts";
import { lineText, offsetAt, type Offset, type Source } from "../text/span.ts";

/** The fenced blocks of a tree made from `source`, in order, and the fences that nothing closes. Indented code is not one. */
export function fencedBlocks(source: Source, tree: Root): { readonly blocks: readonly FencedBlock[]; readonly diagnostics: readonly Diagnostic[] } {
  const blocks: FencedBlock[] = [];
  const diagnostics: Diagnostic[] = [];
  visit(tree, "code", (node) => {
    const block = fencedBlock(source, node);
    if (!block) return;
    blocks.push(block);
    if (isClosed(source, node)) return;
    const end = offsetAt(source, positionOf(node).start.line, lineText(source, positionOf(node).start.line).length + 1);
    const at = { source, span: { start: block.span.start, end } };
    diagnostics.push(mistake("unterminated-fence", "nothing closes this fence", at));
  });
  visit(tree, "paragraph", ({ position }) => {
    for (let line = position?.start.line ?? 1; line <= (position?.end.line ?? 0); line++) diagnostics.push(...backtickIn(source, line));
  });
  return { blocks, diagnostics };
}

/** A line that would open a fence if its attributes had no backtick; as it is, its closing marker opens one. */
function backtickIn(source: Source, line: number): readonly Diagnostic[] {
  const text = lineText(source, line);
  const [, before = "", rest = ""] = /^([\s>]*`{3,}[^`\s]+[ \t]+[^`]*\w=[^`]*)(`.*)$/.exec(text) ?? [];
  if (before === "" || rest.includes("```")) return [];
  const span = { start: offsetAt(source, line, before.length + 1), end: offsetAt(source, line, before.length + 2) };
  return [mistake("fence-syntax", "an attribute holds a backtick, so that this line opens no fence", { source, span })];
}

function fencedBlock(source: Source, node: Code): FencedBlock | null {
  const { start, end } = positionOf(node);
  const marker = markerAt(source, start.offset);
  if (marker === "") return null;
  const opening = lineText(source, start.line);
  const from = start.offset + marker.length;
  const raw = opening.slice(start.column - 1 + marker.length);
  const info = {
    start: (from + raw.length - raw.trimStart().length) as Offset,
    end: Math.max(from, from + raw.trimEnd().length) as Offset,
  };
  return {
    source,
    span: { start: start.offset as Offset, end: end.offset as Offset },
    info: info.start > info.end ? { start: info.end, end: info.end } : info,
    lines: valueLines(node).map((text, index) => fenceLine(source, start.line + 1 + index, text)),
  };
}

/**
 * A fence in a list or a quotation has lost a prefix on each line, and a tab that the list took in part has left
 * spaces, so the true column is where the line and its source have their longest common end:
 *
 *     ␣␣-␉x    source
 *       ␣␣x    value: two virtual spaces
 */
function fenceLine(source: Source, line: number, text: string): FenceLine {
  const raw = lineText(source, line);
  let common = 0;
  while (common < text.length && common < raw.length && text[text.length - 1 - common] === raw[raw.length - 1 - common]) common++;
  return { text, line, column: raw.length - common + 1, virtual: text.length - common };
}

/** An open fence runs to the end of its container, so it is closed only if a line beyond its value holds its marker. */
function isClosed(source: Source, node: Code): boolean {
  const { start, end } = positionOf(node);
  const marker = markerAt(source, start.offset);
  const last = lineText(source, end.line).slice(0, end.column - 1);
  const closing = /^[\s>]*?(`{3,}|~{3,})[ \t]*$/.exec(last)?.[1] ?? "";
  if (end.line === start.line || closing[0] !== marker[0] || closing.length < marker.length) return false;
  return node.value === "" || valueLines(node).length === end.line - start.line - 1;
}

function valueLines(node: Code): readonly string[] {
  const { start, end } = positionOf(node);
  if (node.value === "" && end.line - start.line < 2) return [];
  return node.value.split(/\r\n|\r|\n/);
}

function markerAt(source: Source, offset: number): string {
  return /^(`{3,}|~{3,})/.exec(source.text.slice(offset, offset + 200))?.[0] ?? "";
}

function positionOf(node: Code): { start: { line: number; column: number; offset: number }; end: { line: number; column: number; offset: number } } {
  const { position } = node;
  if (position?.start.offset === undefined || position.end.offset === undefined) throw new Error("internal: a node without position");
  return {
    start: { ...position.start, offset: position.start.offset },
    end: { ...position.end, offset: position.end.offset },
  };
}
