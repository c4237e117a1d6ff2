/** A field with the LaTeX of one display or of one entry. */
import { make } from "../dom.ts";

/** It, with its label. */
export interface LatexField {
  readonly element: HTMLElement;
  readonly text: () => string;
  readonly isEdited: () => boolean;
  /** What is printed, with one stretch of it changed; null for none. */
  readonly set: (change: { readonly start: number; readonly end: number; readonly text: string } | null) => void;
}

/** As high as its text has lines. */
export function latexField(name: string, printed: string, changed: () => void): LatexField {
  const field = make("textarea", { "aria-label": name, rows: String(linesIn(printed)), spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  field.value = printed;
  field.addEventListener("input", () => {
    field.rows = linesIn(field.value);
    changed();
  });
  return {
    element: make("div", { class: "doubt-field" }, field),
    text: () => field.value,
    isEdited: () => field.value !== printed,
    set(change) {
      field.value = change === null ? printed : `${printed.slice(0, change.start)}${change.text}${printed.slice(change.end)}`;
      field.rows = linesIn(field.value);
      if (change !== null) field.setSelectionRange(change.start, change.start + change.text.length);
    },
  };
}

function linesIn(text: string): number {
  return text.split("\n").length;
}
