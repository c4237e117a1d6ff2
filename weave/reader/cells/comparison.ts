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
  const wanted = printed.map((line) => line.replace(/^\(figure \S+\.svg, \d+ × \d+\)$/, drawnHere));
  return drawn && lines.join("\n") === wanted.join("\n") ? ", as printed" : "; the output is not the printed one";
}
