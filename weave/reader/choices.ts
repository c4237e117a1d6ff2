/** What a reader may choose of how pages look, beside the theme: each is remembered, and shown by an attribute of the page. */
import { recallText, remember } from "./state.ts";

/** One choice: the attribute `data-…` that shows it, and its values with the words for them. The usual one is as the book is made, and needs no attribute. */
export interface Choice {
  readonly name: string;
  readonly legend: string;
  readonly usual: string;
  readonly values: readonly (readonly [value: string, words: string])[];
}

/** All of them. */
export const choices = {
  size: { name: "size", legend: "Size of the text", usual: "normal", values: [["small", "Small"], ["normal", "Normal"], ["large", "Large"], ["larger", "Larger"]] },
  code: { name: "code", legend: "Folded code", usual: "folded", values: [["folded", "Folded"], ["unfolded", "Unfolded"]] },
  results: { name: "results", legend: "Results to be guessed", usual: "covered", values: [["covered", "Covered"], ["open", "Open"]] },
  checks: { name: "checks", legend: "Marks and checks of proof", usual: "shown", values: [["shown", "Shown"], ["hidden", "Hidden"]] },
} as const satisfies Readonly<Record<string, Choice>>;

/** What was chosen. */
export function chosen({ name, usual, values }: Choice): string {
  const known = recallText(name);
  return values.find(([value]) => value === known)?.[0] ?? usual;
}

/** Changes the page at once, and those that are opened later. */
export function choose(choice: Choice, value: string): void {
  remember(choice.name, value === choice.usual ? null : value);
  show(choice);
}

/** Shows on the page what was chosen. */
export function show(choice: Choice): void {
  const value = chosen(choice);
  const { dataset } = document.documentElement;
  if (value === choice.usual) delete dataset[choice.name];
  else dataset[choice.name] = value;
}
