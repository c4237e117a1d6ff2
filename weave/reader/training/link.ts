/** An experiment in the page's address, `#train=FIGURE&seed=7&rate=0.2`, so that whoever has the link can repeat it. */
import type { Constant } from "../cells/constants.ts";
import type { Settings } from "./contract.ts";
import type { Experiment } from "./store.ts";

/** The experiment of an address; null where it holds none. */
export function experimentIn(hash: string): Experiment | null {
  const [first, ...rest] = [...new URLSearchParams(hash.slice(1))];
  if (first?.[0] !== "train") return null;
  return { figure: first[1], settings: Object.fromEntries(rest.map(([name, value]) => [name, isNumber(value) ? Number(value) : value])) };
}

/** The fragment of an experiment. */
export function linkTo({ figure, settings }: Experiment): string {
  return `#${new URLSearchParams([["train", figure], ...Object.entries(settings).map(([name, value]): [string, string] => [name, String(value)])])}`;
}

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

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
