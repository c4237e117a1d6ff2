/** What a training is set to, of what a link or a hand asks for. */
import type { Constant } from "../cells/constants.ts";
import type { Settings } from "./contract.ts";

/** All that can be set: of what is given whatever is of its kind and within its range, else what the book sets. */
export function settled(declared: readonly Constant[], given: Settings): Settings {
  return Object.fromEntries(declared.map((constant) => {
    const value = given[constant.name];
    return [constant.name, value !== undefined && fits(constant, value) ? value : constant.value];
  }));
}

function fits({ value, range, choices }: Constant, given: number | string): boolean {
  if (typeof value !== typeof given) return false;
  if (typeof given === "string") return choices === null || choices.includes(given);
  if (range === null) return !Number.isInteger(value) || Number.isSafeInteger(given);
  const steps = (given - range.least) / range.step;
  return given >= range.least && given <= range.most && Math.abs(steps - Math.round(steps)) < 1e-6;
}
