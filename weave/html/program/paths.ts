/** Where the pages of the program are: one for each file, one for what each chapter changes. */
import type { BookDocument, DocumentProgram, ProgramFile } from "../../tree.ts";

/** The page of a whole file of the program at the end of the book; null where there is no such file then. */
export function fileHref(document: BookDocument, path: string): string | null {
  const file = lastFiles(document).find((each) => each.path === path);
  return file ? `${folderOf(document)}/${path.replace(/^src\//, "")}.html` : null;
}

/** The page of what a chapter changes. */
export function changeHref(document: BookDocument, { chapter }: DocumentProgram): string {
  return `${folderOf(document)}/${chapter.folder}.html`;
}

/** The program at the end of the book. */
export function lastFiles(document: BookDocument): readonly ProgramFile[] {
  return document.programs.at(-1)?.files ?? [];
}

/** The anchor of a line, 0-based, on the page of its file. */
export function lineAnchor(line: number): string {
  return `L${line + 1}`;
}

/** `code`, unless the book has a folder of that name. */
function folderOf({ pages }: BookDocument): string {
  return pages.some(({ href }) => href.startsWith("code/")) ? "code-of-the-book" : "code";
}
