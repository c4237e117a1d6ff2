/** A section that was run → its new record: what is new, what was known and shows the same, what differs and must not. */
import { mistake, type Diagnostic } from "../../tangle/index.ts";
import { differenceOf, sameResult } from "../evidence/compare.ts";
import { measuredIn } from "../units/measured.ts";
import type { Outcome } from "../process/outcome.ts";
import type { SectionPlan } from "./plan.ts";
import type { Conditions, MadeOn, Result, SectionRecord, UnitRecord } from "../evidence/record.ts";
import { recordText } from "../evidence/recordText.ts";
import { filesOf, recordPath } from "../evidence/store.ts";
import type { Unit } from "../units/unit.ts";

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
  /** The text of the record file; null where there is nothing to record. */
  readonly text: string | null;
  /** Files of the new records. */
  readonly beside: ReadonlyMap<string, string | Uint8Array>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Settles a section. A record that holds is kept as it is, also where its unit was run again and shows the same. */
export function reconcile(plan: SectionPlan, run: SectionOutcomes, conditions: Conditions): Reconciled {
  const measured = measuredIn(plan.outlines);
  const diagnostics: Diagnostic[] = [];
  const beside = new Map<string, string | Uint8Array>();
  const records = new Map<string, UnitRecord>();
  for (const unit of plan.units.units) {
    const held = plan.held.get(unit.id);
    const outcome = run.outcomes.get(unit.id);
    if (held !== undefined) records.set(unit.id, held);
    if (outcome === undefined || !outcome.ok) continue;
    if (held === undefined) {
      const result = withConditions(unit, outcome.result, conditions);
      const made = madeOn(unit, plan, conditions);
      records.set(unit.id, { key: plan.keys.get(unit.id) ?? "", data: run.data.get(unit.id) ?? {}, result, ...(made !== null && { made }) });
      for (const name of filesOf(result).keys()) beside.set(name, fileNamed(run, name));
    } else if (!measured.has(unit.id) && !sameResult(held.result, outcome.result)) {
      diagnostics.push(notDeterministic(plan, unit, differenceOf(held.result, outcome.result)));
    }
  }
  return { records, beside, diagnostics, text: textOf(plan, withKept(plan, records)) };
}

/** With the records that do not hold of units that this machine cannot run: another machine may renew them. */
function withKept({ units, absent, recorded }: SectionPlan, records: ReadonlyMap<string, UnitRecord>): ReadonlyMap<string, UnitRecord> {
  if (absent.size === 0) return records;
  return new Map(units.units.flatMap(({ id }) => {
    const record = records.get(id) ?? (absent.has(id) ? recorded?.units[id] : undefined);
    return record === undefined ? [] : [[id, record] as const];
  }));
}

/** The machine that ran a unit which says what it needs; null for others. */
function madeOn({ id }: Unit, { equipment }: SectionPlan, { machine, date }: Conditions): MadeOn | null {
  const had = equipment.get(id);
  return had === undefined ? null : { ...had, machine, date };
}

/** Where nothing is new the record stays byte for byte, whichever Node wrote it. */
function textOf({ recorded }: SectionPlan, records: ReadonlyMap<string, UnitRecord>): string | null {
  if (records.size === 0) return null;
  const known = Object.entries(recorded?.units ?? {});
  const same = recorded !== null && known.length === records.size && known.every(([id, record]) => records.get(id) === record);
  const node = same ? recorded.node : process.version;
  const units: SectionRecord["units"] = Object.fromEntries(records);
  return recordText({ version: 1, node, units });
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
    notes: [...shown, `if the prover itself has changed: remove \`${recordPath(units.section.path)}\`, then npm run prove`].map((message) => ({ message })),
    cure: unit.kind === "run" ? `${cure}; a cell that measures says \`measure\`` : cure,
  };
}
