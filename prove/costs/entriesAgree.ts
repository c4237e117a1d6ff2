/** Judges a cost table on counted runs: each formula at each run's sizes against what the ledger has there. */
import { evaluate } from "../math/evaluate.ts";
import type { Names } from "../math/expression.ts";
import { readEntry } from "../math/read.ts";
import { settingOf } from "../math/scope.ts";
import { describe } from "../math/value.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { CountedRun } from "./counting.ts";
import { alwaysEqual, at, noTolerance, notANumber, offExpectation, troubled, unequal, unreadable } from "./failures.ts";
import { placesOf, type CostClaim, type EntryPlace } from "./places.ts";
import { structureFailures } from "./structure.ts";

/** A claim on runs that were counted for it, or for another whose formulas are tried on the same cell. */
export function checkEntries(claim: CostClaim, runs: readonly CountedRun[]): Outcome {
  const [first] = runs;
  if (first === undefined) throw new Error("internal: a cost is judged on no run");
  const structure = structureFailures(claim, runs);
  if (structure.length > 0) return { ok: false, failures: structure };
  const judged = placesOf(claim.rows).map((place) => judgeEntry(place, { claim, runs }));
  const failures = judged.flatMap((each) => ("failure" in each ? [each.failure] : []));
  if (failures.length > 0) return { ok: false, failures };
  const exact = judged.filter((each) => "relation" in each && each.relation === "=").length;
  return { ok: true, result: { kind: "cost", sizes: runs.map(({ sizes }) => sizes), exact, bounds: judged.length - exact } };
}

type Judged = { readonly failure: Failure } | { readonly relation: "=" | "≤" | "≈" };

/** What a formula says at a run, and what was counted there. */
interface Pair {
  readonly run: number;
  readonly said: number;
  readonly counted: number;
}

function judgeEntry(place: EntryPlace, { claim, runs }: { readonly claim: CostClaim; readonly runs: readonly CountedRun[] }): Judged {
  const pairs: Pair[] = [];
  let relation: "=" | "≤" | "≈" = "=";
  for (const [run, counted] of runs.entries()) {
    const read = readEntry(place.formula.latex, namesOf(counted));
    if ("refusal" in read) return { failure: unreadable(place, read.refusal) };
    relation = read.relation;
    const found = evaluate(read.expression, settingOf(counted.bindings, claim.id));
    if ("trouble" in found) return { failure: troubled(place, found.trouble, at(runs, run)) };
    if (found.value.kind !== "number") return { failure: notANumber(place, describe(found.value)) };
    pairs.push({ run, said: found.value.re, counted: counted.sums.of(place.total ? null : place.label, place.column) ?? 0 });
  }
  const failure = failureOf(relation, pairs, { place, runs, approx: claim.approx });
  return failure === null ? { relation } : { failure };
}

interface Case {
  readonly place: EntryPlace;
  readonly runs: readonly CountedRun[];
  readonly approx: number | null;
}

function failureOf(relation: "=" | "≤" | "≈", pairs: readonly Pair[], { place, runs, approx }: Case): Failure | null {
  switch (relation) {
    case "=":
    case "≤": {
      const wrong = pairs.find(({ said, counted }) => !isEqual(said, counted) && (relation === "=" || counted > said));
      if (wrong !== undefined) return unequal(place, wrong, { relation, at: at(runs, wrong.run) });
      return relation === "≤" && pairs.every(({ said, counted }) => isEqual(said, counted)) ? alwaysEqual(place, runs.length) : null;
    }
    case "≈": {
      if (approx === null) return noTolerance(place);
      const ratio = pairs.reduce((sum, { said, counted }) => sum + (said === counted ? 1 : counted / said), 0) / pairs.length;
      return Math.abs(ratio - 1) <= approx ? null : offExpectation(place, { ratio, approx, runs: runs.length });
    }
    default:
      return relation satisfies never;
  }
}

/** Counts are whole numbers, so this is equality; only the formula's own arithmetic may round. */
function isEqual(said: number, counted: number): boolean {
  return Math.abs(said - counted) <= 1e-12 * Math.max(Math.abs(said), Math.abs(counted));
}

/** The names that a run binds, as an entry is read with them. */
export function namesOf({ bindings }: CountedRun): Names {
  const functions = [...bindings].flatMap(([name, value]) => (value.kind === "function" ? [name] : []));
  return { bound: new Set(bindings.keys()), functions: new Set(functions) };
}
