/** What is said of units that this machine cannot run: nothing where their record holds, else what is missing and what installs it. */
import { distinctLacks, mistake, reasonOf, type Diagnostic } from "../../tangle/index.ts";
import type { SectionPlan } from "./plan.ts";
import type { Unit } from "../units/unit.ts";

/** Whether only what is recorded is looked at (`--check`): then a unit without any record is an error, for nothing can stand in its place. */
export type Strictness = "check" | "renew";

/**
 * One message a section for the units that were never run, and one for those whose record is out of date. The latter is a warning, for
 * another machine may renew it; `weave` refuses it meanwhile like all that is out of date.
 */
export function notRunHere({ units, absent, held, stored }: SectionPlan, strictness: Strictness): readonly Diagnostic[] {
  const open = units.units.filter(({ id }) => absent.has(id) && !held.has(id));
  const before = new Set(stored.map(({ id }) => id));
  const never = open.filter(({ id }) => !before.has(id));
  const outdated = open.filter(({ id }) => before.has(id));
  const said = (list: readonly Unit[], what: string, severity: Diagnostic["severity"]): readonly Diagnostic[] => {
    const [first] = list;
    if (first === undefined) return [];
    const lacks = distinctLacks(list.flatMap(({ id }) => absent.get(id) ?? []));
    const cures = [...new Set(lacks.flatMap(({ cure }) => cure ?? []))];
    const span = "fence" in first ? first.fence.info : first.span;
    const found = mistake("not-run-here", `${named(list)} ${what}: this machine has ${lacks.map((each) => each.what).join(" and ")}`, { source: units.section.source, span });
    return [{ ...found, severity, ...(cures.length > 0 && { cure: cures.join("; ") }) }];
  };
  const one = (list: readonly Unit[], singular: string, plural: string): string => (list.length === 1 ? singular : plural);
  return [
    ...said(never, `${one(never, "was", "were")} never run, and cannot be run here`, strictness === "check" ? "error" : "warning"),
    ...said(outdated, `${one(outdated, "is", "are")} out of date, and cannot be run here`, "warning"),
  ];
}

/** Units and experiments whose records hold though this machine cannot run them, as the last line of a run says it; "" where there are none. */
export function recordedElsewhere(plans: readonly SectionPlan[]): string {
  const kept = plans.flatMap(({ absent, held, experiments }) => [
    ...[...absent].flatMap(([id, lacks]) => (held.has(id) ? [lacks] : [])),
    ...experiments.flatMap(({ lacks, seeds }) => (lacks.length > 0 && [...seeds.values()].every(({ kind }) => kind === "holds") ? [lacks] : [])),
  ]);
  if (kept.length === 0) return "";
  const reasons = reasonOf(distinctLacks(kept.flat()).map(({ what }) => ({ what, cure: null })));
  return `recorded elsewhere and not run here: ${kept.length} (this machine has ${reasons})\n`;
}

function named(units: readonly Unit[]): string {
  const ids = units.map(({ id }) => `\`${id}\``);
  if (ids.length <= 4) return ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
  return `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} more`;
}
