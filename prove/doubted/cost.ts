/** A cost table as someone who doubts it sees it: the prover's verdict on some sizes, and what each entry says and the ledger has at one of them. */
import { checkEntries, countsFor, type CostCell, type CostClaim, type CountedRun, type Counts } from "../costs/check.ts";
import { runCell } from "../costs/counting.ts";
import { namesOf } from "../costs/entriesAgree.ts";
import { placesOf, type EntryPlace } from "../costs/places.ts";
import { evaluate } from "../math/evaluate.ts";
import { readEntry } from "../math/read.ts";
import { settingOf } from "../math/scope.ts";
import type { Failure } from "../records/outcome.ts";

/** What there is to say of a table on its runs. */
export interface DoubtedCost {
  readonly kind: "cost";
  readonly failures: readonly Failure[];
  /** At how many sizes it was judged. */
  readonly runs: number;
  /** Those at which the entries are shown, in the order of the table's ranges. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly entries: readonly DoubtedEntry[];
}

/** One formula of the table. */
export interface DoubtedEntry {
  readonly label: string;
  readonly column: string;
  readonly latex: string;
  readonly state: "holds" | "breaks";
  readonly relation: "=" | "≤" | "≈";
  /** What the formula gives at the sizes that are shown; null where it cannot be read, or gives no number. */
  readonly said: number | null;
  readonly counted: number;
}

/** Runs the cell at eight sizes. With another salt they are others; with none they are those of the book itself. */
export function countedFor(claim: CostClaim, cell: CostCell, salt: string): Promise<Counts> {
  return countsFor(salt === "" ? claim : { ...claim, id: `${claim.id} ${salt}` }, cell);
}

/** Runs the cell once, at given sizes. */
export async function countedAt(claim: CostClaim, cell: CostCell, sizes: Readonly<Record<string, number>>): Promise<Counts> {
  const ranges = Object.entries(sizes).map(([name, size]) => ({ name, from: size, to: size }));
  try {
    return { runs: [await runCell(cell, ranges, { id: claim.id, number: 0 })] };
  } catch (error) {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { failures: [{ code: "cell-throws", message: `the cell throws ${words}`, where: { kind: "unit" }, notes: [] }] };
  }
}

/** Judges a table, whose formulas may have been changed since, on what was counted for it; its entries are shown at the first of these runs. */
export function doubtedCost(claim: CostClaim, runs: readonly CountedRun[]): DoubtedCost {
  const outcome = checkEntries(claim, runs);
  const failures = outcome.ok ? [] : outcome.failures;
  const [shown] = runs;
  if (shown === undefined) throw new Error("internal: a cost is judged on no run");
  const entries = placesOf(claim.rows).map((place) => entryAt(place, { shown, failures }));
  return { kind: "cost", failures, runs: runs.length, sizes: shown.sizes, entries };
}

function entryAt(place: EntryPlace, { shown, failures }: { readonly shown: CountedRun; readonly failures: readonly Failure[] }): DoubtedEntry {
  const { label, column, formula: { latex }, number, total } = place;
  const read = readEntry(latex, namesOf(shown));
  const found = "refusal" in read ? null : evaluate(read.expression, settingOf(shown.bindings, ""));
  const said = found !== null && "value" in found && found.value.kind === "number" ? found.value.re : null;
  const breaks = failures.some(({ where }) => where.kind === "formula" && where.formula === number);
  return { label, column, latex, state: breaks ? "breaks" : "holds", relation: "refusal" in read ? "=" : read.relation, said, counted: shown.sums.of(total ? null : label, column) ?? 0 };
}
