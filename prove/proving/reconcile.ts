/** A section that was run → its records: what is new, what was known and shows the same, what differs and must not. */
import { mistake, type Diagnostic } from "../../tangle/index.ts";
import { differenceOf, sameResult } from "../records/compare.ts";
import type { Conditions, MadeOn, Result, UnitRecord } from "../records/record.ts";
import { recordText } from "../records/recordText.ts";
import type { EvidenceFiles } from "../evidence/save.ts";
import { besidePath, filesOf, recordPath } from "../evidence/store.ts";
import type { Outcome } from "../records/outcome.ts";
import { measuredIn } from "../units/measured.ts";
import type { Unit } from "../units/unit.ts";
import type { SectionPlan } from "./plan.ts";

/** What running a section gave, by id of the unit. */
export interface SectionOutcomes {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** SHA-256 of each data file that was read, by name. */
  readonly data: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Drawings and images by name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** The section as it is to be recorded. */
export interface Reconciled {
  /** By id, in the order of the units; what failed is not in it. */
  readonly records: ReadonlyMap<string, UnitRecord>;
  /** The files of the records that are new, each after the drawings that it names. */
  readonly files: EvidenceFiles;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reconciles a section with its evidence. A record that holds is kept as it is, also where its unit was run again and shows the same. Where
 * something differs that must not, nothing that was measured is recorded: else numbers of two runs would stand beside each other.
 */
export function reconcile(plan: SectionPlan, run: SectionOutcomes, conditions: Conditions): Reconciled {
  const measured = measuredIn(plan.outlines);
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, string | Uint8Array>();
  const measuredFiles: string[] = [];
  const records = new Map<string, UnitRecord>();
  const written = new Set<string>();
  for (const unit of plan.units.units) {
    const held = plan.held.get(unit.id);
    const outcome = run.outcomes.get(unit.id);
    if (held !== undefined) records.set(unit.id, held);
    if (outcome === undefined || !outcome.ok) continue;
    if (held === undefined) {
      const made = madeOn(unit, plan, conditions);
      const record = { key: plan.keys.get(unit.id) ?? "", data: run.data.get(unit.id) ?? {}, result: withConditions(unit, outcome.result, conditions), ...(made !== null && { made }) };
      records.set(unit.id, record);
      // two numbers of one expression have one key, and one record, but where an older run has left each its own
      const isStored = plan.stored.some((each) => each.id === unit.id && each.record.key === record.key);
      if (written.has(record.key) && !isStored) continue;
      written.add(record.key);
      const own = filesOfRecord(plan.units.section.path, { id: unit.id, record }, run);
      for (const [path, content] of own) files.set(path, content);
      if (measured.has(unit.id)) measuredFiles.push(...own.keys());
    } else if (!measured.has(unit.id) && !sameResult(held.result, outcome.result)) {
      diagnostics.push(notDeterministic(plan, unit, differenceOf(held.result, outcome.result)));
    }
  }
  if (diagnostics.length > 0) {
    for (const id of measured) if (!plan.held.has(id)) records.delete(id);
    for (const path of measuredFiles) files.delete(path);
  }
  return { records, files, diagnostics };
}

/** The machine that ran a unit which says what it needs; null for others. */
function madeOn({ id }: Unit, { equipment }: SectionPlan, { machine, date }: Conditions): MadeOn | null {
  const had = equipment.get(id);
  return had === undefined ? null : { ...had, machine, date };
}

/** The drawings of a record, then the record. */
function filesOfRecord(chapter: string, { id, record }: { readonly id: string; readonly record: UnitRecord }, run: SectionOutcomes): EvidenceFiles {
  const beside = [...filesOf(record.result)].map(([name, hash]) => [besidePath(chapter, name, hash), fileNamed(run, name)] as const);
  return new Map([...beside, [recordPath(chapter, id, record.key), recordText({ version: 2, node: process.version, ...record })]]);
}

function withConditions(unit: Unit, result: Result, conditions: Conditions): Result {
  if (unit.kind !== "run" || result.kind !== "run" || !unit.fence.measure) return result;
  return { ...result, measured: { ...conditions, baseline: unit.fence.baseline } };
}

function fileNamed({ files }: SectionOutcomes, name: string): string | Uint8Array {
  const content = files.get(name);
  if (content === undefined) throw new Error(`internal: a result names ${name}, which was not made`);
  return content;
}

const cure = "take chance from the program's seeded generator and no time from the clock";

function notDeterministic({ units }: SectionPlan, unit: Unit, difference: readonly string[]): Diagnostic {
  const at = { source: units.section.source, span: "fence" in unit ? unit.fence.info : unit.span };
  const shown = difference.length > 20 ? [...difference.slice(0, 20), `… and ${difference.length - 20} more lines`] : difference;
  return {
    ...mistake("not-deterministic", "run again, this shows something else than what is recorded, and nothing that it depends on has changed", at),
    notes: shown.map((message) => ({ message })),
    cure: unit.kind === "run" ? `${cure}; a cell that measures says \`measure\`` : `${cure}; a cell that hands on what was measured says \`measure\`, though it prints nothing`,
  };
}
