/** Folded code, unfolded on every page where the reader has chosen so. */

/** Unfolds what stands folded on the page, or folds it again, as was chosen. */
export function turnFolds(): void {
  const open = isUnfolded();
  for (const each of document.querySelectorAll<HTMLDetailsElement>("article .listing > details.fold")) each.open = open;
}

/** Unfolds what stands folded, if that was chosen, which the page says before it is painted. */
export function unfoldChosen(): void {
  if (isUnfolded()) turnFolds();
}

const isUnfolded = (): boolean => document.documentElement.dataset["code"] === "unfolded";
