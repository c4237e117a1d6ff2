/** What is shown of a name in code: its type, its documentation, and where it is defined. */
import { make } from "./dom.ts";

/** The note on the name; null where there is none. */
export async function typeOf(name: Element): Promise<DocumentFragment | null> {
  const page = name.closest<HTMLElement>("[data-types]")?.dataset["types"] ?? window.book.page.replace(/\.html$/, "").replaceAll("/", ".");
  const rows = await window.book.take(`types/${page}`);
  const row: unknown = Array.isArray(rows) ? rows[Number(name.getAttribute("data-q"))] : null;
  if (!isRow(row)) return null;
  const [type, documentation, place] = row;
  const fragment = document.createDocumentFragment();
  fragment.append(make("pre", { class: "type" }, make("code", {}, type)));
  if (documentation !== "") fragment.append(make("p", { class: "doc" }, ...withCode(documentation)));
  if (place !== "") fragment.append(make("p", { class: "defined" }, `Defined in ${place}`));
  return fragment;
}

/** What stands between backticks is code, in documentation as in the text. */
export function withCode(text: string): readonly (Node | string)[] {
  return text.split(/`([^`\n]+)`/).map((piece, index) => (index % 2 === 1 ? make("code", {}, piece) : piece));
}

function isRow(value: unknown): value is readonly [string, string, string] {
  return Array.isArray(value) && value.length === 3 && value.every((each) => typeof each === "string");
}
