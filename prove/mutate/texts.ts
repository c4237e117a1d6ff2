/** The digits of outputs and numbers, each changed into the next. */
import { offsetAt, type Fence, type Section } from "../../tangle/index.ts";
import type { Unit, ValueUnit } from "../units/unit.ts";
import type { Mutant } from "./mutant.ts";

/** A mutant for each digit of each output fence. */
export function outputMutants(section: Section, units: readonly Unit[]): readonly OutputMutant[] {
  return units.flatMap((unit) => ((unit.kind === "run" || unit.kind === "wrong") && unit.output !== null ? digitsOf(unit.output, { section, unit: unit.id }) : []));
}

/** A mutant of what a cell prints. */
export interface OutputMutant extends Mutant {
  /** The id of the cell. */
  readonly unit: string;
}

function digitsOf({ source, lines }: Fence, { section, unit }: { readonly section: Section; readonly unit: string }): readonly OutputMutant[] {
  const printed = lines.map(({ text }) => text).join("\n");
  const starts = lines.map((_, row) => lines.slice(0, row).reduce((sum, { text }) => sum + text.length + 1, 0));
  return lines.flatMap(({ text, line, column, virtual }, row) =>
    [...text.matchAll(/\d/g)].map(({ 0: digit, index }): OutputMutant => {
      const start = offsetAt(source, line, column + index - virtual);
      const span = { start, end: offsetAt(source, line, column + index - virtual + 1) };
      const within = { name: unit, text: printed, at: (starts[row] ?? 0) + index };
      return { kind: "output", change: "digit", section, span, text: nextDigit(digit), matters: true, within, unit };
    }),
  );
}

/** A recorded number with one digit changed, as a hand would change it in the evidence. */
export interface NumberMutant extends Mutant {
  readonly unit: ValueUnit;
  /** What the record says instead. */
  readonly recorded: string;
}

/** For each digit of each inline number, as the record has it. A number without digits, such as ∞, gets one. */
export function numberMutants(section: Section, units: readonly Unit[], recorded: (id: string) => string | null): readonly NumberMutant[] {
  return units.flatMap((unit) => {
    const value = unit.kind === "value" ? recorded(unit.id) : null;
    return unit.kind === "value" && value !== null ? changesOf(value).map((other): NumberMutant => ({ kind: "number", change: "digit", section, span: unit.span, text: other, matters: true, within: { name: unit.expression, text: value, at: 0 }, unit, recorded: other })) : [];
  });
}

function changesOf(value: string): readonly string[] {
  const digits = [...value.matchAll(/\d/g)];
  if (digits.length === 0) return [`${value}1`];
  return digits.map(({ 0: digit, index }) => value.slice(0, index) + nextDigit(digit) + value.slice(index + 1));
}

function nextDigit(digit: string): string {
  return String((Number(digit) + 1) % 10);
}
