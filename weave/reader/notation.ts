/** The signs of a formula with their meanings, from the book's table of notation. */
import { make } from "./dom.ts";
import { signsIn, type Notation } from "./signs.ts";

/** A legend of the formula's signs; null where the table has none of them. */
export async function legendOf(formula: Element): Promise<DocumentFragment | null> {
  const latex = formula.querySelector("annotation")?.textContent ?? "";
  if (latex === "" || formula.closest(".sidebar, .preview, [data-no-notation]") !== null) return null;
  // the page's chapter; a solution has its exercise's, a row of the table that of its meaning
  const chapter = formula.closest<HTMLElement>("[data-notation]")?.dataset["notation"];
  if (chapter === undefined) return null;
  const table = await window.book.take("notation");
  const signs = isNotation(table) ? signsIn(latex, table, chapter) : [];
  if (signs.length === 0) return null;
  const rows = signs.flatMap(([, symbol, meaning]) => [cell("dt", symbol), cell("dd", meaning)]);
  const fragment = document.createDocumentFragment();
  fragment.append(make("dl", {}, ...rows));
  return fragment;
}

function cell(tag: "dt" | "dd", html: string): HTMLElement {
  const element = make(tag, {});
  element.innerHTML = html;
  return element;
}

/** What the edition's own file gives: it is made with the script that reads it. */
function isNotation(value: unknown): value is Notation {
  return typeof value === "object" && value !== null && "rows" in value && Array.isArray(value.rows);
}
