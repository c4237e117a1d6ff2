/** The signs of a formula with their meanings, from the book's table of notation. */
import { make } from "./dom.ts";
import { signsIn, type Sign } from "./signs.ts";

/** A legend of the formula's signs; null where the table has none of them. */
export async function legendOf(formula: Element): Promise<DocumentFragment | null> {
  const latex = formula.querySelector("annotation")?.textContent ?? "";
  if (latex === "" || formula.closest(".sidebar, .preview, [data-no-notation]") !== null) return null;
  if (document.documentElement.dataset["notation"] === undefined) return null;
  const table = await window.book.take("notation");
  const signs = Array.isArray(table) ? signsIn(latex, table.filter(isSign)) : [];
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

function isSign(value: unknown): value is Sign {
  return Array.isArray(value) && value.length === 3 && Array.isArray(value[0]) && typeof value[1] === "string" && typeof value[2] === "string";
}
