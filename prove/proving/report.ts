/** What `prove` says at its end: how much the book has shown, and what numbers do not show. */
import type { Offset } from "../../tangle/index.ts";
import type { Exception, Totals } from "../records/totals.ts";

/** The totals in a sentence, and a line for each exception. `lineOf` gives the line of an offset in a file. */
export function totalsReport(totals: Totals, lineOf: (path: string, offset: Offset) => number): string {
  const counts = [
    counted(totals.derivations, "derivation", "derivations", [amount(totals.rows, "row"), ...(totals.reasons > 0 ? [amount(totals.reasons, "reason")] : []), amount(totals.draws, "draw")].join(", ")),
    counted(totals.costs, "cost table", "cost tables", `${amount(totals.entries, "entry", "entries")}${totals.bounds > 0 ? `, of which ${totals.bounds} bound the count or expect it` : ""}`),
    counted(totals.cells, "cell", "cells", totals.measurements > 0 ? amount(totals.measurements, "measurement") : null),
    counted(totals.figures, "figure", "figures"),
    counted(totals.experiments, "experiment", "experiments", amount(totals.runs, "seed")),
    counted(totals.numbers, "number", "numbers"),
    counted(totals.wrong, "mistake on purpose", "mistakes on purpose"),
    counted(totals.fragments, "fragment", "fragments"),
  ].filter((each) => each !== null);
  const proved = counts.length === 0 ? "nothing is proved yet\n" : `proved: ${counts.join("; ")}\n`;
  return proved + exceptions("unchecked", totals.unchecked, lineOf) + exceptions("transcribed", totals.transcribed, lineOf);
}

/** `3 errors` and the like. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

function counted(count: number, one: string, many: string, detail: string | null = null): string | null {
  if (count === 0) return null;
  return detail === null ? amount(count, one, many) : `${amount(count, one, many)} (${detail})`;
}

function exceptions(word: string, list: readonly Exception[], lineOf: (path: string, offset: Offset) => number): string {
  if (list.length === 0) return "";
  const lines = list.map(({ path, offset, row, why }) => `  ${path}:${lineOf(path, offset)}: ${row === null ? "the whole of it" : `expression ${row}`}: ${why}\n`);
  return `${word}: ${list.length}\n${lines.join("")}`;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
