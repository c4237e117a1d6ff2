/** A record of the evidence → what a mark of proof says of it. */
import { inWords } from "../../tangle/index.ts";
import type { Conditions, CostResult, DerivationResult, ExperimentResult, MadeOn, Result, RunResult, UnitRecord } from "../../prove/index.ts";
import type { Proved } from "../proof.ts";
import { listed, many } from "../words/count.ts";
import { commitWords } from "../words/commitWords.ts";
import { longDate } from "../words/longDate.ts";

/** In words: what was done, what there is to know of it, and on which machine, where not every one can. */
export function proofOf({ result, made }: Pick<UnitRecord, "result" | "made">): Proved {
  const shown = proofOfResult(result);
  if (made === undefined) return shown;
  // a measurement says its date and its machine already
  if (shown.measured) return { ...shown, details: [`with ${had(made)}`, ...shown.details] };
  return { ...shown, brief: `recorded on ${longDate(made.date)}`, recorded: `recorded on ${longDate(made.date)} on a machine with ${had(made)}: ${made.machine}` };
}

/** `CUDA (NVIDIA H100 80GB HBM3)` */
function had({ needs, devices }: MadeOn): string {
  return `${inWords(needs)}${devices.length === 0 ? "" : ` (${devices.join(", ")})`}`;
}

function proofOfResult(result: Result): Proved {
  switch (result.kind) {
    case "derivation": return derivation(result);
    case "cost": return cost(result);
    case "run": return cell(result);
    case "figure": return proved("drawn by its cell");
    case "experiment": return experiment(result);
    case "wrong": return proved("a deliberate error, verified to fail as shown");
    case "fragment": return proved("syntax checked by a parser of its language");
    case "value": return proved("computed");
    default: return result satisfies never;
  }
}

/** The mark of numbers in running text: each with the expression that gives it. */
export function proofOfNumbers(numbers: readonly { readonly value: string; readonly expression: string }[]): Proved {
  const summary = numbers.length === 1 ? "the number is computed" : `${numbers.length} numbers are computed`;
  return proved(summary, numbers.map(({ value, expression }) => `${value} = ${expression}`));
}

/** The power of ten of a relative difference of about 1: both sides are near zero, and were compared by the size of what was added up. */
const cancelled = 0;

function derivation({ draws, rows, reasons, difference, transcribed, unchecked }: DerivationResult): Proved {
  const largest = difference === null ? "" : difference >= cancelled ? ", equal within the rounding of terms that cancel" : `, largest difference ${powerOfTen(difference)}`;
  const exceptions = [
    ...unchecked.map((each) => ({ ...each, kind: "unchecked" as const })),
    ...transcribed.map((each) => ({ ...each, kind: "transcribed" as const })),
  ];
  return { ...proved(`${many(draws, "draw")}${largest}`, [`${many(rows, "expression")}${reasons === 0 ? "" : ` and ${many(reasons, "side condition")}`} compared.`]), exceptions };
}

function cost({ sizes, exact, bounds }: CostResult): Proved {
  const entries = [
    ...(exact > 0 ? [`${many(exact, "entry", "entries")} ${exact === 1 ? "equals" : "equal"} the counts`] : []),
    ...(bounds > 0 ? [`${many(bounds, "entry", "entries")} ${bounds === 1 ? "is a bound or an estimate" : "are bounds or estimates"}`] : []),
  ];
  const all = sizes.map((size) => Object.entries(size).map(([name, value]) => `${name}\u00a0=\u00a0${value}`).join(", "));
  return proved(`counted at ${many(sizes.length, "size")}`, [`${entries.join(", ")}.`, ...(all.length === 0 ? [] : [`Sizes: ${all.join("; ")}.`])]);
}

function cell({ output, measured }: RunResult): Proved {
  if (measured) {
    const brief = `measured on ${longDate(measured.date)}`;
    return { ...proved(brief, conditions(measured)), brief, measured: true };
  }
  return proved(output.length === 0 ? "executed" : "executed; output as printed");
}

/** `run for seeds 1 and 2 on 27 November 2026, confirmed by replay on 2 December 2026`, then where and for how long: that is always said. */
function experiment({ runs }: ExperimentResult): Proved {
  const [ran, replayed] = [distinct(runs.map(({ date }) => date)), distinct(runs.flatMap(({ confirmed }) => confirmed ?? []))];
  const confirmed = replayed.length === 0 ? "" : `, confirmed by replay on ${listed(replayed.map(longDate))}`;
  const seeds = `seed${runs.length === 1 ? "" : "s"} ${listed(runs.map(({ seed }) => String(seed)))}`;
  const counts = runs.map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const steps = least === most ? many(most, "step") : `${least.toLocaleString("en-GB")} to ${many(most, "step")}`;
  const took = time(runs.reduce((sum, { seconds }) => sum + seconds, 0));
  const work = runs.length === 1 ? `${steps} in ${took}` : `${steps} for each, ${took} in all`;
  const brief = `run ${ran.length > 1 ? "until" : "on"} ${longDate(ran.at(-1) ?? "")}`;
  return { ...proved(`run for ${seeds} on ${listed(ran.map(longDate))}${confirmed}`, [...distinct(runs.map(({ machine }) => machine)), work]), brief, measured: true };
}

function time(seconds: number): string {
  if (seconds < 0.5) return "less than a second";
  return seconds < 90 ? many(Math.round(seconds), "second") : many(Math.round(seconds / 60), "minute");
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

function conditions({ command, machine, load, commit, baseline }: Conditions): readonly string[] {
  return [machine, command, `load ${load}`, ...(commit === null ? [] : [commitWords(commit)]), ...(baseline === null ? [] : [`beside ${baseline}`])];
}

function proved(summary: string, details: readonly string[] = []): Proved {
  return { state: "proved", summary, details, brief: null, measured: false, recorded: null, exceptions: [] };
}

/** `10⁻¹³` */
function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign)))).join("")}`;
}
