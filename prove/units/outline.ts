/** What of a unit its evidence depends on: a few texts, small enough to be remembered in place of the parsed section. */
import type { Need, Offset } from "../../tangle/index.ts";
import type { Formula, SectionUnits, Unit, UnitKind } from "./unit.ts";

/** Which unit it is. */
export interface UnitName {
  /** Unique in its section. */
  readonly id: string;
  readonly kind: UnitKind;
  /** Why all of a derivation or cost table is unchecked; null where it is checked. */
  readonly unchecked: string | null;
  /** What it says that it needs of the machine. */
  readonly needs: readonly Need[];
}

/** A unit without its positions, but for where it begins. */
export interface UnitOutline extends UnitName {
  readonly start: Offset;
  /** All that the unit itself says, as one text: layout of the chapter, `hide` and output aside. */
  readonly content: string;
  /** The code in it, whose imports count; "" if it has none. */
  readonly code: string;
  /** Whether later units of the section see what it declares. */
  readonly declares: boolean;
  /** Whether it is a measurement, so that another run gives another result. */
  readonly measured: boolean;
  /** Whether it depends on all of the program: any of its tests may notice a mutant. */
  readonly mutant: boolean;
}

/** The outlines of a section's units, in their order. */
export function outlinesOf({ units }: SectionUnits): readonly UnitOutline[] {
  return units.map((unit) => ({
    id: unit.id,
    kind: unit.kind,
    unchecked: "unchecked" in unit ? unit.unchecked : null,
    needs: needsOf(unit),
    start: unit.span.start,
    content: JSON.stringify([unit.kind, ...contentOf(unit), ...needed(unit)]),
    code: codeOf(unit),
    declares: unit.kind === "run" || unit.kind === "figure",
    measured: (unit.kind === "run" || unit.kind === "figure") && unit.fence.measure,
    mutant: unit.kind === "wrong" && unit.fence.wrong?.chunk != null,
  }));
}

function contentOf(unit: Unit): readonly unknown[] {
  switch (unit.kind) {
    case "run":
      return [codeOf(unit), unit.fence.measure, unit.fence.baseline];
    case "figure":
      // the drawing has the id in it and says its alternative text
      return [codeOf(unit), unit.fence.measure, unit.id, unit.alt];
    case "value":
      return [codeOf(unit)];
    case "derivation":
      // the id seeds the draws
      return [codeOf(unit), unit.id, unit.displays.map(latexOf), unit.ranges, unit.tolerance, unit.approx, unit.unchecked];
    case "cost":
      return [codeOf(unit), unit.id, unit.rows.map(rowOf), unit.ranges, unit.unchecked];
    case "wrong":
      return [codeOf(unit), unit.fence.wrong];
    case "fragment":
      return [codeOf(unit), unit.fence.language];
    default:
      return unit satisfies never;
  }
}

function codeOf(unit: Unit): string {
  if (unit.kind === "value") return unit.expression;
  const fence = "fence" in unit ? unit.fence : unit.verify;
  return fence?.lines.map(({ text }) => text).join("\n") ?? "";
}

function needsOf(unit: Unit): readonly Need[] {
  const fence = "fence" in unit ? unit.fence : "verify" in unit ? unit.verify : null;
  return fence?.needs ?? [];
}

/** A record of a unit that needs something says where it was made; one from before it said so does not. */
function needed(unit: Unit): readonly unknown[] {
  const needs = needsOf(unit);
  return needs.length === 0 ? [] : [{ needs }];
}

function rowOf({ label, entries }: Extract<Unit, { kind: "cost" }>["rows"][number]): readonly unknown[] {
  return [label, entries.map(({ column, formula }) => [column, latexOf(formula)])];
}

function latexOf({ latex }: Formula): string {
  return latex;
}
