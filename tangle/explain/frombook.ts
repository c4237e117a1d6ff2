/** A line of a chapter → every place in `src/` where it stands. */
import type { Definition } from "../chunks/chunks.ts";
import { partsAt } from "../chunks/chunks.ts";
import type { Fence } from "../book/fence.ts";
import type { Layout } from "../program/layout.ts";
import { piecesOf } from "../program/sourcemap.ts";
import { lineText, placeOf, type Source } from "../text/span.ts";
import { firstColumn, frame, unknown, type Answer, type Known, type Question } from "./question.ts";

/** Explains a line of `contents.md` or of a section. */
export function explainBook(known: Known, from: Source, asked: Question): Answer {
  const where = `\`${from.path}:${asked.line}\``;
  if (asked.line > lastLine(from)) return unknown(`\`${from.path}\` has ${lastLine(from)} lines`);
  const text = lineText(from, asked.line);
  if (asked.column !== null && asked.column > text.length + 1) return unknown(`${where} has ${text.length} columns`);
  const fence = fenceAround(known, from, asked.line);
  if (fence === null) return unknown(`${where} is not in the program: no fence is there`);
  const definition = known.graph.definitionOf.get(fence);
  if (definition === undefined) return unknown(`${where} is not in the program: its fence is \`${fence.role}\`, not \`file\` or \`chunk\``);
  const line = definition.body.find((each) => each.line.line === asked.line)?.line ?? definition.body[0]?.line;
  if (line === undefined) return unknown(`${where} is in an empty chunk`);
  const places = [...known.layouts.values()].flatMap((layout) => placesIn(layout, from, { line: line.line, column: asked.line === line.line ? asked.column : null }));
  if (places.length === 0) return unknown(`${where} is in \`${fence.name}\`, ${absence(known, definition)}`);
  return { found: true, text: `${places.join("")}  from \`${fence.name}\` at ${from.path}:${line.line}:${line.column}\n` };
}

function fenceAround({ book }: Known, from: Source, line: number): Fence | null {
  const fences = book.sections.find(({ path }) => path === from.path)?.fences ?? [];
  return fences.find(({ source, span }) => placeOf(source, span.start).line <= line && line <= placeOf(source, span.end).line) ?? null;
}

/** For each tangled line that comes from the chapter's line: its position and its text. */
function placesIn(layout: Layout, from: Source, { line, column }: { readonly line: number; readonly column: number | null }): readonly string[] {
  return layout.lines.flatMap((tangled, index): readonly string[] => {
    const { origin } = tangled;
    if (origin.kind === "header" || origin.source.path !== from.path || origin.line.line !== line) return [];
    const text = tangled.indent + tangled.text;
    const pieces = piecesOf(tangled).filter((piece) => piece.kind !== "indent");
    const piece = column === null ? undefined : pieces.findLast((each) => each.column <= column) ?? pieces[0];
    const at = piece === undefined || column === null ? firstColumn(text) : piece.start + 1 + Math.max(0, Math.min(column - piece.column, piece.length)) * piece.step;
    return [`${layout.path}:${index + 1}:${at}\n${frame(index + 1, text, at)}`];
  });
}

/** Why a chunk that the book defines does not stand in the whole program here. */
function absence({ graph, book }: Known, { chunk }: Definition): string {
  const whole = graph.chunks.get(chunk);
  const [replacement] = whole === undefined ? [] : partsAt(whole, book.chapters.length - 1);
  if (replacement?.operation !== "replace") return "which the whole program does not use";
  const { path, line, column } = placeOf(replacement.fence.source, replacement.fence.span.start);
  return `of which an earlier version stands here: it is replaced at ${path}:${line}:${column}`;
}

function lastLine(from: Source): number {
  return from.lineStarts.length - (/[\r\n]$/.test(from.text) ? 1 : 0);
}
