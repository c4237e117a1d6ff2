/** What is to be run: the units of the book's sections, and which of them a record already holds for. */
import type { Diagnostic, ReadyBook } from "../../tangle/index.ts";
import { cacheUnder } from "../../tangle/standing/index.ts";
import { contextOf, type ChapterProgram, type EvidenceContext } from "../evidence/context.ts";
import { holding } from "../evidence/held.ts";
import type { MadeOn, UnitRecord } from "../records/record.ts";
import { readStore, type Store, type StoredRecord } from "../evidence/store.ts";
import { experimentsApart, type ExperimentPlan } from "../experiments/plan.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import { sharedExperiments } from "../records/experimentSeeds.ts";
import { absentIn, type Absent } from "../native/absent.ts";
import { nativeByProgram, type NativeCode } from "../native/nativeCode.ts";
import { measuredIn } from "../units/measured.ts";
import { sharedNames } from "../units/names.ts";
import { outlinesOf, type UnitOutline } from "../units/outline.ts";
import type { SectionUnits } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";

/** A section, with what is known of it. */
export interface SectionPlan {
  readonly units: SectionUnits;
  readonly outlines: readonly UnitOutline[];
  readonly keys: ReadonlyMap<string, string>;
  /** The program that its cells run on: that at its chapter's end. */
  readonly program: ChapterProgram;
  /** Its records as they are on the disk, valid or not. */
  readonly stored: readonly StoredRecord[];
  /** Those of its units that still hold, by id. */
  readonly held: ReadonlyMap<string, UnitRecord>;
  /** Units that this machine cannot run: they are left out, and what is recorded of them stays. */
  readonly absent: Absent;
  /** What this machine has for the units that say what they need of one, by id. */
  readonly equipment: ReadonlyMap<string, Pick<MadeOn, "needs" | "devices">>;
  /** The native side of its program. */
  readonly native: NativeCode;
  /** Its experiments, which are not among its units: they have records of their own. */
  readonly experiments: readonly ExperimentPlan[];
}

/** The plans of all sections in the order of the book; mistakes in how units are written; the evidence as it is on the disk. */
export interface Plan {
  readonly sections: readonly SectionPlan[];
  /** The program as `src/` must have it. */
  readonly finished: ChapterProgram;
  /** The native side of that. */
  readonly native: NativeCode;
  readonly diagnostics: readonly Diagnostic[];
  readonly store: Store;
  /** The experiments of the book, and whether data that a record names is as it was. */
  readonly seeds: ExperimentSeeds;
  readonly sameData: EvidenceContext["sameData"];
}

/** Reads the units of a book and their evidence. In chapters of the folders `remeasured` no record of a measurement holds. */
export function planOf(ready: ReadyBook, remeasured: ReadonlySet<string> = new Set()): Plan {
  const { root, sections, chapters } = ready.book;
  const store = readStore(root, sections.map(({ path }) => path));
  const { programAt, keysOf, sameData, experiments: seeds } = contextOf(ready, cacheUnder(root));
  const read = sections.map((section) => unitsOf(section, chapters[section.chapter]?.folder ?? ""));
  const outlined = read.map(({ units }) => ({ chapter: units.section.chapter, outlines: outlinesOf(units) }));
  const keys = keysOf(outlined);
  const nativeAt = nativeByProgram(root);
  const finished = programAt(chapters.length - 1);
  const plans = read.map(({ units: all }, index): SectionPlan => {
    const { outlines: every = [], chapter = 0 } = outlined[index] ?? {};
    const own = keys[index] ?? new Map<string, string>();
    const program = programAt(chapter);
    const native = nativeAt(program);
    const absent = absentIn(every, native.lacks);
    const { units, experiments } = experimentsApart(all, { root, experiments: seeds, keys: own, sameData, program, absent, outlines: every, devicesFor: native.machine.devices });
    const outlines = every.filter(({ kind }) => kind !== "experiment");
    const stored = store.records.get(units.section.path) ?? [];
    const current = holding(own, { stored, sameData });
    const here = outlines.filter(({ id }) => !absent.has(id));
    const held = remeasured.has(units.folder) ? withoutMeasured(here, current) : ofOneRun(here, current);
    const equipment = new Map(here.filter(({ needs }) => needs.length > 0).map(({ id, needs }) => [id, { needs, devices: native.machine.devices(needs) }]));
    return { units, outlines, keys: own, program, stored, held, absent, equipment, native, experiments };
  });
  const mistakes = [...read.flatMap(({ diagnostics }) => diagnostics), ...sharedNames(read.map(({ units }) => units)), ...sharedExperiments(ready.book)];
  return { sections: plans, finished, native: nativeAt(finished), diagnostics: mistakes, store, seeds, sameData };
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
