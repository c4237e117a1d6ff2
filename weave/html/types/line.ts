/** A line of code as HTML: coloured words, and names that lead to their definitions. */
import type { Token } from "../../highlight.ts";
import { escapeHtml } from "../hast.ts";
import type { NameMark } from "./shown.ts";

/** The line's tokens, with its names marked; `marks` are those of this line, from left to right. */
export function codeLineHtml(tokens: readonly Token[], marks: readonly NameMark[]): string {
  let column = 0;
  let html = "";
  for (const { text, kind } of tokens) {
    const end = column + text.length;
    const own = marks.filter((mark) => mark.start >= column && mark.end <= end);
    const inner = markedText(text, own, column);
    html += classes[kind] === undefined ? inner : `<span class="${classes[kind]}">${inner}</span>`;
    column = end;
  }
  return html;
}

/** The kinds that have a colour of their own. */
const classes: Readonly<Record<string, string>> = { keyword: "k", string: "s", comment: "c", type: "t" };

function markedText(text: string, marks: readonly NameMark[], from: number): string {
  let at = 0;
  let html = "";
  for (const mark of marks) {
    html += escapeHtml(text.slice(at, mark.start - from)) + nameHtml(text.slice(mark.start - from, mark.end - from), mark);
    at = mark.end - from;
  }
  return html + escapeHtml(text.slice(at));
}

/**
 * Names are not stops of the Tab key: a listing has dozens. The mini-index has the ways that leave the page, and a listing
 * that has the focus steps through its names by Enter and arrows.
 */
function nameHtml(text: string, { row, href, id }: NameMark): string {
  const attributes = `${id === null ? "" : ` id="${escapeHtml(id)}"`}${row === null ? "" : ` data-q="${row}"`}`;
  if (href !== null) return `<a class="name" href="${escapeHtml(href)}" tabindex="-1"${attributes}>${escapeHtml(text)}</a>`;
  return attributes === "" ? escapeHtml(text) : `<span${attributes}>${escapeHtml(text)}</span>`;
}
