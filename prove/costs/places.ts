/** The formulas of a cost table, each with its row, its column and its number among all formulas of the table. */
import type { CostRow, CostUnit, Formula } from "../units/unit.ts";
import { plain } from "./sums.ts";

/** What a cost table claims: all of it that checking needs. */
export type CostClaim = Pick<CostUnit, "id" | "rows" | "ranges" | "approx">;

/** Where an entry stands. */
export interface EntryPlace {
  readonly label: string;
  readonly column: string;
  readonly formula: Formula;
  /** Row by row, from 0: a failure names the formula by it. */
  readonly number: number;
  /** True in the row `total`, which is the sum over all labels. */
  readonly total: boolean;
}

/** All entries, row by row. */
export function placesOf(rows: readonly CostRow[]): readonly EntryPlace[] {
  const entries = rows.flatMap(({ label, entries }) => entries.map(({ column, formula }) => ({ label, column, formula, total: isTotal(label) })));
  return entries.map((entry, number) => ({ ...entry, number }));
}

/** Whether a row is the sum of all. */
export function isTotal(label: string): boolean {
  return plain(label) === "total";
}
