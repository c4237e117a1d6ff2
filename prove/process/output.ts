/** What a cell printed and showed → the lines of its output, and where in them the shown things stand. */
import type { Failure } from "../records/outcome.ts";
import type { RunResult, Shown } from "../records/record.ts";
import type { Piece } from "./capture.ts";
import type { OutcomeFile } from "../cells/job.ts";
import { printable } from "./printable.ts";
import type { ShownThing } from "./shown/show.ts";

/** The result of a `run` cell and its files; or why something that it showed cannot be drawn. */
export type Output = { readonly ok: true; readonly result: RunResult; readonly files: readonly OutcomeFile[] } | { readonly ok: false; readonly failures: readonly Failure[] };

/** Puts the pieces together, once all is drawn. */
export async function outputOf(pieces: readonly (string | Piece<ShownThing>)[]): Promise<Output> {
  const ready = await Promise.all(pieces.map((piece) => (typeof piece === "string" ? piece : piece.shown)));
  const failures = ready.flatMap((each) => (typeof each === "string" || each.ok ? [] : [each.failure]));
  if (failures.length > 0) return { ok: false, failures };
  let text = "";
  const all: Shown[] = [];
  const files: OutcomeFile[] = [];
  for (const each of ready) {
    if (typeof each === "string") text += each;
    if (typeof each === "string" || !each.ok) continue;
    // a thing begins on a line of its own
    if (text !== "" && !text.endsWith("\n")) text += "\n";
    all.push({ ...each.record, line: linesOf(text).length, lines: each.lines.length });
    text += each.lines.map((line) => `${line}\n`).join("");
    files.push(...each.files);
  }
  return { ok: true, result: { kind: "run", output: outputLines(text), shown: all }, files };
}

/** The lines of what was printed as a chapter has them: without blank lines at the end, which no reader can see. */
export function outputLines(text: string): readonly string[] {
  const lines = linesOf(text);
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

/** The lines of a text; its last line end makes no further one. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : printable(text).replace(/\n$/, "").split("\n");
}
