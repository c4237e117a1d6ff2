/** A section's units with one character of an output fence changed. */
import type { Fence } from "../../tangle/index.ts";
import type { SectionUnits, Unit } from "../units/unit.ts";
import type { Mutant } from "./mutant.ts";

/** The units with the mutant in the fence that holds it. */
export function withOutput(section: SectionUnits, mutant: Mutant): SectionUnits {
  return { ...section, units: section.units.map((unit) => inUnit(unit, mutant)) };
}

function inUnit(unit: Unit, { span, text }: Mutant): Unit {
  if ((unit.kind !== "run" && unit.kind !== "wrong") || unit.output === null) return unit;
  const { output } = unit;
  const isInside = output.span.start <= span.start && span.end <= output.span.end;
  return isInside ? { ...unit, output: changedFence(output, { span, text }) } : unit;
}

function changedFence(fence: Fence, { span, text }: Pick<Mutant, "span" | "text">): Fence {
  const lines = fence.lines.map((line) => {
    const start = (fence.source.lineStarts[line.line - 1] ?? 0) + line.column - 1 - line.virtual;
    const at = span.start - start;
    const isHere = at >= 0 && at < line.text.length;
    return isHere ? { ...line, text: line.text.slice(0, at) + text + line.text.slice(at + span.end - span.start) } : line;
  });
  return { ...fence, lines };
}
