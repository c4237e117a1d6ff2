/** Tries changes of formulas, outputs and numbers: the section is run anew, with each changed formula beside its original. */
import type { Limits } from "../process/limits.ts";
import type { Outcome } from "../process/outcome.ts";
import { runSection, type SectionRun } from "../process/run.ts";
import type { SectionUnits, Unit } from "../units/unit.ts";
import type { ClaimMutant } from "./claims.ts";
import type { MutationResult, Verdict } from "./verdict.ts";

/** A section and the changes of its formulas. */
export interface SectionMutants {
  readonly root: string;
  readonly units: SectionUnits;
  readonly mutants: readonly ClaimMutant[];
  readonly limits: Limits;
}

/** The trials of the formulas, and what the section itself shows when it is run again. */
export async function trySection({ root, units, mutants, limits }: SectionMutants): Promise<{ readonly trials: readonly MutationResult[]; readonly run: SectionRun }> {
  const together = { ...units, units: withMutants(units.units, mutants) };
  // each mutant is checked on draws of its own, so it takes about as long as its original
  const run = await runSection({ root, units: together, limits: { ...limits, seconds: limits.seconds * (1 + mutants.length) } });
  return { trials: mutants.map((mutant) => ({ mutant, verdict: verdictOn(mutant, run.outcomes.get(mutant.claim.id)) })), run };
}

/** Each right after its original, so that both see the same scope. */
function withMutants(units: readonly Unit[], mutants: readonly ClaimMutant[]): readonly Unit[] {
  return units.flatMap((unit) => [unit, ...mutants.filter(({ original }) => original === unit).map(({ claim }) => claim)]);
}

function verdictOn(mutant: ClaimMutant, outcome: Outcome | undefined): Verdict {
  if (outcome === undefined) throw new Error(`internal: \`${mutant.claim.id}\` was not run`);
  if (!outcome.ok) return { kind: "noticed", by: outcome.failures[0]?.code ?? "a failure" };
  return mutant.isLoose && mutant.matters ? { kind: "still true" } : { kind: "survived" };
}
