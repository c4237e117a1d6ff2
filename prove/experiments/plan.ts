/** The experiments of a section, each with its key, the cells whose scope it shares, and what is recorded of its seeds. */
import type { Lack, Need } from "../../tangle/index.ts";
import type { ChapterProgram } from "../evidence/context.ts";
import type { Absent } from "../native/absent.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import { seedState, type SeedState, type StateContext } from "../records/experimentState.ts";
import type { UnitOutline } from "../units/outline.ts";
import type { ExperimentUnit, SectionUnits } from "../units/unit.ts";

/** One experiment. */
export interface ExperimentPlan {
  readonly name: string;
  readonly unit: ExperimentUnit;
  /** The section up to it; of these units, those that declare something are run before it. */
  readonly scope: SectionUnits;
  /** The program at the end of its chapter, on which it runs. */
  readonly program: ChapterProgram;
  readonly key: string;
  /** What this machine lacks to run it; where it lacks something, no seed is run or replayed. */
  readonly lacks: readonly Lack[];
  /** What it has in answer to what the fence says it needs: `NVIDIA H100 80GB HBM3`. */
  readonly devices: readonly string[];
  /** The code of its cell and of those before it, which may reach native products. */
  readonly codes: readonly string[];
  /** By seed, in the order of the fence. */
  readonly seeds: ReadonlyMap<number, SeedState>;
}

/** A section as it is proved: its other units, and its experiments apart, since no section's process runs them. */
export interface ApartUnits {
  readonly units: SectionUnits;
  readonly experiments: readonly ExperimentPlan[];
}

/** What the plans need to know. */
export interface ExperimentContext extends Omit<StateContext, "name" | "key"> {
  readonly experiments: ExperimentSeeds;
  readonly keys: ReadonlyMap<string, string>;
  readonly program: ChapterProgram;
  readonly absent: Absent;
  /** Of all units of the section. */
  readonly outlines: readonly UnitOutline[];
  readonly devicesFor: (needs: readonly Need[]) => readonly string[];
}

/** Takes them apart. */
export function experimentsApart(section: SectionUnits, { experiments, keys, program, absent, outlines, devicesFor, ...context }: ExperimentContext): ApartUnits {
  const all = section.units;
  const others = all.filter(({ kind }) => kind !== "experiment");
  const codes = new Map(outlines.map(({ id, code }) => [id, code]));
  const plans = all.flatMap((unit, index): readonly ExperimentPlan[] => {
    if (unit.kind !== "experiment") return [];
    const { name } = unit.fence;
    const key = keys.get(unit.id) ?? "";
    const seeds = new Map(unit.terms.seeds.map((seed) => [seed, seedState({ ...context, name, key }, seed)]));
    const before = all.slice(0, index).filter(({ id, kind }) => kind !== "experiment" && !absent.has(id));
    const units = [...before, unit];
    const here = { lacks: absent.get(unit.id) ?? [], devices: absent.has(unit.id) ? [] : devicesFor(unit.fence.needs), codes: units.map(({ id }) => codes.get(id) ?? "") };
    return [{ name, unit, program, key, seeds, ...here, scope: { ...section, units, experiments } }];
  });
  return { units: { ...section, units: others, experiments }, experiments: plans };
}
