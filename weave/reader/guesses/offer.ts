/** One guess on the page: a pencil that opens a form, and afterwards the result, how far off the guess was, and what it cost. */
import { make } from "../dom.ts";
import { cover, uncover } from "./cover.ts";
import type { Fields, Filled } from "./fields.ts";
import { costOf, fieldsOf, formOf, inSentences } from "./form.ts";
import type { CurveGuess, Guess } from "./guess.ts";
import { keep, keptOf, onChange, type Made } from "./kept.ts";
import type { Sketching } from "./sketch.ts";
import { bits } from "./words.ts";

/** Adds it behind `before`; `asker` is the paragraph that asks. What is needed for a sketch is fetched when it is opened. */
export function offer(guess: Guess, asker: Element, before: Element): Element {
  const { id, label } = guess;
  const body = make("div", {});
  const details = make("details", { class: "guess", id }, make("summary", {}, `Guess: ${label}`), body);
  details.firstElementChild?.insertAdjacentHTML("afterbegin", pencil);
  let shown: string | undefined;
  let last: string | undefined;

  const fill = async (): Promise<void> => {
    const kept = keptOf(id);
    if (shown === JSON.stringify(kept) || (guess.kind === "curve" && !details.open)) return;
    shown = JSON.stringify(kept);
    const parts = guess.kind === "curve" ? await sketched(guess) : { fields: () => fieldsOf(guess), result: (filled: Filled) => [[], inSentences(guess, filled)] as const };
    const take = (filled: Filled): void => void answered(filled);
    body.replaceChildren(...(kept === null ? [formOf(parts.fields(), take)] : kept === "shown" ? [ending(guess, "Cover it", "Shown without a guess. ")] : resultOf(guess, parts, kept)));
  };
  const answered = async (filled: Filled): Promise<void> => {
    const isKept = keep(id, { ...filled, ...costOf(guess, filled) });
    // What is kept may be being shown already: it is shown once more, so that its result is there for the focus.
    shown = undefined;
    await fill();
    const result = body.querySelector<HTMLElement>(".came");
    if (!isKept) result?.append(" This browser keeps nothing: the guess goes with the page.");
    result?.focus();
  };
  const open = (): void => void fill().catch(() => {
    // a lost connection may be back when it is opened again
    shown = undefined;
    body.textContent = "It cannot be loaded.";
  });
  const update = (): void => {
    // what was uncovered in another way stays so until this guess changes
    const kept = keptOf(id);
    const state = JSON.stringify(kept);
    if (state === last) return;
    last = state;
    if (kept !== null) uncover(id);
    // what the reader chose in the settings is shown by an attribute of the page
    else if (document.documentElement.dataset["results"] === undefined) cover(guess, asker, () => void keep(id, "shown"));
    details.open ||= kept !== null;
    open();
  };
  before.after(details);
  update();
  onChange(update);
  details.addEventListener("toggle", open);
  return details;
}

/** What depends on the kind of a guess. */
interface Parts {
  readonly fields: () => Fields;
  /** What is drawn of the result, and what is said. */
  readonly result: (filled: Filled) => readonly [drawn: readonly HTMLElement[], said: readonly (Node | string)[]];
}

async function sketched(guess: CurveGuess): Promise<Parts> {
  const { sketchFields, comparison } = (await window.book.take("sketch")) as Sketching;
  return { fields: () => sketchFields(guess), result: (filled) => comparison(guess, filled) };
}

function resultOf(guess: Guess, { result }: Parts, made: Made): readonly HTMLElement[] {
  const [drawn, said] = result(made);
  const cost = ` That costs ${bits(made.bits)}, where your own probabilities expected ${made.expected.toFixed(1)} and knowing nothing costs ${made.uniform.toFixed(1)}. `;
  return [...drawn, ending(guess, "Forget this guess", ...said, cost)];
}

/** The words, and a button that takes the guess back. */
function ending({ id }: Guess, forget: string, ...said: readonly (Node | string)[]): HTMLElement {
  const button = make("button", { type: "button" }, forget);
  button.addEventListener("click", () => {
    button.closest("details")?.querySelector("summary")?.focus();
    keep(id, null);
  });
  return make("p", { class: "came", tabindex: "-1" }, ...said, button);
}

const pencil = '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m2 14 1-4 8-8 3 3-8 8zM9.5 3.5l3 3"/></svg>';
