/** An experiment in the page's address, `#train=FIGURE&seed=7&rate=0.2`, so that whoever has the link can repeat it. */
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

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
