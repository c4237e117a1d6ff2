/** Writes the notebooks into their staging folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditionJob, EditionResult } from "../edition.ts";
import type { BookDocument } from "../tree.ts";
import { cellsOf, hasNotebook, notebookName, type ReadPicture } from "./chapter.ts";
import { notebookOf, type Notebook } from "./notebook.ts";

/** One file a chapter. */
export function writeNotebooks({ root, document, output, progress }: EditionJob): Promise<EditionResult> {
  progress("writing the notebooks");
  mkdirSync(output, { recursive: true });
  const picture: ReadPicture = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null);
  const written = [...notebooksOf(document, picture)].map(([name, notebook]) => {
    const path = join(output, name);
    writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
    return path;
  });
  return Promise.resolve({ diagnostics: [], written });
}

/** The notebooks of all chapters that have one, by file name. */
export function notebooksOf(document: BookDocument, picture: ReadPicture): ReadonlyMap<string, Notebook> {
  const chapters = document.parts.flatMap(({ chapters: each }) => each).filter(hasNotebook);
  return new Map(chapters.map((chapter) => [notebookName(chapter), notebookOf(chapter.opening.titleText, cellsOf(document, chapter, picture))]));
}
