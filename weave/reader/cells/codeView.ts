/** The printed code of a cell, in which changed lines stand as they are now. */
import { make } from "../dom.ts";

/** Shows a text in place of the printed one, and marks a line of it, from 1. */
export type ShowCode = (text: string, wrong: number | null) => void;

/** The text of a listing, and how another is shown in it. */
export function codeView(code: HTMLElement): { readonly text: string; readonly show: ShowCode } {
  const text = code.textContent ?? "";
  const printed = text.split("\n");
  const html = code.innerHTML;
  const lines = html.split("\n");
  const pieces = lines.length === printed.length ? lines : printed.map(() => null);
  return {
    text,
    show(now, wrong) {
      if (now === text && wrong === null) {
        if (code.innerHTML !== html) code.innerHTML = html;
        return;
      }
      code.replaceChildren(...aligned(now.split("\n"), printed).flatMap(({ line, from }, index) => {
        const piece = from === null ? null : (pieces[from] ?? null);
        const shown = index + 1 === wrong ? make("mark", { class: "wrong-line" }) : make("span", from === null ? { class: "edited-line" } : {});
        if (piece === null) shown.textContent = line;
        else shown.innerHTML = piece;
        return index === 0 ? [shown] : ["\n", shown];
      }));
    },
  };
}

/** Each line with the printed line that it is: the same beginning and the same end are told apart from what is between. */
function aligned(now: readonly string[], printed: readonly string[]): readonly { readonly line: string; readonly from: number | null }[] {
  const shift = printed.length - now.length;
  const same = now.length === printed.length;
  let start = 0;
  while (start < now.length && now[start] === printed[start]) start++;
  let end = now.length;
  while (end > start && end + shift > start && now[end - 1] === printed[end - 1 + shift]) end--;
  return now.map((line, index) => {
    if (index < start || (same && line === printed[index])) return { line, from: index };
    return { line, from: index >= end ? index + shift : null };
  });
}
