/** What of a unit its evidence depends on: a few texts, small enough to be remembered in place of the parsed section. */
import type { Need, Offset } from "../../tangle/index.ts";
import { codeWithoutComments } from "../code/tokens.ts";
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
  /** The same without comments and layout. */
  readonly tokens: string;
  /** Whether later units of the section see what it declares. */
  readonly declares: boolean;
  /** Whether it is a measurement, so that another run gives another result. */
  readonly measured: boolean;
  /** Which tests have to notice it, if it stands in a chunk's place: those named so, or any. */
  readonly noticedBy?: { readonly test: string } | "any test";
  /** Under what an experiment's records are filed; absent for all else. */
  readonly experiment?: { readonly name: string; readonly seeds: readonly number[] };
}

/** The code of a text without its comments and its layout. */
export type TokensIn = (code: string) => string;

/** The outlines of a section's units, in their order. */
export function outlinesOf({ units }: SectionUnits, tokensIn: TokensIn = codeWithoutComments): readonly UnitOutline[] {
  const tokensOf = (unit: Unit): string => (unit.kind === "fragment" ? "" : tokensIn(codeOf(unit)));
  return units.map((unit) => ({
    id: unit.id,
    kind: unit.kind,
    unchecked: "unchecked" in unit ? unit.unchecked : null,
    needs: needsOf(unit),
    start: unit.span.start,
    content: JSON.stringify([unit.kind, ...contentOf(unit, tokensOf(unit)), ...needed(unit)]),
    code: codeOf(unit),
    tokens: tokensOf(unit),
    declares: unit.kind === "run" || unit.kind === "figure",
    measured: (unit.kind === "run" || unit.kind === "figure") && unit.fence.measure,
    ...noticedBy(unit),
    ...(unit.kind === "experiment" && { experiment: { name: unit.fence.name, seeds: unit.terms.seeds } }),
  }));
}

/** What is to break one test may break others, whose results are not asked for. */
function noticedBy(unit: Unit): Pick<UnitOutline, "noticedBy"> {
  const wrong = unit.kind === "wrong" ? unit.fence.wrong : null;
  if (wrong?.chunk == null) return {};
  return { noticedBy: wrong.expected === "breaks" && wrong.test !== null ? { test: wrong.test } : "any test" };
}

function contentOf(unit: Unit, tokens: string): readonly unknown[] {
  switch (unit.kind) {
    case "run":
      // what it draws is called after it
      return [tokens, unit.fence.measure, unit.fence.baseline, ...(mayDraw(codeOf(unit)) ? [unit.id] : [])];
    case "figure":
      // the drawing has the id in it and says its alternative text
      return [tokens, unit.fence.measure, unit.id, unit.alt];
    case "value":
      return [tokens];
    case "experiment":
      // seeds have records of their own, and how many steps are replayed changes none
      return [tokens];
    case "derivation":
      // the id seeds the draws
      return [tokens, unit.id, unit.displays.map(latexOf), unit.ranges, unit.tolerance, unit.approx, unit.unchecked];
    case "cost":
      return [tokens, unit.id, unit.rows.map(rowOf), unit.ranges, unit.unchecked];
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

/** Whether a cell may draw or make a table: then the code for it has a part in what it shows. */
export function mayDraw(code: string): boolean {
  return /\b(?:show|Plot|graphviz)\b|\btable\(/.test(code);
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
