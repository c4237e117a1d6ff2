/** Names of drawings: the sections of a chapter keep them in one folder of the evidence, so no two may have one name. */
import { posix } from "node:path";
import { mistake, type Diagnostic, type Location } from "../../tangle/index.ts";
import type { SectionUnits } from "./unit.ts";

/** Figures that are called as a figure, or as a cell with an id, of another section is. */
export function sharedNames(sections: readonly SectionUnits[]): readonly Diagnostic[] {
  const first = new Map<string, { readonly path: string; readonly at: Location }>();
  return sections.flatMap(({ section, units }) => units.flatMap((unit): readonly Diagnostic[] => {
    if (unit.kind !== "figure" && (unit.kind !== "run" || unit.fence.id === null)) return [];
    const at = { source: section.source, span: unit.fence.info };
    // also on disks that do not tell `A` from `a`
    const name = posix.join(posix.dirname(section.path), unit.id.toLowerCase());
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, { path: section.path, at });
    // two of one section are found where its units are read
    if (earlier === undefined || earlier.path === section.path) return [];
    return [{ ...mistake("duplicate-id", `another section of the chapter has a cell called \`${unit.id}\`, and drawings are filed under that name`, at), notes: [{ message: "it is here", at: earlier.at }] }];
  }));
}
