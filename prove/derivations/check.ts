/** Checks derivations: the printed mathematics itself is evaluated on many draws. */
import { drawOf, rangeDraw, type Draw, type PlaceOfError, type VerifyCell } from "./draws.ts";
import { checkRows } from "./rowsAgree.ts";
import type { DerivationClaim } from "./rows.ts";
import { numbersOf } from "../math/value.ts";
import type { Failure, Outcome } from "../records/outcome.ts";

export type { Draw, PlaceOfError, VerifyCell } from "./draws.ts";
export { checkRows } from "./rowsAgree.ts";
export type { DerivationClaim } from "./rows.ts";

const usualDraws = 100;
const fewestDraws = 20;
/** A draw on which more parts of formulas than this are evaluated is slow; counted, not timed, so that it is the same everywhere. */
const effortOfAll = 2_000_000;

/**
 * Checks one derivation, with its verify cell or, without one, at random points of the stated ranges. Helpers must be
 * installed for the cell. `placeOf` says where in the chapter an exception of the cell was thrown.
 */
export function checkDerivation(claim: DerivationClaim, cell: VerifyCell | null, placeOf: PlaceOfError = () => ({ kind: "unit" })): Outcome {
  const made = drawsFor(claim, cell, placeOf);
  return "failures" in made ? { ok: false, failures: made.failures } : checkRows(claim, made.draws);
}

/** All that was drawn, or why it could not be. */
export type Draws = { readonly draws: readonly Draw[] } | { readonly failures: readonly Failure[] };

/**
 * As many draws as the claim is checked on: 100, fewer (not below 20) if its formulas are long to evaluate, as many as the
 * cell states, one if nothing is drawn. Other displays may be judged on them: only formulas are evaluated then.
 */
export function drawsFor(claim: DerivationClaim, cell: VerifyCell | null, placeOf: PlaceOfError = () => ({ kind: "unit" })): Draws {
  const source: Source = { claim, cell, placeOf };
  const start = drawsFrom(source, 1, 1);
  const [first] = "draws" in start ? start.draws : [];
  if (first === undefined || first.isOnly || "failures" in start) return start;
  const again = drawsFrom(source, 1, 1);
  if ("failures" in again) return again;
  if (!again.draws.every((draw) => isSame(first, draw))) return { failures: [notDeterministic] };
  const rest = drawsFrom(source, 2, first.stated ?? countFor(claim, first));
  return "failures" in rest ? rest : { draws: [first, ...rest.draws] };
}

interface Source {
  readonly claim: DerivationClaim;
  readonly cell: VerifyCell | null;
  readonly placeOf: PlaceOfError;
}

function drawsFrom({ claim, cell, placeOf }: Source, from: number, to: number): Draws {
  const draws: Draw[] = [];
  for (let number = from; number <= to; number++) {
    if (cell === null) {
      draws.push(rangeDraw(claim.ranges, { id: claim.id, number }));
      continue;
    }
    const made = drawOf(cell, { id: claim.id, number }, placeOf);
    if ("failure" in made) return { failures: [made.failure] };
    draws.push(made.draw);
  }
  return { draws };
}

function countFor(claim: DerivationClaim, first: Draw): number {
  checkRows(claim, [first]);
  const effort = first.setting.effort.nodes;
  return Math.max(fewestDraws, Math.min(usualDraws, Math.floor(effortOfAll / Math.max(1, effort))));
}

/** Functions cannot be compared; what they give shows in the yields. */
function isSame(one: Draw, other: Draw): boolean {
  const numbers = ({ setting, yields }: Draw) => {
    const values = [...setting.bindings.values(), ...(yields ?? []).flatMap((each) => (each.kind === "unchecked" ? [] : [each.value]))];
    return JSON.stringify(values.map((value) => numbersOf(value).map((number) => String(number.re))));
  };
  return numbers(one) === numbers(other);
}

const notDeterministic: Failure = {
  code: "not-deterministic",
  message: "the cell gives other values when it is run again on the same draw",
  where: { kind: "unit" },
  notes: [],
  cure: "draw with the helpers of the cell (`normal`, `simplex`, `index`, …) only",
};
