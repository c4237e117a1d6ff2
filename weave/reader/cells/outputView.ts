/** The output under a live cell: what is printed in the book, or what the reader's run has printed. */
import { make } from "../dom.ts";

/** The output of one cell. */
export interface OutputView {
  /** A run has begun; what is shown stays until it prints. */
  readonly begin: () => void;
  /** Shows lines of a run. */
  readonly write: (lines: readonly string[]) => void;
  /** Nothing more will come. */
  readonly settle: () => void;
  readonly restore: () => void;
  readonly isChanged: () => boolean;
}

/** The output of a listing; where the book prints none, or more than text, one is made that stands before what is printed. */
export function outputOf(listing: HTMLElement): OutputView {
  const printed = printedAfter(listing);
  const element = printed ?? make("div", { class: "output", hidden: "" });
  if (printed === null) listing.after(element);
  const before = [...element.childNodes];
  const samp = make("samp", {});
  const pre = make("pre", { tabindex: "0", role: "region", "aria-label": "Output of your run" }, samp);
  return {
    begin: () => element.setAttribute("aria-busy", "true"),
    write(lines) {
      samp.textContent = lines.join("\n");
      if (pre.parentNode !== element) element.replaceChildren(pre);
      element.hidden = lines.length === 0;
    },
    settle: () => element.removeAttribute("aria-busy"),
    restore() {
      element.replaceChildren(...before);
      element.hidden = printed === null;
      element.removeAttribute("aria-busy");
    },
    isChanged: () => pre.parentNode === element,
  };
}

function printedAfter(listing: HTMLElement): HTMLElement | null {
  let next = listing.nextElementSibling;
  // the names that the code uses stand in the margin, at its end
  while (next?.classList.contains("mini-index")) next = next.nextElementSibling;
  return next instanceof HTMLElement && next.classList.contains("output") ? next : null;
}
