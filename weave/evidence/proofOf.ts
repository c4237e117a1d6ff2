/** A record of the evidence → what a mark of proof says of it. */
import type { Conditions, CostResult, DerivationResult, ExperimentResult, Result, RunResult } from "../../prove/index.ts";
import type { Proved } from "../proof.ts";
import { listed, many } from "../words/count.ts";
import { longDate } from "../words/longDate.ts";

/** In words: what was done, and what there is to know of it. */
export function proofOf(result: Result): Proved {
  switch (result.kind) {
    case "derivation": return derivation(result);
    case "cost": return cost(result);
    case "run": return cell(result);
    case "figure": return proved("drawn by its cell");
    case "experiment": return experiment(result);
    case "wrong": return proved("tried, and wrong in just this way");
    case "fragment": return proved("read by a parser of its language");
    case "value": return proved("computed");
    default: return result satisfies never;
  }
}

/** The mark of numbers in running text: each with the expression that gives it. */
export function proofOfNumbers(numbers: readonly { readonly value: string; readonly expression: string }[]): Proved {
  const summary = numbers.length === 1 ? "the number is computed" : `${numbers.length} numbers are computed`;
  return proved(summary, numbers.map(({ value, expression }) => `${value} = ${expression}`));
}

function derivation({ draws, rows, reasons, difference, transcribed, unchecked }: DerivationResult): Proved {
  const largest = difference === null ? "" : `, largest difference ${powerOfTen(difference)}`;
  const exceptions = [
    ...unchecked.map((each) => ({ ...each, kind: "unchecked" as const })),
    ...transcribed.map((each) => ({ ...each, kind: "transcribed" as const })),
  ];
  return { ...proved(`${many(draws, "draw")}${largest}`, [`${many(rows, "expression")}${reasons === 0 ? "" : ` and ${many(reasons, "reason")}`} compared.`]), exceptions };
}

function cost({ sizes, exact, bounds }: CostResult): Proved {
  const entries = [
    ...(exact > 0 ? [`${many(exact, "entry", "entries")} ${exact === 1 ? "is" : "are"} what was counted`] : []),
    ...(bounds > 0 ? [`${many(bounds, "entry", "entries")} ${bounds === 1 ? "bounds or expects" : "bound or expect"} it`] : []),
  ];
  const all = sizes.map((size) => Object.entries(size).map(([name, value]) => `${name}\u00a0=\u00a0${value}`).join(", "));
  return proved(`counted at ${many(sizes.length, "size")}`, [`${entries.join(", ")}.`, ...(all.length === 0 ? [] : [`Sizes: ${all.join("; ")}.`])]);
}

function cell({ output, measured }: RunResult): Proved {
  if (measured) return { ...proved(`measured on ${longDate(measured.date)}`, conditions(measured)), measured: true };
  return proved(output.length === 0 ? "run" : "run; it printed what stands here");
}

/** `run for 3 seeds on 27 November 2026, confirmed by replay on 2 December 2026`, then where, and for how long. */
function experiment({ runs }: ExperimentResult): Proved {
  const [ran, replayed] = [distinct(runs.map(({ date }) => date)), distinct(runs.flatMap(({ confirmed }) => confirmed ?? []))];
  const confirmed = replayed.length === 0 ? "" : `, confirmed by replay on ${listed(replayed.map(longDate))}`;
  const seeds = `seed${runs.length === 1 ? "" : "s"} ${listed(runs.map(({ seed }) => String(seed)))}`;
  const each = runs.map(({ seed, count, seconds }) => `seed\u00a0${seed}: ${many(count, "step")} in ${time(seconds)}`);
  return proved(`run for ${seeds} on ${listed(ran.map(longDate))}${confirmed}`, [...distinct(runs.map(({ machine }) => machine)), ...each]);
}

function time(seconds: number): string {
  if (seconds < 0.5) return "less than a second";
  return seconds < 90 ? many(Math.round(seconds), "second") : many(Math.round(seconds / 60), "minute");
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

function conditions({ command, machine, load, commit, baseline }: Conditions): readonly string[] {
  return [machine, command, `load ${load}`, ...(commit === null ? [] : [`commit ${commit}`]), ...(baseline === null ? [] : [`beside ${baseline}`])];
}

function proved(summary: string, details: readonly string[] = []): Proved {
  return { state: "proved", summary, details, measured: false, exceptions: [] };
}

/** `10⁻¹³` */
function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign)))).join("")}`;
}
