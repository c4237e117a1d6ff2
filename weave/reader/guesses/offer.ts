/** One guess on the page: a pencil that opens a form, and afterwards the result, how far off the guess was, and what it cost. */
import { choices, chosen } from "../choices.ts";
import { make } from "../dom.ts";
import { cover, uncover } from "./cover.ts";
import type { Filled } from "./fields.ts";
import { costOf, formOf, inSentences } from "./form.ts";
import type { Guess } from "./guess.ts";
import { keep, keptOf, onChange, type Kept } from "./kept.ts";
import { comparison } from "./sketch.ts";

/** Adds it behind `before`; `asker` is the paragraph that asks. */
export function offer(guess: Guess, asker: Element, before: Element): Element {
  const { id, label } = guess;
  const details = make("details", { class: "guess", id }, make("summary", {}, pencil(), `Guess: ${label}`));
  const show = (): void => void keep(id, "shown");
  const update = (): void => {
    const kept = keptOf(id);
    const state = JSON.stringify(kept);
    if (details.dataset["kept"] === state) return;
    details.dataset["kept"] = state;
    details.lastElementChild?.matches("summary") || details.lastElementChild?.remove();
    if (kept === null) {
      details.append(formOf(guess, answered));
      if (chosen(choices.results) === "covered") cover(guess, asker, show);
    } else {
      details.append(resultOf(guess, kept));
      uncover(id);
    }
  };
  const answered = (filled: Filled): void => {
    const isKept = keep(id, { ...filled, ...costOf(guess, filled) });
    const result = details.querySelector<HTMLElement>(".came");
    if (!isKept) result?.append(" This browser keeps nothing, so the guess is forgotten when you leave the page.");
    result?.focus();
  };
  update();
  details.open = keptOf(id) !== null;
  before.after(details);
  onChange(update);
  return details;
}

function resultOf(guess: Guess, kept: Kept): HTMLElement {
  const forget = make("button", { type: "button" }, kept === "shown" ? "Cover it" : "Forget this guess");
  forget.addEventListener("click", () => {
    const details = forget.closest("details");
    keep(guess.id, null);
    details?.querySelector("summary")?.focus();
  });
  if (kept === "shown") return make("p", { class: "came" }, "Shown without a guess. ", forget);
  const cost = ` That costs ${bits(kept.bits)}, where your own probabilities expected ${kept.expected.toFixed(1)} and knowing nothing costs ${kept.uniform.toFixed(1)}. `;
  return make("div", {},
    ...(guess.kind === "curve" ? [comparison(guess, [kept.answer].flat())] : []),
    make("p", { class: "came", tabindex: "-1" }, ...inSentences(guess, kept), cost, forget));
}

/** `3.1 bits` */
export function bits(number: number): string {
  return `${number.toFixed(1)} bits`;
}

function pencil(): SVGElement {
  const template = document.createElement("template");
  template.innerHTML = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m2 14 1-4 8-8 3 3-8 8zM9.5 3.5l3 3"/></svg>';
  return template.content.firstElementChild as SVGElement;
}
