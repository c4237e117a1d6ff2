/** What a page is given to check one derivation or cost again: `assets/claims/ID.js`. */
import type { CostClaim, DerivationClaim } from "../../../prove/doubtedInPage.ts";
import type { ProgramName } from "../cells/programFile.ts";

/** A claim as the prover has it, without its places in the chapter. */
export type Claim = { readonly kind: "derivation"; readonly claim: DerivationClaim } | { readonly kind: "cost"; readonly claim: CostClaim };

/** A claim, and what runs before it can be checked. */
export interface ClaimFile {
  readonly claim: Claim;
  /** The chapter's program. */
  readonly program: ProgramName;
  /** The module that hands its cell to the runner, compiled, with the parts of earlier cells that it needs. */
  readonly module: string;
  readonly hasBefore: boolean;
  readonly packs: readonly string[];
  /** Why it cannot be checked in a page: a cell that it needs runs only elsewhere. Null where it can. */
  readonly elsewhere: string | null;
}

/** The name in the data store under which a claim is given. */
export function claimName(id: string): string {
  return `claims/${id}`;
}
