/** What every edition's writer takes and gives back. */
import { join } from "node:path";
import type { Book, ChunkGraph, Diagnostic } from "../tangle/index.ts";
import type { LoadHighlighter } from "./highlight.ts";
import type { BookDocument } from "./tree.ts";

/** The editions, in the order they are named. */
export const editions = ["html", "pdf", "epub", "notebooks"] as const;

/** One of the editions. */
export type EditionName = (typeof editions)[number];

/** Where an edition stands: a folder, or a file, and of the PDF a second one, which a book has that sets code aside. */
export function targetsOf(root: string, edition: EditionName): readonly [string, ...string[]] {
  const output = join(root, "output");
  switch (edition) {
    case "html":
    case "notebooks": return [join(output, edition)];
    case "pdf": return [join(output, "book.pdf"), join(output, "program.pdf")];
    case "epub": return [join(output, "book.epub")];
    default: return edition satisfies never;
  }
}

/** A book as it was read, with its chunks. */
export interface ReadChapters {
  readonly book: Book;
  readonly graph: ChunkGraph;
}

/** What a writer is asked for. */
export interface EditionJob {
  /** Absolute path of the folder that holds `book/`. */
  readonly root: string;
  readonly document: BookDocument;
  /** What the document was made of; else it is read again. */
  readonly chapters?: ReadChapters;
  /** Staging path to write to: a folder for HTML and notebooks, a file for PDF and EPUB. It does not exist yet; its parent folder does. */
  readonly output: string;
  /** The same for a second file: of the PDF, the companion `program.pdf`, which is not written where this is missing. */
  readonly companion?: string;
  /** Where the edition stands that this one replaces, if there is one: its files may be taken over, never changed. */
  readonly before?: string;
  /** Says what is being done, in a few words without a line end; shown on a terminal only. */
  readonly progress: (line: string) => void;
  /** The folder of all that is kept from run to run; else `ROOT/output/.cache/`. */
  readonly kept?: string;
  /** Colours code that is not kept; else the highlighter is loaded when it is needed. */
  readonly load?: LoadHighlighter;
  /** The files of other editions, `program` the PDF's second one, and the folder of notebooks, made in the same run or before; else none. */
  readonly made?: readonly { readonly edition: Exclude<EditionName, "html"> | "program"; readonly path: string }[];
}

/** What a writer did. With an error among the diagnostics, or with `skipped`, what was staged is thrown away. */
export interface EditionResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the files written. */
  readonly written: readonly string[];
  /** Why this edition cannot be made on this machine, with the exact command that cures it. */
  readonly skipped?: string;
}

/** A writer of one edition. */
export type WriteEdition = (job: EditionJob) => Promise<EditionResult>;
