/** The checks of mistakes shown on purpose: each must fail, and just as announced. */
import type { Layout, ReadyBook } from "../../tangle/index.ts";
import type { Limits } from "../units/limits.ts";
import type { Outcome } from "../records/outcome.ts";
import type { SectionUnits } from "../units/unit.ts";
import type { Replacement } from "./mutants.ts";

export { announcementOf, type Announcement } from "../units/announcement.ts";
export { checkException, type Thrown } from "./exception.ts";
export type { Replacement } from "./mutants.ts";

/** Outcomes by id of a section's `wrong="TS…"` fences without `chunk=`: the section's cells before each, and it, are type-checked with the program of their chapter. */
export async function checkTypeErrors(root: string, units: SectionUnits, layouts: readonly Layout[]): Promise<ReadonlyMap<string, Outcome>> {
  // the type-checker takes a while to load, and most sections have no use for it
  return units.units.some((unit) => unit.kind === "wrong") ? (await import("./typeErrors.ts")).typeErrors(root, units, layouts) : new Map();
}

/** How long the tests of one changed program may take, and who is told what is about to be done. */
export interface MutantOptions {
  readonly limits: Pick<Limits, "seconds">;
  readonly progress?: (step: string) => void;
}

/** The outcome of each fence with `chunk=`, one program after the other. */
export async function checkMutants(ready: ReadyBook, replacements: readonly Replacement[], { limits, progress = () => {} }: MutantOptions): Promise<ReadonlyMap<Replacement, Outcome>> {
  const outcomes = new Map<Replacement, Outcome>();
  if (replacements.length === 0) return outcomes;
  const { checkReplacement } = await import("./mutants.ts");
  for (const [index, replacement] of replacements.entries()) {
    progress(`testing mistakes on purpose, ${index + 1} of ${replacements.length}`);
    outcomes.set(replacement, await checkReplacement(ready, replacement, limits));
  }
  return outcomes;
}
