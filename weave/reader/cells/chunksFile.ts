/** What a page is given to rebuild the program with an edited chunk: `assets/chunks/PAGE.js`, loaded when one is edited. */

/** A line of a part: text, or a use of another chunk, which the listing shows as `⟨name⟩`. */
export type PartLine = string | { readonly indent: string; readonly name: string; readonly chunk: number };

/** A chunk as it stands in the program that the cells run. */
export interface ProgramChunk {
  /** What stands above each expansion, its name as a comment; null for a file. */
  readonly comment: string | null;
  /** Places in `parts`. */
  readonly parts: readonly number[];
}

/** The chunks of every module in which one of this page stands. Chunks and parts are numbered by their places. */
export interface ChunksFile {
  readonly chunks: readonly ProgramChunk[];
  readonly parts: readonly (readonly PartLine[])[];
  /** The chunk of each module, by its path. */
  readonly modules: Readonly<Record<string, number>>;
  /** What may be edited, by the listing's id. */
  readonly own: Readonly<Record<string, { readonly part: number; readonly modules: readonly string[] }>>;
}

/** The name in the data store under which they are given. */
export function chunksName(href: string): string {
  return `chunks/${href.replace(/\.html$/, "").replaceAll("/", ".")}`;
}
