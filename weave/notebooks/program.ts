/** The program that a chapter's notebook runs, that of the chapter's end: as much of it as the cells reach, beside the notebooks. */
import { posix } from "node:path";
import { importsIn, ModuleGraph } from "../../tangle/index.ts";
import { programOf } from "../chapterProgram.ts";
import type { BookDocument, DocumentChapter, DocumentProgram } from "../tree.ts";

/** The folder of all programs, from the notebooks'. */
export const programsFolder = "./program/";

/** Where the notebook of a chapter finds its program: `./program/01-markov-chains/`; null where there is none yet. */
export function programFolder(document: Pick<BookDocument, "programs" | "pages">, chapter: DocumentChapter): string | null {
  const program = programOf(document, chapter);
  return program === null ? null : folderOf(program);
}

/** A cell that imports the program by a path from the notebooks' folder. */
export function reachable(code: string, folder: string | null): string {
  return folder === null ? code : code.replace(/(["'])#src\//g, (_, quote: string) => `${quote}${folder}src/`);
}

/** The files of a program that these cells of a notebook reach, by path from the notebooks' folder: `program/01-markov-chains/src/markov/model.ts`. */
export function programFiles(program: DocumentProgram, cells: readonly string[]): ReadonlyMap<string, string> {
  const folder = folderOf(program);
  const imported = [...new Set(cells.flatMap((code) => importsIn(code).paths))];
  const texts = new Map(program.files.map(({ path, text }) => [path, text]));
  const reached = new ModuleGraph(texts).reachedFrom(imported.flatMap((path) => (path.startsWith(folder) ? [path.slice(folder.length)] : [])));
  return new Map(reached.map((path) => [posix.join(folder, path), standing(path, texts.get(path) ?? "")]));
}

function folderOf({ chapter: { opening } }: DocumentProgram): string {
  return `${programsFolder}${opening.href.replace(/(?:\/index)?\.html$/, "")}/`;
}

/** A module without what needs the book around it: `#src/` is known where the book's `package.json` is, and its map is not here. */
function standing(path: string, text: string): string {
  const up = "../".repeat(path.split("/").length - 2) || "./";
  return text.replace(/(["'])#src\//g, `$1${up}`).replace(/^\/\/# sourceMappingURL=.*\n?/gm, "");
}
