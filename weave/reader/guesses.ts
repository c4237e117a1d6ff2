/** `assets/guesses.js`: where the text asks for a guess, a pencil; fetched by pages that ask. */
import { uncoverTarget } from "./guesses/cover.ts";
import type { Guess } from "./guesses/guess.ts";
import { offer } from "./guesses/offer.ts";

for (const asker of document.querySelectorAll<HTMLElement>("article p[data-guess]")) {
  let last: Element = asker;
  for (const guess of JSON.parse(asker.dataset["guess"] ?? "[]") as readonly Guess[]) last = offer(guess, asker, last);
}
uncoverTarget();
addEventListener("hashchange", uncoverTarget);
// notes in the margin have other room now
document.dispatchEvent(new Event("settingchange"));
