/** Who can tell that a program was changed: its tests, the nearest first, and the units of its chapter. */
import { importsIn, type Imports } from "../../tangle/index.ts";
import type { SectionPlan } from "../proving/plan.ts";
import type { Unit } from "../units/unit.ts";
import { cellCode } from "./cellCode.ts";
import type { ChangedProgram, ChapterProgram } from "./programs.ts";
import type { ScopeFinder } from "./scope.ts";

/** Test files by how near they are to what was changed, in each list the nearest first. */
export interface ReachingTests {
  /** Those that need the fewest imports to reach it: with them a change is most likely noticed. */
  readonly near: readonly string[];
  readonly far: readonly string[];
}

/** Gives the test files of a changed program that reach what was changed. */
export type TestFinder = (change: ChangedProgram) => ReachingTests;

/** A finder for the programs of one book, which follows the imports to the same files once. */
export function testFinder(): TestFinder {
  const known = new Map<string, ReachingTests>();
  return (change) => {
    const key = filesOf(change);
    const tests = known.get(key) ?? testsReaching(change);
    known.set(key, tests);
    return tests;
  };
}

/** Which files of which program are changed, whatever the change is. */
export function filesOf({ program, changed }: ChangedProgram): string {
  return JSON.stringify([program.chapter, ...changed.map(({ path }) => path)]);
}

function testsReaching(change: ChangedProgram): ReachingTests {
  const distances = distancesTo(change.program, touchedBy(change));
  const tests = [...distances].filter(([path]) => /\.test\.[cm]?tsx?$/.test(path)).sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  const least = tests[0]?.[1];
  const paths = (isWanted: (distance: number) => boolean): readonly string[] => tests.filter(([, distance]) => isWanted(distance)).map(([path]) => path);
  return { near: paths((distance) => distance === least), far: paths((distance) => distance !== least) };
}

/** A section's units that reach what was changed. */
export interface ReachingUnits {
  readonly plan: SectionPlan;
  readonly ids: ReadonlySet<string>;
}

/** The units that reach it, of the sections of the program's own chapter: only these run on this program. */
export function unitsReaching(plans: readonly SectionPlan[], change: ChangedProgram, needed: ScopeFinder): readonly ReachingUnits[] {
  const touched = touchedBy(change);
  const read = new Map<string, boolean>();
  const reaches = (code: string): boolean => {
    const known = read.get(code) ?? reachedFrom(change.program, importsIn(code)).some((path) => touched.has(path));
    read.set(code, known);
    return known;
  };
  return plans.filter(({ units }) => units.section.chapter === change.program.chapter).flatMap((plan): readonly ReachingUnits[] => {
    const { units } = plan.units;
    const ids = new Set(units.filter((unit) => codesOf(unit, units, needed).some(reaches)).map(({ id }) => id));
    return ids.size === 0 ? [] : [{ plan, ids }];
  });
}

/** The code of a unit and of the cells before it that it needs. */
function codesOf(unit: Unit, units: readonly Unit[], needed: ScopeFinder): readonly string[] {
  if (cellCode(unit) === null) return [];
  const ids = needed(units, new Set([unit.id]));
  return units.filter(({ id }) => ids.has(id)).flatMap((each) => cellCode(each) ?? []);
}

function reachedFrom({ graph }: ChapterProgram, imports: Imports): readonly string[] {
  return graph.reachedFrom(graph.targetsIn(".", imports));
}

/** The changed files. One that no module names, as a source of native code, may be behind any of them: then all are touched. */
function touchedBy({ program, changed }: ChangedProgram): ReadonlySet<string> {
  const { graph } = program;
  const named = new Set(graph.paths.flatMap((path) => targetsOf(program, path)));
  const isFound = changed.every(({ path }) => /\.[cm]?tsx?$/.test(path) || named.has(path));
  return new Set(isFound ? changed.map(({ path }) => path) : graph.paths);
}

function targetsOf({ graph }: ChapterProgram, path: string): readonly string[] {
  return graph.targetsIn(path, graph.importsOf(path));
}

/** How many imports lead from each module to the nearest of the goals; modules that reach none are left out. */
function distancesTo(program: ChapterProgram, goals: ReadonlySet<string>): ReadonlyMap<string, number> {
  const importers = new Map<string, string[]>();
  for (const path of program.graph.paths) for (const target of targetsOf(program, path)) importers.set(target, [...(importers.get(target) ?? []), path]);
  const distances = new Map([...goals].map((path) => [path, 0]));
  // a map is walked to its end even while it grows, so the nearest come first
  for (const [path, distance] of distances) for (const importer of importers.get(path) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1);
  return distances;
}
