/** Formulas that the reader changes, set as the book sets its own. */
import katex from "katex";
import { make } from "../dom.ts";

/** A part of a display, on a line of its own; where it is not LaTeX, its text. It scrolls in itself. */
export function formula(latex: string): HTMLElement {
  const isRows = /\\\\|&/.test(latex);
  const whole = isRows ? `\\begin{aligned}${latex}\\end{aligned}` : latex;
  const element = make("div", { class: "doubt-formula" });
  try {
    // a part may end where its display goes on
    katex.render(`\\displaystyle ${whole}`, element, { output: "htmlAndMathml", strict: false });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    element.replaceChildren(make("code", {}, latex));
  }
  return element;
}

/** Once it stands on the page: one that is too wide for its place can be scrolled by keyboard. */
export function scrollable(formula: Element): void {
  if (formula.scrollWidth > formula.clientWidth) formula.setAttribute("tabindex", "0");
}
