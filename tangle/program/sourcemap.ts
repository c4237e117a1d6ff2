/** Origins → a standard source map beside each tangled file, so every tool that reads source maps points at the chapter. */
import { addSegment, GenMapping, toEncodedMap } from "@jridgewell/gen-mapping";
import { dirname, join, relative, resolve } from "node:path";
import type { Origin, TangledLine } from "./expand.ts";
import type { FenceLine } from "../book/fence.ts";
import type { Layout } from "./layout.ts";
import type { Place, Source } from "../text/span.ts";

/**
 * A run of columns of one tangled line and where it comes from. With `step` 1 each column has its own place, with
 * `step` 0 all have the same (a name comment; the spaces that stand for a split tab).
 */
export interface Piece {
  readonly kind: "text" | "indent" | "name";
  /** 0-based column in the tangled line. */
  readonly start: number;
  readonly length: number;
  readonly source: Source;
  /** 1-based line and column in the chapter. */
  readonly line: number;
  readonly column: number;
  readonly step: 0 | 1;
}

/** The pieces of a line, left to right; none for a header or a map comment. */
export function piecesOf(line: TangledLine): readonly Piece[] {
  const { origin } = line;
  if (origin.kind === "header") return [];
  const indent = indentPieces(line.indent.length, origin);
  const start = line.indent.length;
  if (origin.kind === "name") return [...indent, namePiece(start, line.text.length, origin)];
  const raw = origin.line.text;
  if (!origin.escaped) return [...indent, ...runs("text", start, { ...origin, from: 0, to: raw.length })];
  const at = indentWidth(raw);
  const before = runs("text", start, { ...origin, from: 0, to: at });
  return [...indent, ...before, ...runs("text", start + at, { ...origin, from: at + 1, to: raw.length })];
}

/** A place in a chapter with the chapter itself. */
export interface SourcePlace extends Place {
  readonly source: Source;
}

/** The place in the book of a 1-based line and column of a tangled file; null for what no chapter wrote. */
export function originAt(layout: Layout, line: number, column: number): SourcePlace | null {
  const tangled = layout.lines[line - 1];
  const pieces = tangled === undefined ? [] : piecesOf(tangled);
  const piece = pieces.findLast((each) => each.start < column) ?? pieces[0];
  if (piece === undefined) return null;
  const offset = Math.max(0, Math.min(column - 1 - piece.start, piece.length)) * piece.step;
  return { source: piece.source, path: piece.source.path, line: piece.line, column: piece.column + offset };
}

/** Where the map is written and where the chapters are: the folders that hold `src/` and `book/`. */
export interface MapRoots {
  readonly target: string;
  readonly book: string;
}

/**
 * The map of a file as JSON. It has a segment for every column, so that each traces to its exact column in the chapter:
 * consumers take the nearest segment to the left and do not add the rest.
 */
export function sourceMapOf(layout: Layout, roots: MapRoots): string {
  const map = new GenMapping({ file: layout.path.slice(layout.path.lastIndexOf("/") + 1) });
  const folder = dirname(join(roots.target, layout.mapPath));
  const addresses = new Map<Source, string>();
  for (const [index, line] of layout.lines.entries()) {
    const pieces = piecesOf(line);
    for (const [position, piece] of pieces.entries()) {
      const address = addresses.get(piece.source) ?? addressFrom(folder, join(roots.book, piece.source.path));
      addresses.set(piece.source, address);
      // the end of the line is a place too: compilers report a missing token there
      const last = position === pieces.length - 1 ? piece.length : piece.length - 1;
      for (let column = 0; column <= last; column++) {
        addSegment(map, index, piece.start + column, address, piece.line - 1, piece.column - 1 + column * piece.step);
      }
    }
  }
  const { version, file, names, sources, mappings } = toEncodedMap(map);
  return `${JSON.stringify({ version, file, names, sources, mappings })}\n`;
}

/**
 * The address of a chapter, relative to the folder of the map and leading through the root of the file system.
 * Vite resolves `sources` against the tangled file, all others against the map, which lies at another depth; a path
 * that climbs to the root first means the same from both.
 */
function addressFrom(folder: string, file: string): string {
  const up = relative(folder, resolve(folder, "/"));
  return `${up}${file}`.replaceAll("\\", "/");
}

/** What each use around the line added, one use after the other, outermost first. */
function indentPieces(width: number, origin: Exclude<Origin, { kind: "header" }>): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const uses = origin.kind === "name" ? [...origin.uses, origin] : origin.uses;
  for (const use of uses) {
    const length = Math.min(indentWidth(use.line.text), width - start);
    pieces.push(...runs("indent", start, { ...use, from: 0, to: length }).filter((each) => each.length > 0));
    start += length;
  }
  if (start < width) throw new Error(`internal: the indentation of ${origin.source.path}:${origin.line.line} is wider than its uses`);
  return pieces;
}

function namePiece(start: number, length: number, origin: Extract<Origin, { kind: "name" }>): Piece {
  const { line, source } = origin;
  return { kind: "name", start, length, source, line: line.line, column: columnOf(line, indentWidth(line.text)), step: 0 };
}

/** Characters `from` to `to` of a fence's line; the leading ones may stand for a tab that a list took a part of. */
interface Run {
  readonly source: Source;
  readonly line: FenceLine;
  readonly from: number;
  readonly to: number;
}

function runs(kind: Piece["kind"], start: number, { source, line, from, to }: Run): readonly Piece[] {
  const split = Math.min(Math.max(from, line.virtual), to);
  const real: Piece = { kind, start: start + split - from, length: to - split, source, line: line.line, column: columnOf(line, split), step: 1 };
  if (split === from) return [real];
  return [{ kind, start, length: split - from, source, line: line.line, column: columnOf(line, from), step: 0 }, real];
}

/** 1-based column of character `index` of a fence's line; a virtual space is at the tab it is a part of. */
function columnOf(line: FenceLine, index: number): number {
  return index < line.virtual ? Math.max(1, line.column - 1) : line.column + index - line.virtual;
}

function indentWidth(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0;
}
