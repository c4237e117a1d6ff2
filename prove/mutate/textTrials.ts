/** Tries changes of outputs and numbers against what the cells show when they are run again. */
import type { Fence } from "../../tangle/index.ts";
import { sameResult } from "../evidence/compare.ts";
import { outputMistakes, outputOfResult, type Outputs } from "../outputs/outputs.ts";
import type { SectionRun } from "../process/run.ts";
import type { SectionUnits, Unit } from "../units/unit.ts";
import type { Mutant } from "./mutant.ts";
import type { NumberMutant } from "./texts.ts";
import type { MutationResult, Verdict } from "./verdict.ts";

/** The trials of a section's output fences; `outputs` are what its cells print now, measurements as they are recorded. */
export function tryOutputs(mutants: readonly Mutant[], section: SectionUnits, outputs: Outputs): readonly MutationResult[] {
  return mutants.map((mutant) => {
    const changed = { ...section, units: section.units.map((unit) => withOutput(unit, mutant)) };
    const [noticed] = outputMistakes(changed, outputs);
    return { mutant, verdict: noticed === undefined ? survived : { kind: "noticed", by: noticed.code } };
  });
}

/** The trials of numbers that are recorded otherwise than they are. */
export function tryNumbers(mutants: readonly NumberMutant[], run: SectionRun): readonly MutationResult[] {
  return mutants.map((mutant) => {
    const outcome = run.outcomes.get(mutant.unit.id);
    const same = outcome?.ok === true && sameResult({ kind: "value", text: mutant.recorded }, outcome.result);
    return { mutant, verdict: same ? survived : { kind: "noticed", by: "not-deterministic" } };
  });
}

/** What the cells of a run print, by id. */
export function outputsOf({ outcomes }: Pick<SectionRun, "outcomes">): Outputs {
  return new Map([...outcomes].flatMap(([id, outcome]) => {
    const output = outcome.ok ? outputOfResult(outcome.result) : null;
    return output === null ? [] : [[id, output] as const];
  }));
}

const survived: Verdict = { kind: "survived" };

function withOutput(unit: Unit, { span, text }: Mutant): Unit {
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
