/** Which mutants of a section a normal run tries: a few of each kind, and always the same ones as long as the section is the same. */
import type { Identified, Mutant, MutantKind } from "./mutant.ts";

/** How many of each kind a section gives. An operator takes a run of tests; a whole section's formulas take one process. */
export const perSection: { readonly [K in MutantKind]: number } = { formula: 2, cost: 2, output: 2, number: 2, operator: 1 };

/**
 * Chooses among the mutants of one section: of each kind those whose identities, which are hashes, come first. Nothing
 * outside the section moves the choice, and an edit inside it only where a mutant is gone or comes before the chosen ones.
 */
export function chosenIn<T extends Mutant>(mutants: readonly Identified<T>[]): readonly Identified<T>[] {
  const kinds = new Set(mutants.map(({ kind }) => kind));
  const chosen = new Set([...kinds].flatMap((kind) => {
    const own = mutants.filter((each) => each.kind === kind).map(({ identity }) => identity);
    return own.sort().slice(0, perSection[kind]);
  }));
  return mutants.filter(({ identity }) => chosen.has(identity));
}
