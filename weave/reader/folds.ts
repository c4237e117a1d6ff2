/** Folded code, unfolded on every page where the reader has chosen so. */
import { choices, chosen } from "./choices.ts";

/** Unfolds what stands folded on the page, or folds it again, as was chosen. */
export function turnFolds(): void {
  const open = chosen(choices.code) === "unfolded";
  for (const each of document.querySelectorAll<HTMLDetailsElement>("article .listing > details.fold")) each.open = open;
}

/** Unfolds what stands folded, if that was chosen. */
export function unfoldChosen(): void {
  if (chosen(choices.code) === "unfolded") turnFolds();
}
