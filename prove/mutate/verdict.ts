/** What came of a mutant. */
import type { Mutant } from "./mutant.ts";

/** Whether a change was noticed once the evidence was renewed, and by what. */
export type Verdict =
  | { readonly kind: "noticed"; readonly by: string }
  | { readonly kind: "survived" }
  /** A bound or an expectation that the change leaves true. */
  | { readonly kind: "still true" }
  /** What should have noticed it did not come to its end: it counts neither as noticed nor as survived. */
  | { readonly kind: "timed out"; readonly where: string }
  /** What should notice it cannot be run on this machine. */
  | { readonly kind: "not tried"; readonly why: string };

/** A mutant that was tried, or whose verdict was known. */
export interface MutationResult {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** Whether a verdict is one that another machine would reach too, so that it is worth keeping. */
export function isLasting({ kind }: Verdict): boolean {
  return kind !== "not tried";
}
