/** What the verdict on a mutant depends on, as keys: as long as a key is the same, a verdict that was found under it holds. */
import { packagesReached, sha256, toolVersion, type Lockfile } from "../../tangle/index.ts";
import type { SectionPlan } from "../proving/plan.ts";
import type { ClaimMutant } from "./claims.ts";
import { lazy } from "./lazy.ts";
import type { Identified, Mutant } from "./mutant.ts";
import { changedProgram, type ChangedProgram, type ChapterPrograms } from "./programs.ts";
import { filesOf, unitsReaching, type TestFinder } from "./reach.ts";
import type { ScopeFinder } from "./scope.ts";
import { isOfText } from "./selection.ts";
import type { NumberMutant, OutputMutant } from "./texts.ts";

/** The keys of a mutant. */
export interface MutantKeys {
  /** What a normal run goes by, and the record: nothing that stands outside the mutant's section and what it reaches changes it. */
  readonly record: string;
  /** What a full run goes by: everything that could change the verdict. For formulas it is the same; outputs and numbers are held against cells that are run again. */
  readonly full: string;
  /** What the cells depend on that were asked about an operator that no test noticed; "" for other kinds. Worked out when it is asked for. */
  readonly cells: () => string;
}

/** Gives the keys of a section's mutant. */
export type KeyFinder = (plan: SectionPlan, mutant: Identified<Mutant>) => MutantKeys;

/** What the keys are made from. */
export interface KeyContext {
  readonly programs: ChapterPrograms;
  readonly plans: readonly SectionPlan[];
  readonly needed: ScopeFinder;
  readonly testsReaching: TestFinder;
  readonly lockfiles: readonly Lockfile[];
  /** A hash of all data files of the book. */
  readonly data: () => string;
}

/**
 * Keys in a book. A formula, an output and a number go by the key of their unit, which has all that it reaches and the version
 * of what judges it. An operator goes by its chunk's text and the texts of the tests that reach it; where no test noticed it,
 * by the units that reach it, too; in a full run by every module that its tests reach, by packages, data, and these tools.
 */
export function keyFinder(context: KeyContext): KeyFinder {
  const judge = toolVersion(["prove/mutate/judge.ts"]);
  const tools = lazy(() => toolVersion(["prove/mutate/mutate.ts"]));
  const reached = new Map<string, string>();
  const reachedBy = (change: ChangedProgram): string => {
    const key = filesOf(change);
    const hash = reached.get(key) ?? hashOfReached(change, context);
    reached.set(key, hash);
    return hash;
  };
  return (plan, mutant) => {
    const unit = unitOf(mutant);
    if (unit === null) return operatorKeys(mutant, { ...context, judge, tools, reachedBy });
    const key = sha256(JSON.stringify([judge, plan.keys.get(unit), plan.held.get(unit)?.data, mutant.identity]));
    return { record: key, full: isOfText(mutant) ? sha256(`${key} run again`) : key, cells: () => "" };
  };
}

/** The id of the unit that a mutant belongs to; null for an operator. */
function unitOf(mutant: Mutant & Partial<Pick<ClaimMutant, "original">> & { readonly unit?: OutputMutant["unit"] | NumberMutant["unit"] }): string | null {
  if (mutant.original !== undefined) return mutant.original.id;
  return typeof mutant.unit === "object" ? mutant.unit.id : (mutant.unit ?? null);
}

interface OperatorContext extends KeyContext {
  readonly judge: string;
  readonly tools: () => string;
  /** A hash of all that the tests of a changed program reach. */
  readonly reachedBy: (change: ChangedProgram) => string;
}

function operatorKeys(mutant: Identified<Mutant>, context: OperatorContext): MutantKeys {
  const { judge, plans, needed, testsReaching } = context;
  const change = changedProgram(context.programs, mutant);
  if (change === null) return { record: sha256(`${judge} ${mutant.identity}`), full: sha256(`${judge} ${mutant.identity}`), cells: () => "" };
  const { near, far } = testsReaching(change);
  const { graph } = change.program;
  const record = sha256(JSON.stringify([judge, mutant.identity, [...near, ...far].map((path) => [path, graph.hashOf(path)])]));
  return {
    record,
    full: sha256(JSON.stringify([record, context.reachedBy(change), context.data(), context.tools()])),
    cells: lazy(() => {
      const units = unitsReaching(plans, change, needed).flatMap(({ plan, ids }) => [...ids].map((id) => [plan.units.section.path, id, plan.keys.get(id), plan.held.get(id)?.data]));
      return sha256(JSON.stringify(units));
    }),
  };
}

/** The modules that tests and the changed files reach, and the packages that these need. */
function hashOfReached(change: ChangedProgram, { testsReaching, lockfiles }: KeyContext): string {
  const { program: { graph }, changed } = change;
  const { near, far } = testsReaching(change);
  const modules = graph.reachedFrom([...near, ...far, ...changed.map(({ path }) => path)]);
  const packages = ["vitest", "typescript", ...modules.flatMap((path) => graph.importsOf(path).packages)];
  return sha256(JSON.stringify([modules.map((path) => [path, graph.hashOf(path)]), packagesReached(packages, lockfiles)]));
}
