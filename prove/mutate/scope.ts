/** Which cells of a section must run so that some of its units see what they need: the rest, however long it takes, is left out. */
import { namesOf, type CellNames } from "../code/names.ts";
import { importsOf } from "../code/parse.ts";
import type { Unit } from "../units/unit.ts";
import { cellCode } from "./cellCode.ts";

/**
 * Gives the ids of the units `wanted` and of the cells before them that declare or change a name that one of these uses.
 * What changes anything else than a name of the section, such as a module's own state, is not seen: who runs so few compares
 * what they show with what is recorded.
 */
export type ScopeFinder = (units: readonly Unit[], wanted: ReadonlySet<string>) => ReadonlySet<string>;

/** A finder that reads the names of each cell once. */
export function scopeFinder(): ScopeFinder {
  const known = new WeakMap<Unit, CellNames>();
  const namesIn = (unit: Unit, code: string): CellNames => {
    const names = known.get(unit) ?? namesOf(isScope(unit) || unit.kind === "value" ? code : inFunction(code));
    known.set(unit, names);
    return names;
  };
  return function needed(units, wanted): ReadonlySet<string> {
    const found = neededIn(units, wanted, namesIn);
    const values = units.flatMap((unit) => (unit.kind === "figure" && found.has(unit.id) ? numbersOf(unit, units) : []));
    // the numbers of a figure's alternative text may need cells of their own
    return values.every((id) => found.has(id)) ? found : needed(units, new Set([...wanted, ...values]));
  };
}

function neededIn(units: readonly Unit[], wanted: ReadonlySet<string>, namesIn: (unit: Unit, code: string) => CellNames): ReadonlySet<string> {
  const found = new Set<string>();
  const used = new Set<string>();
  // from the end, so that what a cell needs is known before the cells that it needs
  for (const unit of [...units].reverse()) {
    const code = cellCode(unit);
    const isWanted = wanted.has(unit.id);
    if (code === null || !(isWanted || isScope(unit))) continue;
    const { declares, changes, uses } = namesIn(unit, code);
    if (!isWanted && ![...declares, ...changes].some((name) => used.has(name))) continue;
    found.add(unit.id);
    for (const name of uses) used.add(name);
  }
  return found;
}

function isScope({ kind }: Unit): boolean {
  return kind === "run" || kind === "figure";
}

/** A cell that is the body of a function, with what it imports before it: what it declares is nobody else's. */
function inFunction(code: string): string {
  const imports = importsOf(code);
  const rest = imports.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), code);
  return `${imports.map(({ start, end }) => code.slice(start, end)).join("\n")}\nasync function* body() {\n${rest}\n}`;
}

/** Numbers that are evaluated after a figure and stand before it: those of its alternative text are among them. */
function numbersOf(figure: Extract<Unit, { kind: "figure" }>, units: readonly Unit[]): readonly string[] {
  if (!figure.alt.includes("`{ts}")) return [];
  const later = units.slice(units.indexOf(figure) + 1);
  return later.filter((unit) => unit.kind === "value" && unit.span.start < figure.span.start).map(({ id }) => id);
}
