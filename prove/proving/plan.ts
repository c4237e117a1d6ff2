/** What is to be run: the units of the book's sections, and which of them a record already holds for. */
import type { Diagnostic, Layout, ReadyBook } from "../../tangle/index.ts";
import { outlinesOf, type UnitOutline } from "../units/outline.ts";
import { measuredIn } from "../units/measured.ts";
import { sharedNames } from "../units/names.ts";
import type { MadeOn, SectionRecord, UnitRecord } from "../evidence/record.ts";
import { readStore } from "../evidence/store.ts";
import { contextOf } from "../evidence/context.ts";
import { absentIn, type Absent } from "../native/absent.ts";
import { nativeCodeOf, type NativeCode } from "../native/nativeCode.ts";
import type { SectionUnits } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";

/** A section, with what is known of it. */
export interface SectionPlan {
  readonly units: SectionUnits;
  readonly outlines: readonly UnitOutline[];
  readonly keys: ReadonlyMap<string, string>;
  /** The record as it is on the disk, valid or not. */
  readonly recorded: SectionRecord | null;
  /** Those of its units that still hold, by id. */
  readonly held: ReadonlyMap<string, UnitRecord>;
  /** Units that this machine cannot run: they are left out, and what is recorded of them stays. */
  readonly absent: Absent;
  /** What this machine has for the units that say what they need of one, by id. */
  readonly equipment: ReadonlyMap<string, Pick<MadeOn, "needs" | "devices">>;
}

/** The plans of all sections in the order of the book; mistakes in how units are written; damaged records; files that belong to nothing. */
export interface Plan {
  readonly sections: readonly SectionPlan[];
  /** The program as `src/` must have it. */
  readonly layouts: readonly Layout[];
  readonly native: NativeCode;
  readonly diagnostics: readonly Diagnostic[];
  readonly damage: readonly Diagnostic[];
  readonly orphans: readonly string[];
}

/** Reads the units of a book and their evidence. In chapters of the folders `remeasured` no record of a measurement holds. */
export function planOf(ready: ReadyBook, remeasured: ReadonlySet<string> = new Set()): Plan {
  const { root, sections, chapters } = ready.book;
  const store = readStore(root, sections.map(({ path }) => path));
  const { layouts, keysOf, sameData } = contextOf(ready);
  const native = nativeCodeOf(root, layouts);
  const read = sections.map((section) => unitsOf(section, chapters[section.chapter]?.folder ?? ""));
  const plans = read.map(({ units }): SectionPlan => {
    const outlines = outlinesOf(units);
    const keys = keysOf(outlines);
    const recorded = store.records.get(units.section.path) ?? null;
    const records = Object.entries(recorded?.units ?? {});
    const current = new Map(records.filter(([id, record]) => record.key === keys.get(id) && sameData(record)));
    const absent = absentIn(outlines, native.lacks);
    const here = outlines.filter(({ id }) => !absent.has(id));
    const held = remeasured.has(units.folder) ? withoutMeasured(here, current) : ofOneRun(here, current);
    const equipment = new Map(here.filter(({ needs }) => needs.length > 0).map(({ id, needs }) => [id, { needs, devices: native.machine.devices(needs) }]));
    return { units, outlines, keys, recorded, held, absent, equipment };
  });
  const shared = sharedNames(read.map(({ units }) => units));
  return { sections: plans, layouts, native, diagnostics: [...read.flatMap(({ diagnostics }) => diagnostics), ...shared], damage: store.damage, orphans: store.orphans };
}

/** What a section measured holds together or not at all: else a number in prose and the output above it could be of two runs. */
function ofOneRun(outlines: readonly UnitOutline[], held: SectionPlan["held"]): SectionPlan["held"] {
  const measured = measuredIn(outlines);
  return [...measured].every((id) => held.has(id)) ? held : withoutMeasured(outlines, held);
}

function withoutMeasured(outlines: readonly UnitOutline[], held: SectionPlan["held"]): SectionPlan["held"] {
  const measured = measuredIn(outlines);
  return new Map([...held].filter(([id]) => !measured.has(id)));
}
