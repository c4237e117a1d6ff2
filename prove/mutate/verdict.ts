/** What came of a mutant. */
import type { Mutant } from "./mutant.ts";

/** Whether a change was noticed once the evidence was renewed, and by what. */
export type Verdict =
  | { readonly kind: "noticed"; readonly by: string }
  | { readonly kind: "survived" }
  /** A bound or an expectation that the change leaves true. */
  | { readonly kind: "still true" };

/** A mutant that was tried. */
export interface MutationResult {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}
