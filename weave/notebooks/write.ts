/** Writes the notebooks into their staging folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { shippedRecords } from "../../prove/index.ts";
import { readBook } from "../../tangle/index.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import type { BookDocument } from "../tree.ts";
import { bundleReadyMade } from "./bundle.ts";
import { cellsOf, hasNotebook, notebookName, type ReadPicture } from "./chapter.ts";
import { readyMade } from "./introduction.ts";
import { licencesOf } from "./licences.ts";
import { codeIn, notebookOf, type Notebook } from "./notebook.ts";
import { programFiles } from "./program.ts";

/** One file a chapter, and beside them what their cells find ready made. */
export async function writeNotebooks({ root, document, output, progress }: EditionJob): Promise<EditionResult> {
  progress("writing the notebooks");
  mkdirSync(output, { recursive: true });
  const picture: ReadPicture = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path)) : null);
  const made = notebooksOf(document, picture);
  const notebooks = [...made].map(([name, notebook]) => [name, `${JSON.stringify(notebook, null, 1)}\n`] as const);
  const { code, packages } = await bundleReadyMade();
  const files = [...notebooks, ...programFiles(document, [...made.values()].flatMap(codeIn)), ...recordFiles(root), [readyMade, code], [readyMade.replace(".js", ".LICENSES.txt"), licencesOf(packages)]] as const;
  return { diagnostics: [], written: files.map(([name, text]) => written(join(output, name), text)) };
}

/** The records that cells read, as far as the book has any. */
function recordFiles(root: string): readonly (readonly [string, string])[] {
  const { book } = readBook(root);
  return book === null ? [] : [...shippedRecords(book)].map(([name, text]) => [`records/${name}.json`, text]);
}

function written(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** The notebooks of all chapters that have one, by file name. */
export function notebooksOf(document: BookDocument, picture: ReadPicture): ReadonlyMap<string, Notebook> {
  const chapters = document.parts.flatMap(({ chapters: each }) => each).filter((chapter) => hasNotebook(document, chapter));
  return new Map(chapters.map((chapter) => [notebookName(chapter), notebookOf(chapter.opening.titleText, cellsOf(document, chapter, picture))]));
}
