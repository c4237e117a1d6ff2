/** Checks costs: the formulas of a table are evaluated, and must be what the program's ledger counts. */
import { runCell, type CostCell, type CountedRun } from "./counting.ts";
import { checkEntries } from "./entriesAgree.ts";
import type { CostClaim } from "./places.ts";
import { isEmpty, runs } from "./sizes.ts";
import type { PlaceOfError } from "../derivations/check.ts";
import type { Failure, Outcome } from "../records/outcome.ts";

export type { CostCell, CountedRun } from "./counting.ts";
export { checkEntries } from "./entriesAgree.ts";
export type { CostClaim } from "./places.ts";

/** All that was counted, or why it could not be. */
export type Counts = { readonly runs: readonly CountedRun[] } | { readonly failures: readonly Failure[] };

/**
 * Checks one cost table by its cell. While the cell runs, `sizes()` and `count(operation)` are globals, and the program finds
 * its ledger as `globalThis.bookLedger`. `placeOf` says where in the chapter an exception of the cell was thrown.
 */
export async function checkCost(claim: CostClaim, cell: CostCell, placeOf: PlaceOfError = () => ({ kind: "unit" })): Promise<Outcome> {
  const counted = await countsFor(claim, cell, placeOf);
  return "failures" in counted ? { ok: false, failures: counted.failures } : checkEntries(claim, counted.runs);
}

/** Runs the cell at eight sizes, drawn by the table's id. Other formulas may be judged on them: nothing is run then. */
export async function countsFor(claim: CostClaim, cell: CostCell, placeOf: PlaceOfError = () => ({ kind: "unit" })): Promise<Counts> {
  const empty = claim.ranges.filter(isEmpty).map(({ name, from, to }): Failure => ({ code: "empty-range", message: `there is no whole number from ${from} to ${to} for \`${name}\``, where: { kind: "unit" }, notes: [] }));
  if (empty.length > 0) return { failures: empty };
  const counted: CountedRun[] = [];
  for (let number = 0; number < runs; number++) {
    try {
      counted.push(await runCell(cell, claim.ranges, { id: claim.id, number }));
    } catch (error) {
      const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { failures: [{ code: "cell-throws", message: `the cell throws ${words}`, where: placeOf(error), notes: [`in run ${number + 1} of ${runs}`] }] };
    }
  }
  return { runs: counted };
}
