/** Finds the verdicts on mutants: those that are known are looked up, the others are tried. */
import { join } from "node:path";
import { projectFolder, readLockfile, sha256, stat, textAt, walk, type Diagnostic, type ReadyBook } from "../../tangle/index.ts";
import type { Limits } from "../units/limits.ts";
import { childSupervisor, type ChildSupervisor } from "../system/supervisor.ts";
import type { SectionPlan } from "../proving/plan.ts";
import { cellTrials } from "./cellTrials.ts";
import { keyFinder, type KeyFinder } from "./keys.ts";
import { lazy } from "./lazy.ts";
import { ledgerOf, type Ledger, type PlacedMutant } from "./ledger.ts";
import { allOf, only, type SectionMutants } from "./made.ts";
import type { Identified, Mutant } from "./mutant.ts";
import { nativeHere, type NativeHere } from "./nativeHere.ts";
import { tryOperators } from "./operatorTrials.ts";
import { pooled } from "./pooled.ts";
import type { ChapterPrograms } from "./programs.ts";
import { tryQuick } from "./quickTrials.ts";
import { testFinder, type TestFinder } from "./reach.ts";
import type { RecordedMutant } from "./recordFiles.ts";
import { scopeFinder, type ScopeFinder } from "./scope.ts";
import { atMost, type Selection } from "./selection.ts";
import { progressText } from "./timeLeft.ts";
import { isLasting } from "./verdict.ts";

/** What the trials of a run need. */
export interface TrialOrder {
  readonly ready: ReadyBook;
  /** Of the whole book. */
  readonly plans: readonly SectionPlan[];
  readonly programs: ChapterPrograms;
  readonly limits: Limits;
  readonly selection: Selection;
  readonly jobs: number;
  readonly progress: (step: string) => void;
  readonly native?: NativeHere;
}

/** The verdicts. */
export interface TriedMutants {
  /** Section by section, in the order of the book. */
  readonly sections: readonly { readonly path: string; readonly results: readonly RecordedMutant[] }[];
  /** How many were tried now. */
  readonly now: number;
  /** How many lasting verdicts the record does not have. */
  readonly unrecorded: number;
  /** How many are neither known nor tried: more than were to be tried at most. */
  readonly left: number;
  /** Warnings about the record. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds those that are known or tried. Throws `Unjudged` where the book as it is fails, and the system's error where nothing can be written. */
export async function trials(order: TrialOrder, all: readonly SectionMutants[]): Promise<TriedMutants> {
  const { root } = order.ready.book;
  const finders = { needed: scopeFinder(), testsReaching: testFinder() };
  const ledger = ledgerOf({ root, selection: order.selection, keysOf: keysIn(order, finders) });
  const unknown = all.map((each) => only(each, (mutant) => ledger.verdictOn({ plan: each.plan, mutant }) === undefined));
  const now = atMost(unknown, order.selection);
  await tryAll(order, now, { ledger, ...finders });
  const mutants = all.map((each) => only(each, (mutant) => ledger.verdictOn({ plan: each.plan, mutant }) !== undefined));
  const sections = mutants.map((each) => ({ path: each.plan.units.section.path, results: allOf(each).map((mutant) => resultOf({ plan: each.plan, mutant }, ledger)) }));
  const placed = mutants.flatMap((each) => allOf(each).map((mutant): PlacedMutant => ({ plan: each.plan, mutant })));
  const unrecorded = placed.filter((each) => isLasting(resultOf(each, ledger).known.verdict) && !ledger.isRecorded(each));
  return { sections, now: now.flatMap(allOf).length, unrecorded: unrecorded.length, left: all.flatMap(allOf).length - placed.length, diagnostics: ledger.diagnostics };
}

function resultOf(placed: PlacedMutant, ledger: Ledger): RecordedMutant {
  const known = ledger.verdictOn(placed);
  if (known === undefined) throw new Error(`internal: nothing came of ${placed.mutant.identity}`);
  return { mutant: placed.mutant, known };
}

/** Keys are worked out once: a run asks for them again when it keeps what it has found. */
function keysIn({ ready, programs, plans }: TrialOrder, finders: Finders): KeyFinder {
  const { root } = ready.book;
  const lockfiles = [root, projectFolder].map((folder) => readLockfile(textAt(join(folder, "package-lock.json"))));
  const data = lazy(() => hashOfData(root));
  const find = keyFinder({ programs, plans, ...finders, lockfiles, data });
  const known = new Map<Mutant, ReturnType<KeyFinder>>();
  return (plan, mutant) => {
    const keys = known.get(mutant) ?? find(plan, mutant);
    known.set(mutant, keys);
    return keys;
  };
}

function hashOfData(root: string): string {
  const files = walk(root, "book/data").map((path) => {
    const seen = stat(join(root, path));
    return [path, seen.kind === "file" ? sha256(seen.bytes) : seen.kind];
  });
  return sha256(JSON.stringify(files));
}

/** What is asked again and again in a run. */
interface Finders {
  readonly needed: ScopeFinder;
  readonly testsReaching: TestFinder;
}

interface Findings extends Finders {
  readonly ledger: Ledger;
}

async function tryAll(order: TrialOrder, mutants: readonly SectionMutants[], findings: Findings): Promise<void> {
  const life = childSupervisor();
  try {
    await trySections(order, mutants, { ...findings, life });
    await tryPrograms(order, mutants, { ...findings, life });
  } finally {
    life.close();
  }
}

/** Formulas, outputs and numbers: a process or two a section tell of all of them. The longest lists first, so that none is left for the end. */
async function trySections({ ready, limits, selection, jobs, progress }: TrialOrder, mutants: readonly SectionMutants[], { ledger, needed, life }: Findings & { readonly life: ChildSupervisor }): Promise<void> {
  const quick = mutants.filter(({ claims, outputs, numbers }) => claims.length + outputs.length + numbers.length > 0);
  const told = progressText("changing formulas, outputs and numbers", ["section", "sections"], quick.length);
  let done = 0;
  await pooled(quick.toSorted((a, b) => b.claims.length - a.claims.length), jobs, async (section) => {
    progress(told(done));
    await tryQuick(section, { root: ready.book.root, limits, texts: selection.kind === "changed" ? "as recorded" : "run again", needed, life, found: (mutant, verdict) => ledger.found({ plan: section.plan, mutant }, verdict, "tests") });
    done++;
  });
}

async function tryPrograms({ ready, programs, plans, limits, jobs, progress, native = nativeHere(ready.book.root) }: TrialOrder, mutants: readonly SectionMutants[], { ledger, needed, testsReaching, life }: Findings & { readonly life: ChildSupervisor }): Promise<void> {
  const planOf = new Map(mutants.flatMap(({ plan, operators }) => operators.map((mutant): readonly [Identified<Mutant>, SectionPlan] => [mutant, plan])));
  const told = progressText("changing operators", ["operator", "operators"], planOf.size);
  let done = 0;
  progress(told(done));
  await tryOperators([...planOf.keys()], {
    ready,
    programs,
    native,
    testsReaching,
    tryCells: cellTrials({ plans, needed, limits, life }),
    jobs,
    life,
    found(mutant, { verdict, asked }) {
      const plan = planOf.get(mutant);
      if (plan === undefined) throw new Error("internal: a mutant of no section");
      ledger.found({ plan, mutant }, verdict, asked);
      progress(told(++done));
    },
  });
}
