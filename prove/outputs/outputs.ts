/** Output fences: compared with what the cells print, and renewed in the chapter's text. */
import { mistake, type Diagnostic, type Fence } from "../../tangle/index.ts";
import { differingLines } from "../records/compare.ts";
import { added, removed, renewed, type Edit } from "./fences.ts";
import type { Result } from "../records/record.ts";
import type { RunUnit, SectionUnits, WrongUnit } from "../units/unit.ts";

/** What the cells of a section print, by id, line by line; a cell whose output is not known is not in it. */
export type Outputs = ReadonlyMap<string, readonly string[]>;

/** What a result shows in an output fence; null for a result that has none. */
export function outputOfResult(result: Result): readonly string[] | null {
  if (result.kind === "run") return result.output;
  return result.kind === "wrong" ? result.message : null;
}

/** Fences that do not hold what their cell prints, and cells that print without one. */
export function outputMistakes(section: SectionUnits, outputs: Outputs): readonly Diagnostic[] {
  return differing(section, outputs).map(({ unit, printed }) => mistakeOf(unit, printed));
}

/**
 * The chapter with each output fence holding what its cell prints: a missing one is put under its cell, one whose cell
 * prints nothing any more is removed. Nothing else changes, and the text itself comes back where all is right.
 */
export function accepted(section: SectionUnits, outputs: Outputs): string {
  const { text } = section.section.source;
  const edits = differing(section, outputs).map(({ unit, printed }) => editFor(unit, printed));
  return [...edits].sort((a, b) => b.start - a.start).reduce((rest, { start, end, put }) => rest.slice(0, start) + put + rest.slice(end), text);
}

interface Difference {
  readonly unit: RunUnit | WrongUnit;
  readonly printed: readonly string[];
}

function differing({ units }: SectionUnits, outputs: Outputs): readonly Difference[] {
  return units.flatMap((unit): readonly Difference[] => {
    const printed = outputs.get(unit.id);
    if (printed === undefined || (unit.kind !== "run" && unit.kind !== "wrong")) return [];
    return linesOf(unit.output).join("\n") === printed.join("\n") && (unit.output !== null || printed.length === 0) ? [] : [{ unit, printed }];
  });
}

function mistakeOf({ id, fence, output }: RunUnit | WrongUnit, printed: readonly string[]): Diagnostic {
  const cure = "npm run prove -- --accept";
  if (output === null) {
    const notes = shortened(printed.map((line) => `+${line}`)).map((message) => ({ message }));
    return { ...mistake("missing-output", `\`${id}\` prints what no \`output\` fence shows`, { source: fence.source, span: fence.info }), notes, cure };
  }
  const difference = differingLines({ name: "the chapter", text: linesOf(output).join("\n") }, { name: id, text: printed.join("\n") });
  const notes = shortened(difference).map((message) => ({ message }));
  return { ...mistake("stale-output", `this is not what \`${id}\` prints`, { source: output.source, span: output.info }), notes, cure };
}

function editFor({ fence, output }: RunUnit | WrongUnit, printed: readonly string[]): Edit {
  if (output === null) return added(fence, printed);
  return printed.length > 0 ? renewed(output, printed) : removed(fence, output);
}

function linesOf(output: Fence | null): readonly string[] {
  return output?.lines.map(({ text }) => text) ?? [];
}

function shortened(lines: readonly string[]): readonly string[] {
  return lines.length > 20 ? [...lines.slice(0, 20), `… and ${lines.length - 20} more lines`] : lines;
}
