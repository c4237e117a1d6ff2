/** What is to be run: the units of the book's sections, and which of them a record already holds for. */
import type { Diagnostic, Layout, ReadyBook } from "../../tangle/index.ts";
import { experimentsApart, type ExperimentPlan } from "../experiments/plan.ts";
import type { ExperimentSeeds } from "../experiments/record.ts";
import { sharedExperiments } from "../experiments/seeds.ts";
import { outlinesOf, type UnitOutline } from "../units/outline.ts";
import { measuredIn } from "../units/measured.ts";
import { sharedNames } from "../units/names.ts";
import type { SectionRecord, UnitRecord } from "../evidence/record.ts";
import { readStore } from "../evidence/store.ts";
import { contextOf, type EvidenceContext } from "../evidence/context.ts";
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
  /** Its experiments, which are not among its units: they have records of their own. */
  readonly experiments: readonly ExperimentPlan[];
}

/** The plans of all sections in the order of the book; mistakes in how units are written; damaged records; files that belong to nothing. */
export interface Plan {
  readonly sections: readonly SectionPlan[];
  /** The program as `src/` must have it. */
  readonly layouts: readonly Layout[];
  readonly diagnostics: readonly Diagnostic[];
  readonly damage: readonly Diagnostic[];
  readonly orphans: readonly string[];
  /** The experiments of the book, and whether data that a record names is as it was. */
  readonly seeds: ExperimentSeeds;
  readonly sameData: EvidenceContext["sameData"];
}

/** Reads the units of a book and their evidence. In chapters of the folders `remeasured` no record of a measurement holds. */
export function planOf(ready: ReadyBook, remeasured: ReadonlySet<string> = new Set()): Plan {
  const { root, sections, chapters } = ready.book;
  const store = readStore(root, sections.map(({ path }) => path));
  const { layouts, keysOf, sameData, experiments: seeds } = contextOf(ready);
  const read = sections.map((section) => unitsOf(section, chapters[section.chapter]?.folder ?? ""));
  const plans = read.map(({ units: all }): SectionPlan => {
    const every = outlinesOf(all);
    const keys = keysOf(every);
    const { units, experiments } = experimentsApart(all, { root, experiments: seeds, keys, sameData });
    const outlines = every.filter(({ kind }) => kind !== "experiment");
    const recorded = store.records.get(units.section.path) ?? null;
    const records = Object.entries(recorded?.units ?? {});
    const current = new Map(records.filter(([id, record]) => record.key === keys.get(id) && sameData(record)));
    const held = remeasured.has(units.folder) ? withoutMeasured(outlines, current) : ofOneRun(outlines, current);
    return { units, outlines, keys, recorded, held, experiments };
  });
  const shared = sharedNames(read.map(({ units }) => units));
  return { sections: plans, layouts, diagnostics: [...read.flatMap(({ diagnostics }) => diagnostics), ...shared, ...sharedExperiments(ready.book)], damage: store.damage, orphans: store.orphans, seeds, sameData };
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
