/** A place for the reader's answer in every exercise that has a solution: a fold that is filled when it is first opened. */
import { make } from "../dom.ts";
import { recall } from "../state.ts";
import { answerName } from "./answerName.ts";

/** Fills the fold of an exercise. */
export type FillAnswer = (fold: HTMLDetailsElement, exercise: HTMLElement) => Promise<void>;

/** Adds the folds, before the hints. */
export function offerAnswers(): void {
  for (const exercise of document.querySelectorAll<HTMLElement>("article .block.exercise")) {
    if (exercise.querySelector("details.solution, a.solution-link") === null) continue;
    const fold = make("details", { class: "fold answer" }, make("summary", {}, recall(answerName(exercise.id)) === null ? "Your answer" : "Your answer, kept here"));
    fold.addEventListener("toggle", () => void (fold.open && fold.childElementCount === 1 && fill(fold, exercise)));
    exercise.insertBefore(fold, exercise.querySelector(":scope > details.fold"));
  }
}

async function fill(fold: HTMLDetailsElement, exercise: HTMLElement): Promise<void> {
  const loading = make("p", { role: "status" }, "Loading …");
  fold.append(loading);
  try {
    await ((await window.book.take("exercises")) as FillAnswer)(fold, exercise);
    loading.remove();
  } catch {
    loading.textContent = "What an answer needs could not be loaded. Close this and open it to try again.";
    fold.addEventListener("toggle", () => loading.remove(), { once: true });
  }
}
