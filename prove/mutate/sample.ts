/** A choice of mutants by what they are, the same on every machine: an edit gives another rank only to mutants of the text that it changes. */
import { sha256 } from "../../tangle/index.ts";
import type { Identified, Mutant } from "./mutant.ts";

/**
 * The `count` mutants of lowest rank, in their order; all of them if there are no more. A rank is a hash of the section's path and of
 * the mutant's identity, salted with `seed`. So what an edit adds or takes away moves the border only by as many places.
 */
export function sample<T extends Mutant>(mutants: readonly Identified<T>[], count: number, seed: number): readonly Identified<T>[] {
  const ranked = mutants.map((mutant) => ({ mutant, rank: rankOf(mutant, seed) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, count).map(({ mutant }) => mutant));
  return mutants.filter((mutant) => chosen.has(mutant));
}

function rankOf({ section, identity }: Identified<Mutant>, seed: number): string {
  return sha256(JSON.stringify([seed, section.path, identity]));
}
