/** The formulas of derivations and cost tables, changed: each mutant is a claim of its own, to be checked by the same cell. */
import type { Section } from "../../tangle/index.ts";
import type { CostUnit, DerivationUnit, Formula, Unit } from "../units/unit.ts";
import { placeInFormula } from "../units/units.ts";
import { changed, formulaChanges, type FormulaChange } from "./formulas.ts";
import type { Identified, Mutant } from "./mutant.ts";

/** A mutant of a formula, and the unit that has it in the original's place. */
export interface ClaimMutant extends Mutant {
  readonly original: DerivationUnit | CostUnit;
  readonly claim: DerivationUnit | CostUnit;
  /** Whether nothing but a bound or an expectation is claimed, so that the change may leave it true. */
  readonly isLoose: boolean;
}

/** All mutants of the formulas that a section claims and that can be checked. */
export function claimMutants(section: Section, units: readonly Unit[]): readonly ClaimMutant[] {
  return units.flatMap((unit) => {
    if ((unit.kind !== "derivation" && unit.kind !== "cost") || unit.unchecked !== null) return [];
    const bound = boundBy(unit);
    return unit.kind === "derivation" ? derivationMutants(unit, { section, bound }) : costMutants(unit, { section, bound });
  });
}

/** The mutants with claims of their own names, by which their draws are seeded: another mutant more or less moves none of them. */
export function named(mutants: readonly Identified<ClaimMutant>[]): readonly Identified<ClaimMutant>[] {
  return mutants.map((mutant) => ({ ...mutant, claim: { ...mutant.claim, id: `${mutant.original.id}~${mutant.identity.slice(0, 16)}` } }));
}

interface Setting {
  readonly section: Section;
  readonly bound: ReadonlySet<string>;
}

function derivationMutants(unit: DerivationUnit, { section, bound }: Setting): readonly ClaimMutant[] {
  return unit.displays.flatMap((formula, at) =>
    formulaChanges(formula.latex, bound).map((change): ClaimMutant => {
      const displays = unit.displays.map((each, index) => (index === at ? withChange(formula, change) : each));
      return { ...mutantOf("formula", formula, { change, section, name: `${unit.id} ${at + 1}` }), original: unit, claim: { ...unit, displays }, isLoose: isLoose(unit, formula, change) };
    }),
  );
}

/** With a cell, each side of a row is held against its yield; without one, and in a reason, only against the other side. */
function isLoose(unit: DerivationUnit, formula: Formula, { reason }: FormulaChange): boolean {
  if (reason !== null) return /\\(?:[lg]eq?(?:slant)?|[lg]t|neq?|approx)(?![a-zA-Z])|[<>]/.test(reason);
  return unit.verify === null && /\\[lg]eq?(?![a-zA-Z])|[<>]/.test(formula.latex);
}

function costMutants(unit: CostUnit, { section, bound }: Setting): readonly ClaimMutant[] {
  return unit.rows.flatMap((row, at) =>
    row.entries.flatMap((entry, column) =>
      formulaChanges(entry.formula.latex, bound).map((change): ClaimMutant => {
        const entries = row.entries.map((each, index) => (index === column ? { ...entry, formula: withChange(entry.formula, change) } : each));
        const rows = unit.rows.map((each, index) => (index === at ? { ...row, entries } : each));
        const isLoose = /\\leq?(?![a-zA-Z])|\\approx/.test(entry.formula.latex);
        return { ...mutantOf("cost", entry.formula, { change, section, name: `${unit.id} ${row.label} ${entry.column}` }), original: unit, claim: { ...unit, rows }, isLoose };
      }),
    ),
  );
}

/** A change of a formula that is called `name` in its section. */
interface Change {
  readonly change: FormulaChange;
  readonly section: Section;
  readonly name: string;
}

/** One edit stands for all of a renamed index's. */
function mutantOf(kind: "formula" | "cost", formula: Formula, { change, section, name }: Change): Mutant {
  const [first = { start: 0, end: 0, text: "" }] = change.edits;
  const span = { start: placeInFormula(formula, first.start), end: placeInFormula(formula, first.end) };
  return { kind, change: change.change, section, span, text: first.text, matters: change.matters, within: { name, text: formula.latex, at: first.start } };
}

function withChange(formula: Formula, change: FormulaChange): Formula {
  return { ...formula, latex: changed(formula.latex, change) };
}

/** What a cell hands to `given`, and the symbols with ranges: no index of these names may be renamed. */
function boundBy({ verify, ranges }: DerivationUnit | CostUnit): ReadonlySet<string> {
  const text = verify?.lines.map((line) => line.text).join("\n") ?? "";
  const given = [...text.matchAll(/given\(\{([^}]*)\}|\{([^{}]*)\}\s*=\s*sizes\(/g)].flatMap(([, one, other]) => (one ?? other ?? "").split(","));
  return new Set([...given.map((each) => each.split(":")[0]?.trim() ?? ""), ...ranges.map(({ name }) => name)]);
}
