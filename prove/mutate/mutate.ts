/** Changes the book one token at a time, renews the evidence, and says which changes nothing notices. */
import { join } from "node:path";
import { buildsOf, chapterNamed, hasErrors, inBookOrder, isSystemError, prepare, textAt, writeFailed, type Diagnostic, type ReadyBook } from "../../tangle/index.ts";
import { readLimits } from "../units/limits.ts";
import { buildFor } from "../native/nativeCode.ts";
import { planOf, type SectionPlan } from "../proving/plan.ts";
import { allOf, mutantsOf, type SectionMutants } from "./made.ts";
import type { NativeHere } from "./nativeHere.ts";
import { nativeReaders } from "./operators/operators.ts";
import { chapterPrograms } from "./programs.ts";
import { recordFile, recordFolder, saveRecords, sectionOfRecord } from "./recordFiles.ts";
import { selected, type Selection } from "./selection.ts";
import { outdatedIn, readSurvivors, survivorsPath, type Survivor } from "./survivors.ts";
import { trials, type TriedMutants } from "./trials.ts";
import { notProved, Unjudged } from "./unjudged.ts";
import type { MutationResult } from "./verdict.ts";

/** What to change. */
export interface MutationOrder {
  readonly root: string;
  /** Chapters by folder or number; none is all. */
  readonly chapters: readonly string[];
  readonly selection: Selection;
  /** Sections, and mutants of operators, that are tried at the same time. */
  readonly jobs: number;
  readonly progress: (step: string) => void;
  /** What builds native code and knows which tests can run; that of the book on this machine, if none is given. */
  readonly native?: NativeHere;
}

/** The trials, and the survivors that are explained; or why nothing was tried. */
export type MutationOutcome =
  | Tried
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "unknown"; readonly mistake: string };

/** What came of a run. */
export interface Tried {
  readonly kind: "tried";
  /** In the order of the book. */
  readonly trials: readonly MutationResult[];
  readonly survivors: readonly Survivor[];
  /** Those of them that explain no mutant of the chapters any more. */
  readonly outdated: readonly Survivor[];
  /** How many of the verdicts were found now; the others were known. */
  readonly now: number;
  /** How many of a normal run's verdicts the record does not have. */
  readonly unrecorded: number;
  /** How many of its changes were neither known nor tried. */
  readonly left: number;
  /** Files of the record that were written or removed. */
  readonly written: readonly string[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Tries changes of a book that is proved as it stands; a book that is not is refused. */
export async function mutate(order: MutationOrder): Promise<MutationOutcome> {
  order.progress("reading the book");
  const { ready, diagnostics } = prepare(order.root);
  if (ready === null) return { kind: "refused", diagnostics };
  const chosen = chosenChapters(ready, order.chapters);
  if ("mistake" in chosen) return { kind: "unknown", mistake: chosen.mistake };
  const { sections, native, diagnostics: misread } = planOf(ready);
  const plans = sections.filter(({ units }) => chosen.has(units.section.chapter)).map(here);
  const { survivors, diagnostics: unexplained } = readSurvivors(textAt(join(ready.book.root, survivorsPath)) ?? "");
  const { limits, diagnostics: unlimited } = readLimits(textAt(join(ready.book.root, "book/book.yml")));
  const obstacles = [...diagnostics, ...misread, ...native.diagnostics, ...unexplained, ...unlimited, ...plans.flatMap(unproved)];
  if (hasErrors(obstacles)) return { kind: "refused", diagnostics: inBookOrder(ready.book, obstacles) };
  const building = buildFor(plans.map(({ native: own, outlines }) => ({ native: own, codes: outlines.map(({ code }) => code) })), order.progress);
  if (hasErrors(building)) return { kind: "refused", diagnostics: inBookOrder(ready.book, [...obstacles, ...building]) };
  const programs = chapterPrograms(ready, buildsOf(ready.book.root).builds);
  const readers = await nativeReaders(new Set(plans.flatMap(({ units }) => units.section.fences.map(({ language }) => language))));
  const made = plans.map((plan) => mutantsOf(plan, programs, readers));
  const outdated = outdatedIn(survivors, made.flatMap(allOf), new Set(plans.map(({ units }) => units.section.path)));
  return await trials({ ...order, ready, plans: sections.map(here), programs, limits }, selected(made, order.selection))
    .then((tried): MutationOutcome => ({ kind: "tried", survivors, outdated, ...resultsOf(order, { ready, plans }, tried) }))
    .catch((error: unknown) => refused(ready, error));
}

/** A section without the units that this machine cannot run, of whose changes it can say nothing. */
function here(plan: SectionPlan): SectionPlan {
  const isHere = ({ id }: { readonly id: string }): boolean => !plan.absent.has(id);
  return { ...plan, outlines: plan.outlines.filter(isHere), units: { ...plan.units, units: plan.units.units.filter(isHere) } };
}

function chosenChapters({ book }: ReadyBook, names: readonly string[]): ReadonlySet<number> | { readonly mistake: string } {
  const found = names.map((name) => chapterNamed(book, name));
  const unknown = found.find((each) => typeof each !== "number");
  if (unknown !== undefined) return unknown;
  return new Set(book.chapters.map((_, index) => index).filter((index) => names.length === 0 || found.includes(index)));
}

function unproved({ units, held }: SectionPlan): readonly Diagnostic[] {
  const first = units.units.find(({ id }) => !held.has(id));
  return first === undefined ? [] : [notProved(units.section, first)];
}

function refused({ book }: ReadyBook, error: unknown): MutationOutcome {
  if (error instanceof Unjudged) return { kind: "refused", diagnostics: [error.diagnostic] };
  if (isSystemError(error)) return { kind: "refused", diagnostics: [writeFailed(book.root, error, "what was written before it is whole")] };
  throw error;
}

interface Asked {
  readonly ready: ReadyBook;
  readonly plans: readonly SectionPlan[];
}

/** What is to be said of the trials; in a run that writes, the record is renewed. */
function resultsOf({ selection }: MutationOrder, { ready, plans }: Asked, tried: TriedMutants): Omit<Tried, "kind" | "survivors" | "outdated"> {
  const { now, diagnostics, unrecorded, left } = tried;
  const results = tried.sections.flatMap(({ results }) => results.map(({ mutant, known }): MutationResult => ({ mutant, verdict: known.verdict })));
  if (selection.kind !== "changed" || selection.writes === "nothing") return { trials: results, now, unrecorded, left, written: [], diagnostics };
  const files = tried.sections.flatMap(({ path, results }) => recordFile(path, results) ?? []);
  const named = (list: readonly { readonly path: string }[]): ReadonlySet<string> => new Set(list.map(({ path }) => path.replace(/^book\//, "").replace(/\.md$/i, "")));
  const [asked, all] = [named(plans.map(({ units }) => units.section)), named(ready.book.sections)];
  const written = saveRecords(ready.book.root, files, (path) => asked.has(sectionOfRecord(path)) || !all.has(sectionOfRecord(path)));
  return { trials: results, now, unrecorded: 0, left, written, diagnostics: [] };
}
