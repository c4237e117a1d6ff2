/** Which of a book's programs a chapter has. */
import type { BookDocument, DocumentChapter, DocumentProgram } from "./tree.ts";

/** The program at a chapter's end: that of the last chapter up to it that changes the program; null before there is any. */
export function programOf({ programs, pages }: Pick<BookDocument, "programs" | "pages">, chapter: DocumentChapter): DocumentProgram | null {
  const order = [...new Set(pages.map((page) => page.chapter))];
  const place = order.indexOf(chapter);
  return programs.findLast((program) => order.indexOf(program.chapter) <= place) ?? null;
}
