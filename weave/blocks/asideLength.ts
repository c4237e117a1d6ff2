/** Which asides are notes of a few lines, and which are as long as a section's own text. */
import type { BookBlock } from "../tree.ts";

/** Letters that a margin holds beside a paragraph or two. */
const marginLetters = 420;

/** Whether an aside fits the margin: a paragraph or two, and nothing that needs the width of the text, such as code. */
export function fitsMargin({ children }: BookBlock): boolean {
  const paragraphs = children.filter((child) => child.type === "paragraph");
  const letters = paragraphs.reduce((sum, { position }) => sum + (position?.end.offset ?? 0) - (position?.start.offset ?? 0), 0);
  return paragraphs.length === children.length && letters <= marginLetters;
}
