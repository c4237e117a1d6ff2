/** Which units show a measurement, so that another run shows something else: `measure` cells, and what names a thing that they declare. */
import type { UnitOutline } from "./outline.ts";

/** The ids of these units, which are those of one section. */
export function measuredIn(outlines: readonly UnitOutline[]): ReadonlySet<string> {
  const measured = new Set<string>();
  const names = new Set<string>();
  for (const { id, kind, code, measured: says } of outlines) {
    // a later cell that prints what was measured must say `measure` itself; a number and a figure cannot always
    if (says || ((kind === "value" || kind === "figure") && identifiersIn(code).some((name) => names.has(name)))) measured.add(id);
    if (says) for (const name of declaredIn(code)) names.add(name);
  }
  return measured;
}

/** Names that a cell declares or gives a value, for all that a text without a parser shows. */
export function declaredIn(code: string): readonly string[] {
  const declarations = [...code.matchAll(/\b(?:const|let|var|function\*?|class)\s+(\{[^}]*\}|\[[^\]]*\]|[\w$]+)/g)];
  const assignments = [...code.matchAll(/([\w$]+)\s*(?::[^=;\n]*)?[-+*/]?=(?![=>])/g)];
  return [...declarations, ...assignments].flatMap(([, pattern = ""]) => identifiersIn(pattern));
}

/** Every word of a text that may be a name. */
export function identifiersIn(code: string): readonly string[] {
  return code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}
