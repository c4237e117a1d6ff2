/** A record of the evidence → what a mark of proof says of it. */
import { inWords } from "../../tangle/index.ts";
import type { Conditions, CostResult, DerivationResult, MadeOn, Result, RunResult, UnitRecord } from "../../prove/index.ts";
import type { Proved } from "../proof.ts";
import { many } from "./count.ts";
import { longDate } from "./longDate.ts";

/** In words: what was done, what there is to know of it, and on which machine, where not every one can. */
export function proofOf({ result, made }: Pick<UnitRecord, "result" | "made">): Proved {
  const shown = proofOfResult(result);
  if (made === undefined) return shown;
  // a measurement says its date and its machine already
  if (shown.measured) return { ...shown, details: [`with ${had(made)}`, ...shown.details] };
  return { ...shown, recorded: `recorded on ${longDate(made.date)} on a machine with ${had(made)}: ${made.machine}` };
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

function derivation({ draws, rows, difference, transcribed, unchecked }: DerivationResult): Proved {
  const largest = difference === null ? "" : `, largest difference ${powerOfTen(difference)}`;
  const exceptions = [
    ...unchecked.map((each) => ({ ...each, kind: "unchecked" as const })),
    ...transcribed.map((each) => ({ ...each, kind: "transcribed" as const })),
  ];
  return { ...proved(`${many(draws, "draw")}${largest}`, [`${many(rows, "expression")} compared.`]), exceptions };
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

function conditions({ command, machine, load, commit, baseline }: Conditions): readonly string[] {
  return [machine, command, `load ${load}`, ...(commit === null ? [] : [`commit ${commit}`]), ...(baseline === null ? [] : [`beside ${baseline}`])];
}

function proved(summary: string, details: readonly string[] = []): Proved {
  return { state: "proved", summary, details, measured: false, recorded: null, exceptions: [] };
}

/** `10⁻¹³` */
function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign)))).join("")}`;
}
