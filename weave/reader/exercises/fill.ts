/** The fold in which an exercise is answered: what is asked line by line, a program with its tests, words, and the way to the solution. */
import { make } from "../dom.ts";
import { fetched } from "../fetched.ts";
import { keepAnswer, keptAnswer, noAnswer, watchAnswer, type KeptAnswer } from "./keptAnswer.ts";
import { linesFor } from "./lines.ts";
import type { FillAnswer } from "./offer.ts";
import type { Part } from "./part.ts";
import { programFor } from "./program.ts";
import { wordsFor } from "./words.ts";

/** Fills it with what there is. */
export const fillAnswer: FillAnswer = async (fold, exercise) => {
  const [asked] = await Promise.all([askedIn(exercise), needStyles()]);
  const called = exercise.querySelector(".block-head .label")?.textContent ?? "the exercise";
  let answer = keptAnswer(exercise.id) ?? noAnswer;
  const said = make("p", { class: "answer-said", role: "status" });
  const reset = make("button", { type: "button" }, "Forget my answer", make("span", { class: "hidden" }, ` to ${called}`));
  const changed = (change: Partial<KeptAnswer>): void => {
    answer = { ...answer, ...change };
    said.textContent = keepAnswer(exercise.id, answer) ? "" : "This browser keeps nothing for this page, because its storage is full or refused. Your answer stays until the page is left.";
  };
  const parts = [linesFor(asked, { called, changed }), programFor(asked, exercise, { called, changed }), wordsFor({ called, changed })].filter((part): part is Part => part !== null);
  const show = (now: KeptAnswer): void => {
    answer = now;
    for (const part of parts) part.show(now);
  };
  reset.addEventListener("click", () => {
    show(noAnswer);
    changed(noAnswer);
    if (said.textContent === "") said.textContent = "Forgotten.";
  });
  watchAnswer(exercise.id, (now) => {
    show(now);
    said.textContent = "This answer was changed in another tab.";
  });
  show(answer);
  const keeping = make("p", { class: "answer-note" }, "Your answer is kept in this browser and goes nowhere.");
  const buttons = make("div", { class: "live-buttons" }, toSolution(exercise, called), reset);
  fold.append(...parts.map(({ element }) => element), buttons, said, keeping);
};

/** What the solution gives, hidden in it, whether it stands here or elsewhere; null where it says nothing of the kind. */
async function askedIn(exercise: HTMLElement): Promise<HTMLElement | null> {
  const here = exercise.querySelector<HTMLElement>(".asked");
  if (here !== null) return here;
  const from = exercise.querySelector<HTMLElement>("details.solution[data-from]")?.dataset["from"] ?? exercise.querySelector<HTMLAnchorElement>("a.solution-link")?.href;
  const content = from === undefined ? null : await fetched(make("a", { href: from }));
  return content?.querySelector<HTMLElement>(".asked") ?? null;
}

/** Opens the solution beside what was written; where it is only a link, follows that. */
function toSolution(exercise: HTMLElement, called: string): HTMLElement {
  const button = make("button", { type: "button" }, "Compare with the solution", make("span", { class: "hidden" }, ` of ${called}`));
  button.addEventListener("click", () => {
    const fold = exercise.querySelector<HTMLDetailsElement>("details.solution");
    if (fold === null) return exercise.querySelector<HTMLAnchorElement>("a.solution-link")?.click();
    fold.open = true;
    fold.querySelector("summary")?.focus();
    fold.scrollIntoView({ block: "nearest" });
  });
  return button;
}

/** The style sheet of answers, once. */
function needStyles(): Promise<void> {
  const href = new URL("assets/exercises.css", window.book.root).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = make("link", { rel: "stylesheet", href });
  return new Promise((resolve) => {
    for (const event of ["load", "error"]) link.addEventListener(event, () => resolve());
    document.head.append(link);
  });
}
