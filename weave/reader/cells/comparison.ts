/** What a run has put out beside what the book prints. */
import type { LiveCell } from "./cellsFile.ts";
import { drawnHere, notDrawn } from "./said.ts";

/** What a run has put out, and with what. */
export interface Outcome {
  readonly lines: readonly string[];
  /** Whether it has drawn what the book prints; null where that cannot be said. */
  readonly drawn: boolean | null;
  /** Whether the reader has edited the cell, or the program that it runs. */
  readonly isEdited: boolean;
}

/** What is said of it behind `Done in 1 s`; "" where there is nothing to compare. */
export function comparison({ lines, drawn, isEdited }: Outcome, { printed, measured }: Pick<LiveCell, "printed" | "measured">): string {
  if (lines.length === 0) return "; it prints nothing";
  const isCompared = !isEdited && !measured && printed !== null && !lines.some((line) => line.includes(notDrawn));
  if (!isCompared || drawn === null) return "";
  // a drawing in the book has a file, whose name stands in the output
  const wanted = printed.map((line) => line.replace(/^\(figure \S+\.svg, \d+ × \d+\)$/, drawnHere)).join("\n");
  const shown = lines.join("\n");
  if (drawn && shown === wanted) return ", as printed";
  return drawn && isNear(shown, wanted) ? ", as printed but for last digits: browsers round `Math.log` and the like differently" : "; the output is not the printed one";
}

/** A share of a number by which what many steps have made of a last bit may differ. */
const near = 0.005;

/** Whether two texts differ in nothing but the ends of decimal fractions. */
export function isNear(one: string, other: string): boolean {
  const decimal = /-?\d+\.\d+(?:e[+-]?\d+)?/g;
  if (one.replace(decimal, "#") !== other.replace(decimal, "#")) return false;
  const others = [...other.matchAll(decimal)].map(Number);
  return [...one.matchAll(decimal)].every((number, at) => Math.abs(Number(number) - (others[at] ?? NaN)) <= near * Math.abs(Number(number)));
}
