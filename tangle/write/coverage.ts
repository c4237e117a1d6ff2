/** The proof that every byte of `src/` belongs to exactly one place of the book, computed from what is on the disk. */
import { join } from "node:path";
import type { ChunkGraph } from "../chunks/chunks.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { Origin, TangledLine } from "../program/expand.ts";
import type { Layout } from "../program/layout.ts";
import { stat, walk } from "../disk/stat.ts";
import { isOwnRecord } from "../program/manifest.ts";
import { piecesOf, type Piece } from "../program/sourcemap.ts";
import { lineText } from "../text/span.ts";

/** What was counted. `outside` has each file that is not, byte for byte, from the book; it should be empty. */
export interface Coverage {
  readonly files: number;
  readonly lines: number;
  /** Named chunks and files of the book whose text stands in `src/`. */
  readonly chunks: number;
  /** Bytes that stand in the book. */
  readonly bytes: number;
  /** Bytes made by tangle: headers, name comments, indentation, map comments. */
  readonly generated: number;
  readonly outside: readonly Diagnostic[];
}

/** Reads all of `src/` below `root` again and accounts for it. */
export function coverageOf(root: string, layouts: readonly Layout[], graph: ChunkGraph): Coverage {
  const byPath = new Map(layouts.map((layout) => [layout.path, layout]));
  const paths = [...new Set([...walk(root, "src", isIgnored), ...byPath.keys()])].sort();
  const owners = ownersOf(graph);
  const accounts = layouts.map((layout) => {
    const reason = differenceFrom(root, layout);
    return reason === null ? accountOf(layout, owners) : nothingOf(layout.path, reason);
  });
  const strays = paths.filter((path) => !byPath.has(path)).map((path) => stray(path, "no chapter defines it"));
  const total = (count: (account: Account) => number): number => accounts.reduce((sum, each) => sum + count(each), 0);
  return {
    files: paths.length,
    lines: total(({ lines }) => lines),
    chunks: new Set(accounts.flatMap(({ chunks }) => [...chunks])).size,
    bytes: total(({ bytes }) => bytes),
    generated: total(({ generated }) => generated),
    outside: [...strays, ...accounts.flatMap(({ outside }) => outside)],
  };
}

/** The coverage in one line. */
export function coverageLine(coverage: Coverage): string {
  const { files, lines, chunks, outside, generated, bytes } = coverage;
  const share = `${bytes} bytes from the book, ${generated} generated`;
  return `${files} files, ${lines} lines, ${chunks} chunks, ${outside.length} outside the book (${share})`;
}

/** What is in `src/` but not of the program: our own records and the folder settings of macOS. */
export function isIgnored(path: string): boolean {
  return isOwnRecord(path) || path.endsWith("/.DS_Store");
}

function differenceFrom(root: string, layout: Layout): string | null {
  const seen = stat(join(root, layout.path));
  if (seen.kind !== "file") return seen.kind === "missing" ? "it is missing" : "it is not a plain file";
  return Buffer.from(layout.text).equals(seen.bytes) ? null : "its text is not what the book says";
}

/** One file's share. `outside` names the first line with a character that is not at the place it is said to come from. */
interface Account {
  readonly lines: number;
  readonly bytes: number;
  readonly generated: number;
  readonly chunks: ReadonlySet<string>;
  readonly outside: readonly Diagnostic[];
}

function nothingOf(path: string, reason: string): Account {
  return { lines: 0, bytes: 0, generated: 0, chunks: new Set(), outside: [stray(path, reason)] };
}

function accountOf(layout: Layout, owners: ReadonlyMap<string, string>): Account {
  const placed = layout.lines.map((line) => (line.origin.kind === "header" ? null : ownerOf(line, line.origin, owners)));
  const unexplained = placed.indexOf(undefined);
  // a line end is the fence's own
  const bytes = layout.lines.reduce((sum, { origin, text }) => sum + (origin.kind === "text" ? Buffer.byteLength(text) + 1 : 0), 0);
  return {
    lines: layout.lines.length,
    bytes,
    generated: Buffer.byteLength(layout.text) - bytes,
    chunks: new Set(placed.filter((owner) => typeof owner === "string")),
    outside: unexplained < 0 ? [] : [stray(layout.path, `line ${unexplained + 1} is not in the book`)],
  };
}

/** The chunk that a line belongs to; undefined unless the chapter has each of its characters where it is said to be. */
function ownerOf(line: TangledLine, origin: Exclude<Origin, { kind: "header" }>, owners: ReadonlyMap<string, string>): string | undefined {
  const text = line.indent + line.text;
  const pieces = piecesOf(line);
  const covered = pieces.reduce((end, piece) => (piece.start === end ? end + piece.length : Number.NaN), 0);
  const isPlaced = covered === text.length && pieces.every((piece) => stands(piece, text));
  return isPlaced ? owners.get(`${origin.source.path}:${origin.line.line}`) : undefined;
}

/** Whether the chapter has, at the piece's place, the very characters of the tangled line. A split tab stands for spaces. */
function stands(piece: Piece, text: string): boolean {
  if (piece.kind === "name") return true;
  const here = text.slice(piece.start, piece.start + piece.length);
  const there = lineText(piece.source, piece.line);
  if (piece.step === 0) return here.trim() === "" && there[piece.column - 1] === "\t";
  return there.slice(piece.column - 1, piece.column - 1 + piece.length) === here;
}

/** The chunk that each line of a fence belongs to, by `path:line`. */
function ownersOf(graph: ChunkGraph): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const chunk of graph.chunks.values()) {
    for (const { section, body } of chunk.definitions) {
      for (const { line } of body) owners.set(`${section.path}:${line.line}`, chunk.id);
    }
  }
  return owners;
}

function stray(path: string, reason: string): Diagnostic {
  return {
    severity: "error",
    code: "outside-the-book",
    message: `\`${path}\` does not come from the book: ${reason}`,
    at: { path },
    cure: "put its text into a chapter, or remove the file",
  };
}
