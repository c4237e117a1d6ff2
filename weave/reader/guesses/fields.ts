/** The fields of each kind of guess: a number or a point on a scale, one of several options, and how sure the reader is. */
import { make } from "../dom.ts";
import type { ChoiceGuess, NumberGuess, Scale } from "./guess.ts";
import { inWords, marginInWords, readNumber, valueAt } from "./scale.ts";

/** What a reader filled in: the number, the place of the option, or the heights of the curve; how sure they are, as a probability or a share of the scale. */
export interface Filled {
  readonly answer: number | readonly number[];
  readonly sure: number;
}

/** Some fields, and what was filled in. */
export interface Fields {
  readonly fields: readonly HTMLElement[];
  readonly read: () => Filled;
}

/** Shares of a scale that a reader may be off by. */
const margins = [0.01, 0.04, 0.12, 0.3];
/** Confidences in an option. */
const confidences = [0.5, 0.75, 0.9, 0.99];

/** A number, written. What is none, or not on the scale, the browser refuses. */
export function numberFields({ id, label, scale }: NumberGuess): Fields {
  const range = `${inWords(scale.low, { unit: "" })} to ${inWords(scale.high, scale)}`;
  const input = make("input", { id: `${id}-answer`, "aria-label": `${label}, ${range}`, inputmode: scale.low < 0 || scale.log ? "text" : "decimal", autocomplete: "off", required: "", size: "9" });
  input.addEventListener("input", () => input.setCustomValidity(readNumber(input.value, scale) === null ? `A number from ${range}` : ""));
  const sure = giveOrTake(id, scale);
  return { fields: [make("label", { for: input.id }, range), input, sure.field], read: () => ({ answer: readNumber(input.value, scale) ?? NaN, sure: sure.value() }) };
}

/** A point, dragged along its scale or moved by the arrow keys; until then there is no guess. */
export function pointFields({ id, label, scale }: NumberGuess): Fields {
  const input = make("input", { id: `${id}-answer`, type: "range", min: "0", max: "200", value: "100", "aria-label": label });
  const output = make("output", { for: input.id }, "drag the point");
  const value = (): number => valueAt(Number(input.value) / 200, scale);
  input.setCustomValidity("Move the point first");
  input.addEventListener("input", () => {
    input.setCustomValidity("");
    output.value = inWords(value(), scale);
    input.setAttribute("aria-valuetext", output.value);
  });
  const ends = [scale.low, scale.high].map((end) => make("span", {}, inWords(end, scale)));
  const sure = giveOrTake(id, scale);
  return { fields: [make("div", { class: "axis" }, input, ...ends), output, sure.field], read: () => ({ answer: value(), sure: sure.value() }) };
}

/** One of the options. */
export function choiceFields({ id, label, options }: ChoiceGuess): Fields {
  const inputs = options.map((_, index) => make("input", { type: "radio", name: id, value: String(index), required: "" }));
  const group = make("fieldset", { "aria-label": label }, ...inputs.map((input, index) => make("label", {}, input, options[index] ?? "")));
  const blind = 1 / options.length;
  const levels = [blind, ...confidences.filter((each) => each > blind + 0.01)];
  const sure = choose(id, "how sure", levels.map((level, index) => [level, index === 0 ? `no idea (${percent(level)})` : percent(level)]), 1);
  return { fields: [group, sure.field], read: () => ({ answer: inputs.findIndex(({ checked }) => checked), sure: sure.value() }) };
}

/** How far off the reader may be. */
export function giveOrTake(id: string, scale: Scale): Chooser {
  return choose(id, "give or take", margins.map((share) => [share, marginInWords(share, scale)]), 2);
}

/** A probability in words. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A choice among numbers. */
export interface Chooser {
  readonly field: HTMLElement;
  readonly value: () => number;
}

function choose(id: string, label: string, values: readonly (readonly [number, string])[], usual: number): Chooser {
  const select = make("select", { id: `${id}-sure` }, ...values.map(([value, words]) => make("option", { value: String(value) }, words)));
  select.selectedIndex = usual;
  return { field: make("span", { class: "sure" }, make("label", { for: select.id }, label), select), value: () => Number(select.value) };
}
