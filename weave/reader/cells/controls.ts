/** Sliders and fields for a cell's constants, above its code. */
import { make } from "../dom.ts";
import type { Constant } from "./constants.ts";

/** The controls of a cell. */
export interface Controls {
  readonly element: HTMLElement;
  /** Shows the values that the code has now. */
  readonly follow: (constants: readonly Constant[]) => void;
}

/** What a control does. `turned` follows the hand, `settled` comes when it lets go. */
export interface Turning {
  readonly turned: (name: string, value: number | string) => void;
  readonly settled: () => void;
}

/** Makes one control a constant; null where there is none. */
export function controlsFor(constants: readonly Constant[], { turned, settled }: Turning): Controls | null {
  if (constants.length === 0) return null;
  const fields = new Map(constants.map((constant) => [constant.name, fieldFor(constant)]));
  for (const [name, { input, shown }] of fields) {
    input.addEventListener("input", () => {
      const value = input.type === "text" ? input.value : input.valueAsNumber;
      if (Number.isNaN(value) || !input.checkValidity()) return;
      if (shown !== null) shown.value = String(value);
      turned(name, value);
    });
    input.addEventListener("change", settled);
  }
  return {
    element: make("div", { class: "live-controls" }, ...[...fields.values()].map(({ label }) => label)),
    follow(now) {
      for (const { name, value } of now) {
        const field = fields.get(name);
        if (field === undefined) continue;
        // the hand that types must not lose its place
        if (field.input.value !== String(value)) field.input.value = String(value);
        if (field.shown !== null) field.shown.value = String(value);
      }
    },
  };
}

interface Field {
  readonly label: HTMLLabelElement;
  readonly input: HTMLInputElement;
  readonly shown: HTMLOutputElement | null;
}

function fieldFor({ name, value, says, range }: Constant): Field {
  const input = make("input", { ...kindOf(value, range), value: String(value), autocomplete: "off", spellcheck: "false" });
  const shown = range === null ? null : make("output", { "aria-hidden": "true" }, String(value));
  const words = make("span", { class: "live-says" }, ` ${says}`);
  const label = make("label", {}, make("span", { class: "live-name" }, make("code", {}, name), words), input, ...(shown === null ? [] : [shown]));
  return { label, input, shown };
}

function kindOf(value: number | string, range: Constant["range"]): Readonly<Record<string, string>> {
  if (typeof value === "string") return { type: "text" };
  if (range === null) return { type: "number", step: Number.isInteger(value) ? "1" : "any" };
  return { type: "range", min: String(range.least), max: String(range.most), step: String(range.step) };
}
