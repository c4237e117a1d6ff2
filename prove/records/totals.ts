/** How much the book has shown: what the editions' colophon lists and `prove` prints at its end. */
import type { Offset } from "../../tangle/index.ts";
import type { CostResult, DerivationResult, UnitRecord } from "./record.ts";

/** Counts of what is proved. Nothing that is missing or stale is in them. */
export interface Totals {
  /** Derivations whose rows were compared; those that are unchecked as a whole are not among them. */
  readonly derivations: number;
  /** Expressions compared, in all of them. */
  readonly rows: number;
  /** Reasons compared: those that state a relation. */
  readonly reasons: number;
  /** Draws of them all. */
  readonly draws: number;
  readonly costs: number;
  /** Entries of cost tables that equal what was counted, and those that bound it or are its expectation. */
  readonly entries: number;
  readonly bounds: number;
  /** `run` cells, measurements among them. */
  readonly cells: number;
  readonly measurements: number;
  readonly figures: number;
  readonly experiments: number;
  /** Seeds of them all. */
  readonly runs: number;
  /** Inline cells. */
  readonly numbers: number;
  /** Mistakes shown on purpose. */
  readonly wrong: number;
  readonly fragments: number;
  readonly unchecked: readonly Exception[];
  readonly transcribed: readonly Exception[];
}

/** Something that numbers do not show, and why. */
export interface Exception {
  /** The chapter's file, and where the derivation or table begins in it. */
  readonly path: string;
  readonly offset: Offset;
  /** The id of the unit: its `{#id}` where it has one. */
  readonly id: string;
  /** The expression, counted from 1; null where all of the display or table is meant. */
  readonly row: number | null;
  readonly why: string;
}

/** A unit that is proved, as far as it counts. */
export interface Shown {
  readonly path: string;
  readonly offset: Offset;
  readonly id: string;
  /** Why all of it is unchecked; null where it is checked. */
  readonly unchecked: string | null;
  readonly record: UnitRecord;
}

/** Counts. */
export function totalsOf(shown: readonly Shown[]): Totals {
  const results = shown.filter(({ unchecked }) => unchecked === null).map(({ record }) => record.result);
  const count = (kind: (typeof results)[number]["kind"]): number => results.filter((result) => result.kind === kind).length;
  const derivations = results.filter((result): result is DerivationResult => result.kind === "derivation");
  const costs = results.filter((result): result is CostResult => result.kind === "cost");
  return {
    derivations: derivations.length,
    rows: sum(derivations, ({ rows }) => rows),
    reasons: sum(derivations, ({ reasons }) => reasons),
    draws: sum(derivations, ({ draws }) => draws),
    costs: costs.length,
    entries: sum(costs, ({ exact, bounds }) => exact + bounds),
    bounds: sum(costs, ({ bounds }) => bounds),
    cells: count("run"),
    measurements: results.filter((result) => result.kind === "run" && result.measured !== undefined).length,
    figures: count("figure"),
    experiments: count("experiment"),
    runs: sum(results, (result) => (result.kind === "experiment" ? result.runs.length : 0)),
    numbers: count("value"),
    wrong: count("wrong"),
    fragments: count("fragment"),
    unchecked: shown.flatMap(uncheckedIn),
    transcribed: shown.flatMap((each) => exceptionsIn(each, "transcribed")),
  };
}

/** The totals of parts of a book, as one. */
export function joinedTotals(parts: readonly Totals[]): Totals {
  const none = totalsOf([]);
  const counts = Object.entries(none).flatMap(([name, count]) => (typeof count === "number" ? [[name, sum(parts, (part) => part[name as keyof Totals] as number)] as const] : []));
  return { ...none, ...Object.fromEntries(counts), unchecked: parts.flatMap(({ unchecked }) => unchecked), transcribed: parts.flatMap(({ transcribed }) => transcribed) };
}

function uncheckedIn(each: Shown): readonly Exception[] {
  if (each.unchecked === null) return exceptionsIn(each, "unchecked");
  return [{ path: each.path, offset: each.offset, id: each.id, row: null, why: each.unchecked }];
}

function exceptionsIn({ path, offset, id, record }: Shown, which: "unchecked" | "transcribed"): readonly Exception[] {
  const { result } = record;
  return result.kind === "derivation" ? result[which].map(({ row, why }) => ({ path, offset, id, row, why })) : [];
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}
