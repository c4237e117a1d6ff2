/** What a reader fills in: a number or an option, and how sure they are. */
import { make } from "../dom.ts";
import type { ChoiceGuess, Guess, NumberGuess } from "./guess.ts";
import { inWords, marginInWords, placeOf, readNumber, withUnit } from "./scale.ts";
import { aroundPlace, overOptions, partAt, type Distribution } from "./score.ts";

/** What was filled in. */
export interface Filled {
  readonly answer: number;
  readonly sure: number;
}

/** Shares of a scale that a reader may be off by. */
const margins = [0.01, 0.04, 0.12, 0.3];
/** Confidences in an option. */
const confidences = [0.5, 0.75, 0.9, 0.99];

/** The form; `take` gets what was filled in. */
export function formOf(guess: Guess, take: (filled: Filled) => void): HTMLElement {
  const { fields, read } = guess.kind === "number" ? numberFields(guess) : choiceFields(guess);
  const form = make("form", {}, ...fields, make("button", {}, "Guess"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const filled = read();
    if (filled !== null) take(filled);
  });
  return form;
}

/** The predictive distribution that an answer stands for, and the outcome that came, as its place in it. */
export function predictionOf(guess: Guess, { answer, sure }: Filled): readonly [Distribution, number] {
  if (guess.kind === "choice") return [overOptions(answer, sure, guess.options.length), guess.answer];
  return [aroundPlace(placeOf(answer, guess.scale), sure), partAt(placeOf(guess.answer, guess.scale))];
}

interface Fields {
  readonly fields: readonly HTMLElement[];
  /** Null where what was written is not an answer, which the browser then says. */
  readonly read: () => Filled | null;
}

function numberFields({ id, label, scale }: NumberGuess): Fields {
  const range = `${inWords(scale.low, { unit: "" })} to ${inWords(scale.high, scale)}`;
  const input = make("input", { id: `${id}-answer`, "aria-label": `${label}, ${range}`, inputmode: scale.low < 0 ? "text" : "decimal", autocomplete: "off", required: "", size: "9" });
  input.addEventListener("input", () => input.setCustomValidity(readNumber(input.value, scale) === null ? `A number from ${range}` : ""));
  const sure = choose(id, "give or take", margins.map((share) => [share, marginInWords(share, scale)]), 2);
  return {
    fields: [make("label", { for: input.id }, range), input, ...sure.fields],
    read: () => {
      const answer = readNumber(input.value, scale);
      return answer === null ? null : { answer, sure: sure.value() };
    },
  };
}

function choiceFields({ id, label, options }: ChoiceGuess): Fields {
  const inputs = options.map((_, index) => make("input", { type: "radio", name: id, value: String(index), required: "" }));
  const group = make("fieldset", { "aria-label": label }, ...inputs.map((input, index) => make("label", {}, input, options[index] ?? "")));
  const blind = 1 / options.length;
  const levels = [blind, ...confidences.filter((each) => each > blind + 0.01)];
  const sure = choose(id, "how sure", levels.map((level, index) => [level, index === 0 ? `no idea (${percent(level)})` : percent(level)]), 1);
  return { fields: [group, ...sure.fields], read: () => ({ answer: inputs.findIndex(({ checked }) => checked), sure: sure.value() }) };
}

function choose(id: string, label: string, values: readonly (readonly [number, string])[], usual: number): { readonly fields: readonly HTMLElement[]; readonly value: () => number } {
  const select = make("select", { id: `${id}-sure` }, ...values.map(([value, words]) => make("option", { value: String(value) }, words)));
  select.selectedIndex = usual;
  return { fields: [make("label", { for: select.id }, label), select], value: () => Number(select.value) };
}

/** An answer as it is said again beside the result. */
export function answerInWords(guess: Guess, { answer, sure }: Filled): string {
  if (guess.kind === "choice") return `${guess.options[answer] ?? ""}, ${percent(sure)} sure`;
  return `${inWords(answer, guess.scale)}, give or take ${marginInWords(sure, guess.scale).replace("± ", "")}`;
}

/** The right answer. */
export function rightAnswer(guess: Guess): string {
  return guess.kind === "choice" ? guess.said : withUnit(guess.said, guess.scale.unit);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
