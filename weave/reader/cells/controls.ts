/** Sliders, choices and fields for a cell's constants, above its code. */
import { make } from "../dom.ts";
import type { Constant } from "./constants.ts";

/** The controls of a cell. */
export interface Controls {
  readonly element: HTMLElement;
  /** Shows the values that the code has now. */
  readonly follow: (constants: readonly Constant[]) => void;
}

/** What a control does. */
export interface Turning {
  /** Follows the hand; `live` where each value on the way is one to be run. */
  readonly turned: (name: string, value: number | string, live: boolean) => void;
  /** The hand lets go. */
  readonly settled: () => void;
}

/** Makes one control a constant; null where there is none. */
export function controlsFor(constants: readonly Constant[], { turned, settled }: Turning): Controls | null {
  if (constants.length === 0) return null;
  const fields = new Map(constants.map((constant) => [constant.name, fieldFor(constant)]));
  for (const [name, { input, shown, fault }] of fields) {
    input.addEventListener("input", () => {
      const value = valueOf(input);
      fault.textContent = value === null ? `${name} stays as it was: this is ${faultOf(input)}.` : "";
      if (value === null) return;
      if (shown !== null) shown.value = String(value);
      // half a word, or half a number, is none
      turned(name, value, input.type === "range" || input instanceof HTMLSelectElement);
    });
    input.addEventListener("change", settled);
  }
  return {
    element: make("div", { class: "live-controls" }, ...[...fields.values()].flatMap(({ label, fault }) => [label, fault])),
    follow(now) {
      for (const { name, value, range } of now) {
        const field = fields.get(name);
        if (field === undefined) continue;
        field.fault.textContent = isWithin(value, range) ? "" : `${value} is not from ${range?.least} to ${range?.most}.`;
        // the hand that types must not lose its place
        if (field.input.value !== String(value)) field.input.value = String(value);
        if (field.shown !== null) field.shown.value = String(value);
      }
    },
  };
}

interface Field {
  readonly label: HTMLLabelElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly shown: HTMLOutputElement | null;
  /** Says what is wrong with the value, politely; else it is empty. */
  readonly fault: HTMLElement;
}

function isWithin(value: number | string, range: Constant["range"]): boolean {
  return range === null || typeof value === "string" || (value >= range.least && value <= range.most);
}

/** What is wrong with what was written. */
function faultOf(input: Field["input"]): string {
  const { validity } = input;
  if (validity.stepMismatch) return "not a whole number";
  return "not a number";
}

/** Null for what cannot be meant. */
function valueOf(input: Field["input"]): number | string | null {
  if (!input.checkValidity()) return null;
  if (input instanceof HTMLSelectElement || input.type === "text") return input.value;
  return Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber;
}

function fieldFor({ name, value, says, range, choices }: Constant): Field {
  const input = choices === null ? make("input", { ...kindOf(value, range), value: String(value), autocomplete: "off", spellcheck: "false" }) : selectOf(choices, String(value));
  const shown = range === null ? null : make("output", { "aria-hidden": "true" }, String(value));
  const fault = make("p", { class: "live-fault", "aria-live": "polite" });
  const words = make("span", { class: "live-says" }, ` ${says}`);
  const label = make("label", {}, make("span", { class: "live-name" }, make("code", {}, name), ...(says === "" ? [] : [words])), input, ...(shown === null ? [] : [shown]));
  return { label, input, shown, fault };
}

function selectOf(choices: readonly string[], chosen: string): HTMLSelectElement {
  // a browser may remember what was chosen here before
  const select = make("select", { autocomplete: "off" }, ...choices.map((each) => make("option", { value: each }, each)));
  select.value = chosen;
  return select;
}

function kindOf(value: number | string, range: Constant["range"]): Readonly<Record<string, string>> {
  if (typeof value === "string") return { type: "text" };
  if (range === null) return { type: "number", step: Number.isInteger(value) ? "1" : "any" };
  return { type: "range", min: String(range.least), max: String(range.most), step: String(range.step) };
}
