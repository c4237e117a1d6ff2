/** What `explain` is asked and what it answers from. */
import type { Layout } from "../program/layout.ts";
import type { ReadyBook } from "../write/tangle.ts";

/** A place to explain; 1-based. Without a column, the first character of the line that is not white space. */
export interface Question {
  readonly path: string;
  readonly line: number;
  readonly column: number | null;
}

/** The book, its whole program, and `src/` as it is on the disk (null where a file is missing). */
export interface Known extends ReadyBook {
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly onDisk: (path: string) => string | null;
}

/** The answer as text, ended by LF; `found` is false where the place is unknown. */
export interface Answer {
  readonly found: boolean;
  readonly text: string;
}

/** The answer to a question about nothing. */
export function unknown(why: string): Answer {
  return { found: false, text: `${why}\n` };
}

/** The source line with a marker under one column, as diagnostics show it. */
export function frame(line: number, text: string, column: number): string {
  const gutter = `  ${line} │ `;
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `${gutter}${text}\n${" ".repeat(gutter.length - 2)}╵ ${indent}~\n`;
}

/** The column of the first character of a line that is not white space; 1 for a blank line. */
export function firstColumn(text: string): number {
  return Math.max(0, text.search(/\S/)) + 1;
}
