/** `--through CHAPTER --out DIR`: the program as it stands at that chapter's end, in another folder. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Book } from "../book/book.ts";
import type { Diagnostic, Location } from "../text/diagnostic.ts";
import { emit, type Emitted } from "./emit.ts";
import { diskWriter, type Writer } from "../disk/files.ts";
import { programAt } from "../program/program.ts";
import { closest } from "../text/suggest.ts";
import type { ReadyBook } from "./tangle.ts";

/** Where to write, and what to do with files there that were edited. */
export interface ThroughOptions {
  /** The folder that will hold `src/`; it need not exist. */
  readonly out: string;
  readonly edits?: "refuse" | "overwrite";
  readonly writer?: Writer;
}

/** Writes the program at the end of a chapter (an index into `book.chapters`) to `out/src/`, and nothing else. */
export function through({ book, graph }: ReadyBook, chapter: number, options: ThroughOptions): Emitted {
  const target = realTarget(options.out);
  const program = programAt(book, graph, { chapter, target });
  const emission = { ...program, root: target, base: null, edits: options.edits ?? "refuse" };
  const emitted = emit(emission, options.writer ?? diskWriter());
  return { ...emitted, diagnostics: emitted.diagnostics.map((each) => elsewhere(each, options.out)) };
}

/** The index of the chapter that a command line names by its folder or its number; or what is wrong with the name. */
export function chapterNamed(book: Book, name: string): number | { readonly mistake: string } {
  const byFolder = book.chapters.findIndex(({ folder }) => folder === name);
  const number = /^\d+$/.test(name) ? Number(name) : null;
  const index = byFolder >= 0 || number === null ? byFolder : book.chapters.findIndex((each) => each.number === number);
  if (index >= 0) return index;
  const near = closest(name, book.chapters.map(({ folder }) => folder));
  const cure = near === null ? `the chapters are ${book.chapters.map(({ folder }) => `\`${folder}\``).join(", ")}` : `did you mean \`${near}\`?`;
  return { mistake: `there is no chapter \`${name}\`; ${cure}` };
}

/** Why a program must not be written to `out`; null where it may. A book's own `src/` and `book/` are not to be touched. */
export function mistakeInTarget(root: string, out: string): string | null {
  const target = realTarget(out);
  if (target === root) return "`--out` is the folder of the book itself; its `src/` is the whole program";
  const inside = ["src", "book"].find((folder) => isWithin(join(root, folder), target));
  return inside === undefined ? null : `\`--out\` must not be inside \`${inside}/\``;
}

/** A folder's path with links resolved, as far as it exists. */
function realTarget(out: string): string {
  const path = resolve(out);
  return existsSync(path) || dirname(path) === path ? realpathSync(path) : join(realTarget(dirname(path)), relative(dirname(path), path));
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A diagnostic about a file in `out`, so named; an edit made there cannot be stitched. */
function elsewhere(diagnostic: Diagnostic, out: string): Diagnostic {
  const at = inFolder(diagnostic.at, out);
  if (diagnostic.code !== "hand-edit" && diagnostic.code !== "foreign-file") return { ...diagnostic, at };
  return { ...diagnostic, at, cure: "choose another folder, move the file away, or let `--force` replace it" };
}

function inFolder(at: Location, out: string): Location {
  if (!("source" in at)) return { path: join(out, at.path) };
  return at.source.path.startsWith("src/") ? { ...at, source: { ...at.source, path: join(out, at.source.path) } } : at;
}
