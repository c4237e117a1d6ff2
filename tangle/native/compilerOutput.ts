/** What a compiler of C, C++ or CUDA prints → its messages, each with its place. */
import { posix } from "node:path";

/** One message. */
export interface CompilerMessage {
  /** As the compiler was given it: `src/native/grains.c`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: PrintedColumn;
  readonly kind: "error" | "warning" | "note";
  /** Lower case at its beginning, names in backticks. */
  readonly text: string;
  /** What explains it, in order. */
  readonly notes: readonly CompilerMessage[];
}

/**
 * A column as a compiler counts it, from 1: gcc in the columns of a terminal, where a tab ends at a multiple of eight; clang in
 * bytes of UTF-8; nvcc not at all, but under the line, as it prints it, stands a caret. Null where there is none.
 */
export type PrintedColumn =
  | { readonly unit: "display" | "bytes"; readonly value: number }
  | { readonly unit: "caret"; readonly shown: string; readonly value: number }
  | null;

/** Reads all that a compiler printed. `version` is what it says of itself, by which it is known. */
export function messagesIn(printed: string, version: string): readonly CompilerMessage[] {
  const unit = /\bclang\b/i.test(version) ? "bytes" : "display";
  const lines = printed.split(/\r?\n/);
  const all = lines.flatMap((line, index) => gnuMessage(line, unit) ?? edgMessage(lines, index) ?? []);
  return all.reduce<readonly CompilerMessage[]>((messages, message) => {
    const last = messages.at(-1);
    if (message.kind !== "note" || last === undefined) return [...messages, message];
    return [...messages.slice(0, -1), { ...last, notes: [...last.notes, message] }];
  }, []);
}

/** The column, from 1 and in UTF-16 units, that a compiler means in a line of a file. */
export function columnIn(line: string, column: PrintedColumn): number {
  if (column === null) return (/\S/.exec(line)?.index ?? 0) + 1;
  if (column.unit === "caret") return columnUnderCaret(line, column);
  const width = column.unit === "bytes" ? (letter: string): number => Buffer.byteLength(letter) : widthOf;
  let passed = 0;
  let units = 0;
  for (const letter of line) {
    if (passed >= column.value - 1) break;
    passed += width(letter, passed);
    units += letter.length;
  }
  return units + 1;
}

/** `PATH:LINE:COLUMN: error: text`, as gcc and clang write it. */
function gnuMessage(line: string, unit: "display" | "bytes"): CompilerMessage | null {
  const [, path, row, column, kind = "", text = ""] = /^([^\s:][^:]*):(\d+)(?::(\d+))?: (fatal error|error|warning|note): (.*)$/.exec(line) ?? [];
  if (path === undefined) return null;
  return { path: posix.normalize(path), line: Number(row), column: column === undefined ? null : { unit, value: Number(column) }, kind: kindOf(kind), text: plain(text), notes: [] };
}

/** `PATH(LINE): error: text`, as nvcc's own front end writes it; then the line, two columns in, and a caret under it. */
function edgMessage(lines: readonly string[], index: number): CompilerMessage | null {
  const [, path, row, kind = "", text = ""] = /^([^\s(][^(]*)\((\d+)\): (catastrophic error|error|warning|remark)(?: #[\w-]+)?: (.*)$/.exec(lines[index] ?? "") ?? [];
  if (path === undefined) return null;
  const [shown = "", caret = ""] = lines.slice(index + 1, index + 3);
  const at = /^ *\^\s*$/.test(caret) ? caret.indexOf("^") : -1;
  const column = at < 2 ? null : ({ unit: "caret", shown: shown.slice(2), value: at - 1 } as const);
  return { path: posix.normalize(path), line: Number(row), column, kind: kindOf(kind), text: plain(text), notes: [] };
}

function kindOf(kind: string): CompilerMessage["kind"] {
  if (kind.endsWith("error")) return "error";
  return kind === "warning" ? "warning" : "note";
}

function plain(text: string): string {
  const quoted = text.replace(/['‘]([^'‘’]+)['’]/g, "`$1`").replace(/"([^"]+)"/g, "`$1`").replace(/\.$/, "");
  return quoted.charAt(0).toLowerCase() + quoted.slice(1);
}

/** nvcc shows the line after the preprocessor: where that has changed it, the word at the caret is looked for. */
function columnUnderCaret(line: string, { shown, value }: { readonly shown: string; readonly value: number }): number {
  if (shown === line) return value;
  const word = /^(?:\w+|\S)/.exec(shown.slice(value - 1))?.[0];
  const fromEnd = word === undefined ? -1 : line.lastIndexOf(word, line.length - (shown.length - value + 1));
  return fromEnd >= 0 ? fromEnd + 1 : columnIn(line, null);
}

/** How many columns of a terminal a letter takes, if `before` stand before it. */
function widthOf(letter: string, before: number): number {
  if (letter === "\t") return 8 - (before % 8);
  if (/\p{M}/u.test(letter)) return 0;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u.test(letter) ? 2 : 1;
}
