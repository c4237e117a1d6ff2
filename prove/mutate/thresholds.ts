/** How many changes must be noticed, by kind. */
import type { MutantKind } from "./mutant.ts";
import type { MutationResult } from "./verdict.ts";

/** The share of the changes that matter, came to their end and are not bounds that stay true; what is explained in `book/survivors.yml` is not counted as missed. */
export const thresholds: { readonly [K in MutantKind]: { readonly share: number; readonly noun: string } } = {
  formula: { share: 0.95, noun: "formulas of derivations" },
  cost: { share: 0.95, noun: "formulas of cost tables" },
  output: { share: 1, noun: "digits of outputs" },
  number: { share: 1, noun: "digits of numbers in prose" },
  operator: { share: 0.8, noun: "operators of chunks" },
};

/** The kinds in the order in which they are reported. */
export const kinds: readonly MutantKind[] = ["formula", "cost", "output", "number", "operator"];

/** How the trials of one kind ended. */
export interface Score {
  readonly kind: MutantKind;
  readonly noticed: number;
  /** Noticed or survived; bounds that stay true, changes without meaning, and what did not come to its end or was not tried are not among them. */
  readonly of: number;
  /** Those of them that survived and are explained. */
  readonly explained: number;
  readonly stillTrue: number;
  readonly timedOut: number;
  readonly notTried: number;
  /** Changes without meaning, and how many of them passed. */
  readonly meaningless: number;
  readonly passed: number;
  readonly isReached: boolean;
}

/** Scores the trials of a kind; null where there are none. A survivor that is explained is none that should have been noticed. */
export function scoreOf(kind: MutantKind, trials: readonly MutationResult[], isExplained: (trial: MutationResult) => boolean): Score | null {
  const own = trials.filter(({ mutant }) => mutant.kind === kind);
  if (own.length === 0) return null;
  const meaning = own.filter(({ mutant }) => mutant.matters);
  const count = (which: MutationResult["verdict"]["kind"]): number => meaning.filter(({ verdict }) => verdict.kind === which).length;
  const [noticed, survived] = [count("noticed"), count("survived")];
  const isOpen = ({ verdict }: MutationResult): boolean => verdict.kind === "timed out" || verdict.kind === "not tried";
  const without = own.filter((trial) => !trial.mutant.matters && !isOpen(trial));
  const passed = without.filter(({ verdict }) => verdict.kind !== "noticed").length;
  const explained = meaning.filter((trial) => trial.verdict.kind === "survived" && isExplained(trial)).length;
  const isReached = noticed >= thresholds[kind].share * (noticed + survived - explained) && passed === without.length;
  const open = (which: "timed out" | "not tried"): number => own.filter(({ verdict }) => verdict.kind === which).length;
  return { kind, noticed, of: noticed + survived, explained, stillTrue: count("still true"), timedOut: open("timed out"), notTried: open("not tried"), meaningless: without.length, passed, isReached };
}
