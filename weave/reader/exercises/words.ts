/** A field for an explanation, which the reader compares with the solution. */
import { make } from "../dom.ts";
import type { Part, Telling } from "./part.ts";

/** Makes it. */
export function wordsFor({ called, changed }: Telling): Part {
  const field = make("textarea", { rows: "3", "aria-label": `In your words: ${called}` });
  const fit = (): void => void (field.rows = Math.max(3, field.value.split("\n").length));
  field.addEventListener("input", () => {
    fit();
    changed({ words: field.value });
  });
  return {
    element: make("div", { class: "answer-words" }, make("p", { "aria-hidden": "true" }, "In your words"), field),
    show({ words }) {
      if (field.value !== words) field.value = words;
      fit();
    },
  };
}
