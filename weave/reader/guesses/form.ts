/** What a reader fills in, what it costs, and how it is said again beside the result. */
import { make } from "../dom.ts";
import { choiceFields, numberFields, percent, pointFields, type Fields, type Filled } from "./fields.ts";
import type { Guess } from "./guess.ts";
import { distanceInWords, inWords, marginInWords, meanDistanceInWords, placeOf, withUnit } from "./scale.ts";
import { aroundPlace, lossOf, overOptions, partAt, together, type Loss } from "./score.ts";
import { sketchFields } from "./sketch.ts";

/** How a guess is scored, in a sentence for the reader. */
export const scoring = "A guess is scored as a language model is: it costs −log₂ of the probability that it gave to what came, in bits.";

/** The form; `take` gets what was filled in. */
export function formOf(guess: Guess, take: (filled: Filled) => void): HTMLElement {
  const { fields, read } = fieldsOf(guess);
  const form = make("form", {}, ...fields, make("button", {}, "Guess"), make("small", {}, scoring));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(read());
  });
  return form;
}

function fieldsOf(guess: Guess): Fields {
  switch (guess.kind) {
    case "number": return numberFields(guess);
    case "point": return pointFields(guess);
    case "choice": return choiceFields(guess);
    case "curve": return sketchFields(guess);
    default: return guess satisfies never;
  }
}

/** What an answer costs: a curve as much as its heights do on average. */
export function costOf(guess: Guess, { answer, sure }: Filled): Loss {
  if (guess.kind === "choice") return lossOf(overOptions(Number(answer), sure, guess.options.length), guess.answer);
  const { scale } = guess;
  const came = [guess.answer].flat();
  return together([answer].flat().map((each, index) => lossOf(aroundPlace(placeOf(each, scale), sure), partAt(placeOf(came[index] ?? NaN, scale)))));
}

/** The right answer, the reader's, and how far apart they are: a sentence or two, in pieces around what is set in bold. */
export function inSentences(guess: Guess, { answer, sure }: Filled): readonly (Node | string)[] {
  if (guess.kind === "choice") return ["It is ", make("b", {}, guess.said), `. You said ${guess.options[Number(answer)] ?? ""}, ${percent(sure)} sure.`];
  const { scale } = guess;
  const margin = marginInWords(sure, scale).replace("± ", "");
  if (guess.kind === "curve") return [`Your sketch is dashed, and ${meanDistanceInWords([answer].flat(), guess.answer, scale)} on average, where you said give or take ${margin}.`];
  return ["It is ", make("b", {}, withUnit(guess.said, scale.unit)), `. You said ${inWords(Number(answer), scale)}, give or take ${margin}: ${distanceInWords(Number(answer), guess.answer, scale)}.`];
}
