/** What passes between a page and the worker that judges a claim. */
import type { DoubtedCost, DoubtedDerivation, Failure, Slip } from "../../../prove/doubtedInPage.ts";
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

/** What it is told; of changed claims that it asks of one after the other perhaps of the last only. */
export interface Answered {
  readonly kind: "doubted";
  readonly asked: Asked;
  readonly verdict: Verdict;
}

/** Of a derivation that was just drawn also how it could be changed. `undrawn`: the cell does not come to an end on values like these. */
export type Verdict = (DoubtedDerivation & { readonly slips?: readonly (readonly Slip[])[] }) | DoubtedCost | { readonly kind: "undrawn"; readonly failures: readonly Failure[] };
