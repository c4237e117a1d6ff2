/** What passes between a page and the worker that judges a claim. */
import type { DoubtedCost, DoubtedDerivation, Failure } from "../../../prove/doubtedInPage.ts";
import type { Claim } from "./claimFile.ts";

/** What the page asks, once the claim's cell is there. */
export type Asked = { readonly claim: Claim } & (
  /** Other values; with no salt those of the book itself. */
  | { readonly doubt: "draw"; readonly salt: string }
  /** The claim, changed, on the values that there are. */
  | { readonly doubt: "judge" }
  /** A cost at sizes of the reader's, besides those that there are. */
  | { readonly doubt: "count"; readonly sizes: Readonly<Record<string, number>> }
);

/** What it is told. */
export interface Answered {
  readonly kind: "doubted";
  readonly verdict: Verdict;
}

/** `undrawn`: the cell does not come to an end on values like these. */
export type Verdict = DoubtedDerivation | DoubtedCost | { readonly kind: "undrawn"; readonly failures: readonly Failure[] };
