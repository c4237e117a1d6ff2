/** How the notebook of a chapter is called. */
import type { DocumentChapter } from "./tree.ts";

/** `01-markov-chains.ipynb` */
export function notebookName({ opening }: DocumentChapter): string {
  return `${opening.href.replace(/(?:\/index)?\.html$/, "").replaceAll("/", "-")}.ipynb`;
}
