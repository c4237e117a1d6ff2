/** The cells of each page as one module, as they are run: beside the program, so that their names are known as well. */
import type { BookCode, BookDocument, DocumentProgram, Page, ProgramFile, ProgramLine } from "../../tree.ts";
import { walk } from "../../walk.ts";

/** How a listing of a page is told from all others of the book; null for one that was moved here. */
export function listingKey(page: Page, { id, position }: BookCode): string | null {
  if (id !== null) return id;
  return position === undefined ? null : `${page.id}@${position.start.line}`;
}

/** The book's programs, the last with the modules of the pages' cells. */
export function programsWithCells({ programs, pages }: BookDocument): readonly DocumentProgram[] {
  const last = programs.at(-1);
  return last === undefined ? [] : [...programs.slice(0, -1), { ...last, files: [...last.files, ...pages.flatMap(moduleOf)] }];
}

/** Cells and figures share the module's scope, in the order of the text; proofs are functions of their own and are left out. */
function moduleOf(page: Page): readonly ProgramFile[] {
  const lines: ProgramLine[] = [];
  walk(page.tree, (node) => {
    if (node.type !== "bookCode" || (node.role !== "run" && node.role !== "figure")) return;
    const part = listingKey(page, node);
    if (part === null) return;
    for (const [line, text] of node.value.split("\n").entries()) lines.push({ text, part, line, shift: 0, isWritten: true });
  });
  if (lines.length === 0) return [];
  return [{ path: `${page.path}.cells.ts`, language: "ts", text: lines.map(({ text }) => `${text}\n`).join(""), lines }];
}
