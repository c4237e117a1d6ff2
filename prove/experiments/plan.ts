/** The experiments of a section, each with its key, the cells whose scope it shares, and what is recorded of its seeds. */
import type { ChapterProgram } from "../evidence/context.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import { seedState, type SeedState, type StateContext } from "../records/experimentState.ts";
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
}

/** Takes them apart. */
export function experimentsApart(section: SectionUnits, { experiments, keys, program, ...context }: ExperimentContext): ApartUnits {
  const all = section.units;
  const others = all.filter(({ kind }) => kind !== "experiment");
  const plans = all.flatMap((unit, index): readonly ExperimentPlan[] => {
    if (unit.kind !== "experiment") return [];
    const { name } = unit.fence;
    const key = keys.get(unit.id) ?? "";
    const seeds = new Map(unit.terms.seeds.map((seed) => [seed, seedState({ ...context, name, key }, seed)]));
    return [{ name, unit, program, key, seeds, scope: { ...section, units: [...all.slice(0, index).filter(({ kind }) => kind !== "experiment"), unit], experiments } }];
  });
  return { units: { ...section, units: others, experiments }, experiments: plans };
}
