/** What the prover does the same way in its own process and in a page in which someone doubts: it draws, counts, reads, evaluates and judges. */
export { runnerName } from "./cells/job.ts";
export { countedAt, countedFor, doubtedCost, type DoubtedCost, type DoubtedEntry } from "./doubted/cost.ts";
export { doubtedDerivation, drawnFor, slipsOf, type DoubtedDerivation, type DoubtedLine, type Slip } from "./doubted/derivation.ts";
export { installHelpers } from "./helpers/install.ts";
export type { Draw, VerifyCell } from "./derivations/check.ts";
export type { CostCell, CountedRun } from "./costs/check.ts";
export type { DerivationClaim } from "./derivations/rows.ts";
export type { CostClaim } from "./costs/places.ts";
export type { Failure } from "./records/outcome.ts";
