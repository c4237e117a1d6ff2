/** What a cell printed, with the tables, drawings and images that it showed in place of their text. */
import { posix } from "node:path";
import type { BlockContent, Table, TableRow } from "mdast";
import { besidePath, isNumericColumn, type Result, type RunResult, type Shown } from "../../prove/index.ts";
import { descriptionIn } from "../figures.ts";
import type { BookCode, BookContent } from "../tree.ts";
import { text } from "../walk.ts";
import { readDrawing, type Beside } from "./drawing.ts";

/** The text that the output fence of a cell must have; null where it has none. */
export function outputOf(result: Result): string | null {
  if (result.kind === "run") return result.output.join("\n");
  return result.kind === "wrong" ? result.message.join("\n") : null;
}

/** The nodes in the place of an output fence: its lines, and between them what was shown. */
export function outputAsShown(fence: BookCode, { output, shown }: RunResult, at: Beside): readonly (BlockContent | BookContent)[] {
  const pieces = shown.toSorted((a, b) => a.line - b.line);
  let next = 0;
  const nodes = pieces.flatMap((piece): readonly (BlockContent | BookContent)[] => {
    const before = linesOf(fence, output.slice(next, piece.line));
    const words = output.slice(piece.line, piece.line + piece.lines);
    next = piece.line + piece.lines;
    return [...before, ...(nodeOf(piece, words.join(" "), at) ?? linesOf(fence, words))];
  });
  return [...nodes, ...linesOf(fence, output.slice(next))];
}

/** The lines as a fence of their own, if there are any; the first has the position. */
function linesOf(fence: BookCode, lines: readonly string[]): readonly BookCode[] {
  return lines.every((line) => line.trim() === "") ? [] : [{ ...fence, value: lines.join("\n") }];
}

/** Null where the file is gone: then the text stays. */
function nodeOf(piece: Shown, words: string, at: Beside): readonly (BlockContent | BookContent)[] | null {
  switch (piece.kind) {
    case "table":
      return [tableOf(piece.head, piece.rows)];
    case "figure": {
      const drawing = readDrawing(piece, at);
      return drawing && [{ type: "bookShown", drawing, alt: descriptionIn(drawing) || words, source: piece.source ?? null }];
    }
    case "image": {
      const url = posix.relative(posix.dirname(at.path), besidePath(at.path, piece.png, piece.sha256));
      return at.evidence.bytes(at.path, { name: piece.png, sha256: piece.sha256 }) && [{ type: "paragraph", children: [{ type: "image", url: encodeURI(url), alt: words }], data: { hProperties: { dataPrinted: true } } }];
    }
    default:
      return piece satisfies never;
  }
}

/** A head of empty cells, which no edition prints, where the columns have no names. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const columns = Array.from({ length: Math.max(head.length, ...rows.map(({ length }) => length)) }, (_, index) => index);
  const row = (cells: readonly string[]): TableRow => ({ type: "tableRow", children: columns.map((column) => ({ type: "tableCell", children: cells[column] ? [text(cells[column])] : [] })) });
  return { type: "table", align: columns.map((column) => (isNumericColumn(rows, column) ? "right" : null)), children: [row(head), ...rows.map(row)], data: { inert: true, printed: true } };
}
