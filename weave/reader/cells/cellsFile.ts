/** What a page with live cells is given to run them: `assets/cells/PAGE.js`, and beside it the program of its chapter (`programFile.ts`). */

import type { ProgramName } from "./programFile.ts";

/** Statements of a cell, of which a later cell may need some and not others. */
export interface Part {
  /** The first of its lines in the cell's text, from 0, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly declares: readonly string[];
  readonly uses: readonly string[];
  readonly changes: readonly string[];
}

/** A cell of the section: it may be run, or a part of it be needed by one that is. */
export interface Piece {
  /** TypeScript, as printed; the section's module has it between `before` and `after`. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** The three, compiled in the module of all pieces: whole lines. */
  readonly code: string;
  /** What it refers to and does not declare itself. */
  readonly uses: readonly string[];
  readonly parts: readonly Part[];
}

/** A live cell as printed. */
export interface LiveCell {
  /** Its place among the pieces. */
  readonly piece: number;
  /** A measurement is another on every machine. */
  readonly measured: boolean;
  /** What the book prints under it, as text. */
  readonly printed: readonly string[] | null;
  /** The data that it reads. */
  readonly data: readonly string[];
  /** The packs with the modules of the program that it imports, directly or through others. */
  readonly packs: readonly string[];
  /** The ids of the listings of this page whose chunks are in a module that it imports, directly or through others. */
  readonly chunks: readonly string[];
}

/** Where a module gives values to be kept: what has run there, and the first piece that may have them. */
export interface Keeping {
  readonly ran: readonly Part[];
  readonly since: number;
}

/** A module of cells. */
export interface Module {
  readonly text: string;
  /** Whether something stands before the cell: its own output is no output of the cell's. */
  readonly hasBefore: boolean;
  /** So many lines stand before the cell. */
  readonly linesBefore: number;
  /** Where it gives values to be kept, in their order. */
  readonly keeps: readonly Keeping[];
}

/** The cells of one page. */
export interface CellsFile {
  /** The chapter's program. */
  readonly program: ProgramName;
  /** What a module of pieces begins with, and the same compiled. */
  readonly moduleHead: string;
  readonly compiledHead: string;
  readonly pieces: readonly Piece[];
  /** By its index among those of its section: the listing's `data-live`. */
  readonly live: Readonly<Record<string, LiveCell>>;
  /** Bytes of each file of the book's data. */
  readonly data: Readonly<Record<string, number>>;
}

/** The name in the data store under which a page's cells are given. */
export function cellsName(href: string): string {
  return `cells/${href.replace(/\.html$/, "").replaceAll("/", ".")}`;
}
