/** How what came of running a mutant is judged. A change of this module makes every verdict one to be found again. */
import type { Outcome } from "../records/outcome.ts";

/** A verdict on a formula, an output or a number. */
export type QuickVerdict =
  | { readonly kind: "noticed"; readonly by: string }
  | { readonly kind: "survived" }
  | { readonly kind: "still true" }
  | { readonly kind: "timed out"; readonly where: string };

/** What a changed formula is: whether the change means something, and whether only a bound or an expectation is claimed. */
export interface ChangedClaim {
  readonly matters: boolean;
  readonly isLoose: boolean;
}

/** A formula: the check of its claim must fail, and come to its end. */
export function claimVerdict({ matters, isLoose }: ChangedClaim, outcome: Outcome): QuickVerdict {
  if (outcome.ok) return isLoose && matters ? { kind: "still true" } : { kind: "survived" };
  const codes = outcome.failures.map(({ code }) => code);
  return codes[0] === "too-slow" ? { kind: "timed out", where: "the check of the formula" } : { kind: "noticed", by: codes[0] ?? "a failure" };
}

/** An output or a number: something must differ from what running the cell shows. `difference` is the code of what does; null if nothing does. */
export function textVerdict(difference: string | null): QuickVerdict {
  return difference === null ? { kind: "survived" } : { kind: "noticed", by: difference };
}
