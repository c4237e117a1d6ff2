/** Which mutants a run is about. */
import { chosenIn } from "./choice.ts";
import { allOf, only, type SectionMutants } from "./made.ts";
import type { Identified, Mutant } from "./mutant.ts";
import { sample } from "./sample.ts";
import { partOf, type Shard } from "./shard.ts";

/** What a run is about, and what it goes by. */
export type Selection =
  /** Every mutant, each tried now. */
  | { readonly kind: "every" }
  /** So many of each quick kind, and a tenth as many operators, those of lowest rank, each tried now. */
  | { readonly kind: "sample"; readonly size: number; readonly seed: number }
  /** A few of each section, always the same; those whose verdict is not recorded are tried, `most` of each quick kind and a tenth as many operators: null is all. */
  | { readonly kind: "changed"; readonly writes: "nothing" | "record"; readonly most: number | null }
  /** Every mutant, or a part of them; those whose verdict this machine has found before are not tried again, and of the others `most` as above. */
  | { readonly kind: "full"; readonly shard: Shard | null; readonly most: number | null };

/** The mutants of a selection, section by section. */
export function selected(made: readonly SectionMutants[], selection: Selection): readonly SectionMutants[] {
  switch (selection.kind) {
    case "every":
      return made;
    case "sample":
      return sampled(made, selection);
    case "changed":
      return made.map((each) => keeping(each, new Set(chosenIn(allOf(each)))));
    case "full":
      return selection.shard === null ? made : partsOf(made, selection.shard);
    default:
      return selection satisfies never;
  }
}

function keeping(mutants: SectionMutants, wanted: ReadonlySet<Identified<Mutant>>): SectionMutants {
  return only(mutants, (mutant) => wanted.has(mutant));
}

/**
 * Of the mutants whose verdict nobody knows, those that a run tries: the lowest in rank, as in a sample, or none. In a normal run
 * outputs and numbers, which are held against what is recorded of their cells, cost nothing and are all among them.
 */
export function atMost(unknown: readonly SectionMutants[], selection: Selection): readonly SectionMutants[] {
  const most = "most" in selection ? selection.most : null;
  if (most === null) return unknown;
  const few = new Set(most === 0 ? [] : sampled(unknown, { size: most, seed: 1 }).flatMap(allOf));
  const isFree = (mutant: Mutant): boolean => most > 0 && selection.kind === "changed" && isOfText(mutant);
  return unknown.map((each) => only(each, (mutant) => isFree(mutant) || few.has(mutant)));
}

/** Whether a mutant is in what running the book showed, not in what is run. */
export function isOfText({ kind }: Pick<Mutant, "kind">): boolean {
  return kind === "output" || kind === "number";
}

function sampled(made: readonly SectionMutants[], { size, seed }: { readonly size: number; readonly seed: number }): readonly SectionMutants[] {
  const few = Math.max(1, Math.round(size / 10));
  const chosen = [
    ...sample(made.flatMap(({ claims }) => claims), size, seed),
    ...sample(made.flatMap(({ outputs }) => outputs), size, seed),
    ...sample(made.flatMap(({ numbers }) => numbers), size, seed),
    ...sample(made.flatMap(({ operators }) => operators), few, seed),
  ];
  return made.map((each) => keeping(each, new Set(chosen)));
}

/** A section's formulas, outputs and numbers fall to one part, since they share a process; operators are dealt out one by one. */
function partsOf(made: readonly SectionMutants[], shard: Shard): readonly SectionMutants[] {
  const sections = new Set(partOf(made.filter(({ claims, outputs, numbers }) => claims.length + outputs.length + numbers.length > 0), shard));
  const operators = new Set(partOf(made.flatMap((each) => each.operators), shard));
  return made.map((each) => only(each, (mutant) => (mutant.kind === "operator" ? operators.has(mutant) : sections.has(each))));
}
