/** What a page with live cells is given to run them: `assets/cells/PAGE.js`, and beside it the program of its chapter (`programFile.ts`). */

import type { ProgramName } from "./programFile.ts";

/** A cell of the section: it may be run, or be needed by one that is. */
export interface Piece {
  /** TypeScript, as printed; the section's module has it between `before` and `after`. */
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly declares: readonly string[];
  readonly uses: readonly string[];
  readonly changes: readonly string[];
}

/** A live cell as printed. */
export interface LiveCell {
  /** Its place among the pieces. */
  readonly piece: number;
  /** The module of the cell and of those that it needs, compiled. */
  readonly compiled: Module;
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

/** A module of cells. */
export interface Module {
  readonly text: string;
  /** So many cells are in it; the output is that of the last. */
  readonly cells: number;
  /** So many lines stand before the last cell. */
  readonly linesBefore: number;
}

/** The cells of one page. */
export interface CellsFile {
  /** The chapter's program. */
  readonly program: ProgramName;
  readonly moduleHead: string;
  readonly pieces: readonly Piece[];
  /** By where the fence begins in the chapter: the listing's `data-live`. */
  readonly live: Readonly<Record<string, LiveCell>>;
  /** Bytes of each file of the book's data. */
  readonly data: Readonly<Record<string, number>>;
}

/** The name in the data store under which a page's cells are given. */
export function cellsName(href: string): string {
  return `cells/${href.replace(/\.html$/, "").replaceAll("/", ".")}`;
}
