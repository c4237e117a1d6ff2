/** A line of a program → the line of Markdown that a fence must have for it. */
import type { Definition } from "../chunks/chunks.ts";
import type { Fence } from "../book/fence.ts";
import { lineText, placeOf } from "../text/span.ts";
import { escaped } from "../book/uses.ts";

/** Whether a text, as a line of the fence's body, would end the fence. */
export function closesFence(fence: Fence, text: string): boolean {
  const marker = markerOf(fence);
  const match = /^ {0,3}(`+|~+)[ \t]*$/.exec(text);
  return match?.[1] !== undefined && match[1].length >= marker.length && match[1][0] === marker[0];
}

/**
 * The Markdown line, without line end, for a line of a body: behind what the list, the quotation and the fence's own
 * indentation put in front of it, written as its neighbours have it; a text that reads like a use is escaped.
 */
export function fenceLine(definition: Definition, index: number, text: string): string {
  const before = prefixFor(definition, index);
  if (text === "") return before.includes(">") ? before.trimEnd() : "";
  return before + escaped(text);
}

function markerOf(fence: Fence): string {
  return /^(`+|~+)/.exec(fence.source.text.slice(fence.span.start))?.[0] ?? "```";
}

/** Tabs and spaces as the nearest line of the body has them; the width is always that of the fence's opening line. */
function prefixFor({ fence, body }: Definition, index: number): string {
  const { line, column } = placeOf(fence.source, fence.span.start);
  const opening = lineText(fence.source, line).slice(0, column - 1).replace(/[^>\s]/g, " ");
  const width = columnsOf(opening);
  const near = [...body.entries()].sort(([a], [b]) => Math.abs(a - index) - Math.abs(b - index));
  for (const [, { line: neighbour }] of near) {
    if (neighbour.virtual > 0 || neighbour.text.trim() === "") continue;
    const prefix = lineText(fence.source, neighbour.line).slice(0, neighbour.column - 1);
    if (columnsOf(prefix) === width) return prefix;
  }
  return opening;
}

/** The width of a prefix on the screen: a tab goes to the next multiple of four. */
function columnsOf(prefix: string): number {
  let columns = 0;
  for (const character of prefix) columns += character === "\t" ? 4 - (columns % 4) : 1;
  return columns;
}
