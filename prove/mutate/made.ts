/** All the changes that a section's text allows. */
import type { SectionPlan } from "../proving/plan.ts";
import { measuredIn } from "../units/measured.ts";
import { claimMutants, named, type ClaimMutant } from "./claims.ts";
import { identified, type Identified, type Mutant } from "./mutant.ts";
import { operatorMutants, type NativeReaders } from "./operators/operators.ts";
import type { ChapterPrograms } from "./programs.ts";
import { numberMutants, outputMutants, type NumberMutant, type OutputMutant } from "./texts.ts";

/** A section and mutants of it. */
export interface SectionMutants {
  readonly plan: SectionPlan;
  readonly claims: readonly Identified<ClaimMutant>[];
  readonly outputs: readonly Identified<OutputMutant>[];
  readonly numbers: readonly Identified<NumberMutant>[];
  readonly operators: readonly Identified<Mutant>[];
}

/** Makes them. A number that is measured gives none: another run shows another number anyway. */
export function mutantsOf(plan: SectionPlan, programs: ChapterPrograms, readers: NativeReaders): SectionMutants {
  const { section, units } = plan.units;
  const measured = measuredIn(plan.outlines);
  const recorded = (id: string): string | null => {
    const result = plan.held.get(id)?.result;
    return result?.kind === "value" && !measured.has(id) ? result.text : null;
  };
  return {
    plan,
    claims: named(identified(claimMutants(section, units))),
    outputs: identified(outputMutants(section, units)),
    numbers: identified(numberMutants(section, units, recorded)),
    operators: identified(operatorMutants(section, programs, readers)),
  };
}

/** All of a section's mutants, kind by kind. */
export function allOf({ claims, outputs, numbers, operators }: SectionMutants): readonly Identified<Mutant>[] {
  return [...claims, ...outputs, ...numbers, ...operators];
}

/** Those of them that are wanted. */
export function only({ plan, claims, outputs, numbers, operators }: SectionMutants, isWanted: (mutant: Identified<Mutant>) => boolean): SectionMutants {
  return { plan, claims: claims.filter(isWanted), outputs: outputs.filter(isWanted), numbers: numbers.filter(isWanted), operators: operators.filter(isWanted) };
}
