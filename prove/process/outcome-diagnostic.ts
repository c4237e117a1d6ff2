/** A unit's failure → a diagnostic at its place in the chapter. */
import { mistake, offsetAt, type Diagnostic, type Location, type Offset, type Section, type Source, type Span } from "../../tangle/index.ts";
import type { Failure } from "../records/outcome.ts";
import type { Formula, Unit } from "../units/unit.ts";
import { placeInFormula } from "../units/formula.ts";
import { openingOf, span } from "../units/node.ts";

/** The texts in which a failure may stand: a section is enough, but for failures in chunks of other chapters. */
export interface Sources {
  readonly source: Source;
  /** All sections by path. */
  readonly others?: ReadonlyMap<string, Source>;
}

/** Makes the diagnostic. */
export function diagnosticOf(failure: Failure, unit: Unit, sources: Sources): Diagnostic {
  const { code, message, where, notes, cure } = failure;
  return {
    ...mistake(code, message, locationOf(where, unit, sources)),
    ...(notes.length > 0 && { notes: notes.map((note) => ({ message: note })) }),
    ...(cure !== undefined && { cure }),
  };
}

/** A failure that is no unit's: it stands in the section as a whole. */
export function diagnosticWithoutUnit({ code, message, notes, cure, where }: Failure, { source }: Section): Diagnostic {
  const at = where.kind === "line" && where.path === undefined ? { source, span: spanAt(source, where.line, where.column) } : { path: source.path };
  return { ...mistake(code, message, at), ...(notes.length > 0 && { notes: notes.map((note) => ({ message: note })) }), ...(cure !== undefined && { cure }) };
}

function locationOf(where: Failure["where"], unit: Unit, { source, others }: Sources): Location {
  switch (where.kind) {
    case "unit":
      return { source, span: wholeOf(unit, source) };
    case "line": {
      const from = where.path === undefined ? source : others?.get(where.path);
      return from === undefined ? { path: `${where.path}:${where.line}:${where.column}` } : { source: from, span: spanAt(from, where.line, where.column) };
    }
    case "formula": {
      const formula = formulasOf(unit)[where.formula];
      if (formula === undefined) throw new Error(`internal: \`${unit.id}\` has no formula ${where.formula}`);
      return { source, span: { start: placeInFormula(formula, where.at.start), end: placeInFormula(formula, where.at.end) } };
    }
    default:
      return where satisfies never;
  }
}

/** The formulas that failures count: displays in order, entries row by row. */
function formulasOf(unit: Unit): readonly Formula[] {
  if (unit.kind === "derivation") return unit.displays;
  return unit.kind === "cost" ? unit.rows.flatMap(({ entries }) => entries.map(({ formula }) => formula)) : [];
}

function wholeOf(unit: Unit, source: Source): Span {
  return "fence" in unit ? unit.fence.info : openingOf(source, unit.span);
}

/** The word at a place, or its one character. */
function spanAt(source: Source, line: number, column: number): Span {
  const start = Math.min(offsetAt(source, Math.min(line, source.lineStarts.length), column), source.text.length);
  const word = /^[\p{L}\p{N}_$]+/u.exec(source.text.slice(start, start + 80))?.[0] ?? "";
  return span(start, Math.min(source.text.length, start + Math.max(1, word.length)) as Offset);
}
