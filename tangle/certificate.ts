/** The proof that every byte of `src/` belongs to exactly one place of the book, computed from what is on the disk. */
import { join } from "node:path";
import type { ChunkGraph } from "./chunks.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Layout } from "./layout.ts";
import { look, walk } from "./look.ts";
import { isOwnRecord } from "./manifest.ts";
import { piecesOf, type Piece } from "./sourcemap.ts";
import { lineText } from "./span.ts";

/** What was counted. `outside` has each file that is not, byte for byte, from the book; it should be empty. */
export interface Certificate {
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
export function certify(root: string, layouts: readonly Layout[], graph: ChunkGraph): Certificate {
  const byPath = new Map(layouts.map((layout) => [layout.path, layout]));
  const paths = new Set([...walk(root, "src", isIgnored), ...byPath.keys()]);
  const owners = ownersOf(graph);
  const counts = { files: 0, lines: 0, bytes: 0, generated: 0 };
  const chunks = new Set<string>();
  const outside: Diagnostic[] = [];
  for (const path of [...paths].sort()) {
    const layout = byPath.get(path);
    const reason = layout === undefined ? "no chapter defines it" : differenceFrom(root, layout);
    counts.files++;
    if (layout === undefined || reason !== null) {
      outside.push(stray(path, reason ?? ""));
      continue;
    }
    const account = accountOf(layout, owners);
    counts.lines += layout.lines.length;
    counts.bytes += account.bytes;
    counts.generated += account.generated;
    account.chunks.forEach((chunk) => chunks.add(chunk));
    if (account.unexplained !== null) outside.push(stray(path, `line ${account.unexplained} is not in the book`));
  }
  return { ...counts, chunks: chunks.size, outside };
}

/** The certificate in one line. */
export function certificateLine(certificate: Certificate): string {
  const { files, lines, chunks, outside, generated, bytes } = certificate;
  const share = `${bytes} bytes from the book, ${generated} generated`;
  return `${files} files, ${lines} lines, ${chunks} chunks, ${outside.length} outside the book (${share})`;
}

/** What is in `src/` but not of the program: our own records and the folder settings of macOS. */
export function isIgnored(path: string): boolean {
  return isOwnRecord(path) || path.endsWith("/.DS_Store");
}

function differenceFrom(root: string, layout: Layout): string | null {
  const seen = look(join(root, layout.path));
  if (seen.kind !== "file") return seen.kind === "missing" ? "it is missing" : "it is not a plain file";
  return Buffer.from(layout.text).equals(seen.bytes) ? null : "its text is not what the book says";
}

interface Account {
  readonly bytes: number;
  readonly generated: number;
  readonly chunks: ReadonlySet<string>;
  /** The first line with a character that is not at the place it is said to come from. */
  readonly unexplained: number | null;
}

function accountOf(layout: Layout, owners: ReadonlyMap<string, string>): Account {
  let bytes = 0;
  let unexplained: number | null = null;
  const chunks = new Set<string>();
  layout.lines.forEach((line, index) => {
    const { origin } = line;
    if (origin.kind === "header") return;
    const owner = owners.get(`${origin.source.path}:${origin.line.line}`);
    const text = line.indent + line.text;
    const pieces = piecesOf(line);
    const covered = pieces.reduce((end, piece) => (piece.start === end ? end + piece.length : Number.NaN), 0);
    const wrong = owner === undefined || covered !== text.length || !pieces.every((piece) => stands(piece, text));
    if (wrong) unexplained ??= index + 1;
    else chunks.add(owner);
    // the line end is the fence's own
    if (origin.kind === "text") bytes += Buffer.byteLength(line.text) + 1;
  });
  return { bytes, generated: Buffer.byteLength(layout.text) - bytes, chunks, unexplained };
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
