/** Which units of a section this machine cannot run: those that need what it lacks, and those that use a name that such a unit declares. */
import { distinctLacks, type Lack, type Need } from "../../tangle/index.ts";
import { declaredIn, identifiersIn } from "../units/measured.ts";
import type { UnitOutline } from "../units/outline.ts";

/** What this machine lacks to run a unit, by the unit's id. */
export type Absent = ReadonlyMap<string, readonly Lack[]>;

/** Finds them. `outlines` are in the order in which they are evaluated; `lacks` says what is missing for code with such needs. */
export function absentIn(outlines: readonly UnitOutline[], lacks: (needs: readonly Need[], codes: readonly string[]) => readonly Lack[]): Absent {
  const absent = new Map<string, readonly Lack[]>();
  const handed = new Map<string, readonly Lack[]>();
  const scope: string[] = [];
  for (const { id, kind, code, needs, declares, noticedBy } of outlines) {
    const own = lacks(needs, [...scope, code]);
    // a fragment and what stands in a chunk's place see nothing of the section
    const seen = kind === "fragment" || noticedBy !== undefined || handed.size === 0 ? [] : identifiersIn(code);
    const all = distinctLacks([...own, ...seen.flatMap((name) => handed.get(name) ?? [])]);
    if (all.length > 0) absent.set(id, all);
    if (declares && all.length > 0) for (const name of [...declaredIn(code), ...importedIn(code)]) handed.set(name, all);
    if (declares) scope.push(code);
  }
  return absent;
}

/** The names that a cell's imports bind, for all that a text without a parser shows. */
function importedIn(code: string): readonly string[] {
  return [...code.matchAll(/\bimport\s+([^"'`;]*?)\s+from\s*["'`]/g)].flatMap(([, names = ""]) => identifiersIn(names.replace(/[\p{L}_$][\p{L}\p{N}_$]*\s+as\s+/gu, "")));
}
