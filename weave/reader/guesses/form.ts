/** What a reader fills in, what it costs, and how it is said again beside the result. */
import { make } from "../dom.ts";
import { choiceFields, numberFields, percent, pointFields, type Fields, type Filled } from "./fields.ts";
import type { CurveGuess, Guess } from "./guess.ts";
import { distanceInWords, inWords, marginInWords, placeOf, withUnit } from "./scale.ts";
import { aroundPlace, lossOf, overOptions, partAt, together, type Loss } from "./score.ts";
import { scoring } from "./words.ts";

/** The form with fields of these kinds; `take` gets what was filled in. */
export function formOf({ fields, read }: Fields, take: (filled: Filled) => void): HTMLElement {
  const form = make("form", {}, ...fields, make("button", {}, "Guess"), make("small", {}, scoring));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(read());
  });
  return form;
}

/** The fields of what is not sketched. */
export function fieldsOf(guess: Exclude<Guess, CurveGuess>): Fields {
  if (guess.kind === "choice") return choiceFields(guess);
  return guess.kind === "point" ? pointFields(guess) : numberFields(guess);
}

/** What an answer costs: a curve as much as its heights do on average. */
export function costOf(guess: Guess, { answer, sure }: Filled): Loss {
  if (guess.kind === "choice") return lossOf(overOptions(Number(answer), sure, guess.options.length), guess.answer);
  const { scale } = guess;
  const came = [guess.answer].flat();
  return together([answer].flat().map((each, index) => lossOf(aroundPlace(placeOf(each, scale), sure), partAt(placeOf(came[index] ?? NaN, scale)))));
}

/** The right answer, the reader's, and how far apart they are. */
export function inSentences(guess: Exclude<Guess, CurveGuess>, { answer, sure }: Filled): readonly (Node | string)[] {
  if (guess.kind === "choice") return ["It is ", make("b", {}, guess.options[guess.answer] ?? ""), `. You said ${guess.options[Number(answer)] ?? ""}, ${percent(sure)} sure.`];
  const { scale } = guess;
  return ["It is ", make("b", {}, withUnit(guess.said, scale.unit)), `. You said ${inWords(Number(answer), scale)}, give or take ${marginInWords(sure, scale)}: ${distanceInWords(Number(answer), guess.answer, scale)}.`];
}
