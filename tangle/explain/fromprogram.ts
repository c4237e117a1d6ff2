/** A place in `src/` → the chapter line it comes from, its chunk, and the uses that lead to it. */
import { fileId, type Definition } from "../chunks/chunks.ts";
import type { Origin, UseSite } from "../program/expand.ts";
import type { Layout } from "../program/layout.ts";
import { originAt } from "../program/sourcemap.ts";
import { lineText, placeOf } from "../text/span.ts";
import { align } from "../stitch/alignment.ts";
import { textLines } from "../stitch/edits.ts";
import { firstColumn, frame, unknown, type Answer, type Known, type Question } from "./question.ts";

/** Explains line and column of a file of the program. */
export function explainProgram(known: Known, layout: Layout, asked: Question): Answer {
  const line = tangledLine(known, layout, asked.line);
  if (typeof line === "string") return unknown(line);
  const tangled = layout.lines[line - 1];
  if (tangled === undefined) return unknown(`\`${layout.path}\` has ${layout.lines.length} lines`);
  const text = tangled.indent + tangled.text;
  const column = asked.column ?? firstColumn(text);
  if (column > text.length + 1) return unknown(`\`${layout.path}:${asked.line}\` has ${text.length} columns`);
  const place = originAt(layout, line, column);
  if (place === null || tangled.origin.kind === "header") return unknown(generatedLine(known, layout, asked.line));
  const what = column <= tangled.indent.length ? ["indentation, added by a use of a chunk"] : tangled.origin.kind === "name" ? ["the name of a chunk, from the line that uses it"] : [];
  const lines = [...what, chunkLine(known, tangled.origin), ...usesOf(known, tangled.origin, layout)].map((each) => `  ${each}\n`);
  return { found: true, text: `${place.path}:${place.line}:${place.column}\n${frame(place.line, lineText(place.source, place.line), place.column)}${lines.join("")}` };
}

/** A line of the file on the disk as a line of the program; in words why it is none. */
function tangledLine(known: Known, layout: Layout, line: number): number | string {
  const now = known.onDisk(layout.path);
  if (now === null || now === layout.text) return line;
  const base = layout.lines.map((each) => ({ text: each.indent + each.text, generated: each.origin.kind !== "text" }));
  const hunks = align(base, textLines(now));
  const inside = hunks.find((hunk) => hunk.currentStart < line && line <= hunk.currentEnd);
  if (inside !== undefined) return `\`${layout.path}:${line}\` is not what the book says: npm run stitch, or npm run tangle`;
  const passed = hunks.filter((hunk) => hunk.currentEnd < line);
  return passed.reduce((at, hunk) => at + hunk.baseEnd - hunk.baseStart - hunk.currentEnd + hunk.currentStart, line);
}

function generatedLine({ graph }: Known, layout: Layout, line: number): string {
  const first = graph.chunks.get(fileId(layout.path))?.definitions[0];
  const where = first === undefined ? "" : `; the file begins at ${spot(first)}`;
  return `\`${layout.path}:${line}\` is a line that tangle makes, not a chapter${where}`;
}

function chunkLine(known: Known, origin: Exclude<Origin, { kind: "header" }>): string {
  const definition = definitionAt(known, origin);
  const { fence, chapter, operation } = definition;
  const verb = { define: "defined", append: "appended to", replace: "replaced" }[operation];
  return `in \`${fence.name}\`, ${verb} at ${spot(definition)} in \`${known.book.chapters[chapter]?.folder ?? ""}\``;
}

/** From the innermost use out to the file. */
function usesOf(known: Known, origin: Exclude<Origin, { kind: "header" }>, layout: Layout): readonly string[] {
  const uses = origin.uses.toReversed().map((use) => `used at ${use.source.path}:${use.line.line}:${useColumn(use)} in \`${definitionAt(known, use).fence.name}\``);
  return [...uses, `tangled to \`${layout.path}\``];
}

function useColumn({ line }: UseSite): number {
  return line.column + Math.max(0, firstColumn(line.text) - 1 - line.virtual);
}

function definitionAt({ graph }: Known, at: UseSite): Definition {
  for (const definition of graph.definitionOf.values()) {
    if (definition.fence.source.path === at.source.path && definition.body.some(({ line }) => line.line === at.line.line)) return definition;
  }
  throw new Error(`internal: ${at.source.path}:${at.line.line} is in no chunk`);
}

function spot({ fence }: Definition): string {
  const { path, line, column } = placeOf(fence.source, fence.span.start);
  return `${path}:${line}:${column}`;
}
