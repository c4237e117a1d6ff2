/** The whole way: read the book, run what no record holds for, judge, record. */
import { join, posix } from "node:path";
import { chapterNamed, hasErrors, inBookOrder, locate, prepare, tangle, textAt, type Diagnostic, type ReadyBook, type Source } from "../../tangle/index.ts";
import { cacheUnder, keptReaders } from "../../tangle/standing/index.ts";
import { typedNumberReader } from "../prose/cleanTexts.ts";
import { conditionsNow } from "../records/conditions.ts";
import { notTangled, orphanedEvidence, problemsOf, outputsOf, staleEvidence, transcribedShares, type CheckedSection } from "./problems.ts";
import { checkExperiments, replays, shownExperiment, type ExperimentCheck, type ReplayedRuns } from "../experiments/check.ts";
import { buildFor } from "../native/nativeCode.ts";
import { notRunHere, recordedElsewhere } from "./notRunHere.ts";
import { shaderMistakes } from "../native/shaders.ts";
import { orphans } from "../experiments/problems.ts";
import { readLimits, type Limits } from "../units/limits.ts";
import { accepted, outputMistakes } from "../outputs/outputs.ts";
import { planOf, type Plan, type SectionPlan } from "./plan.ts";
import type { Conditions, UnitRecord } from "../records/record.ts";
import { removeOrphans, saveChapter, saveEvidence, Unwritten } from "../evidence/save.ts";
import { reconcile, type SectionOutcomes, type Reconciled } from "./reconcile.ts";
import { orphansAmong, type KnownEvidence } from "../evidence/orphans.ts";
import { oldEvidence, readStore, recordFolder } from "../evidence/store.ts";
import { totalsOf, type Shown, type Totals } from "../records/totals.ts";
import { execute } from "./execute.ts";

/** What to prove, and what to write. */
export interface ProveOrder {
  /** The folder that holds `book/`. */
  readonly root: string;
  /** Chapters by folder or number; none is all. */
  readonly chapters: readonly string[];
  readonly writes: "nothing" | "evidence" | "evidence and outputs";
  /** Only what no record holds for, or all; or, besides the stale, what was measured: its records give way to new ones. */
  readonly runs: "stale" | "all" | "measured";
  /** Sections that run at the same time. */
  readonly jobs: number;
  /** The command as it was called, for the conditions of measurements. */
  readonly command: string;
  readonly progress: (step: string) => void;
}

/** What was found and done; or a chapter that there is not. */
export type ProveResult = Proof | { readonly mistake: string };

interface Proof {
  /** In the order of the book. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the whole book; null where it could not be read. */
  readonly totals: Totals | null;
  /** The chapters' texts by path, as they were read. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Sections in which something was run, of those that were asked for. */
  readonly ran: { readonly sections: number; readonly of: number };
  /** Experiments whose code has changed, and whose first steps are as they were. */
  readonly confirmed: ExperimentCheck["confirmed"];
  /** Whether evidence was written. */
  readonly wrote: boolean;
  /** Chapters whose outputs were renewed. */
  readonly accepted: readonly string[];
  /** What is said of units that this machine cannot run and whose records hold; "" where there are none. */
  readonly elsewhere: string;
}

/** Proves a book. The author's mistakes are returned, never thrown. */
export async function prove(order: ProveOrder): Promise<ProveResult> {
  order.progress("reading the book");
  const { ready, diagnostics } = prepare(order.root, keptReaders(cacheUnder(order.root)));
  if (ready === null) return unread(diagnostics);
  const chosen = chosenFolders(ready, order.chapters);
  if ("mistake" in chosen) return chosen;
  const plan = planOf(ready, order.runs === "measured" ? chosen : new Set());
  const { limits, diagnostics: limitMistakes } = readLimits(textAt(join(ready.book.root, "book/book.yml")));
  const old = order.writes === "nothing" ? oldEvidence(plan.store) : [];
  const obstacles = [...diagnostics, ...limitMistakes, ...plan.native.diagnostics, ...notTangled(ready.book.root, plan.finished.layouts), ...(await shaderMistakes(plan.finished.layouts)), ...old];
  if (hasErrors(obstacles)) return unread(inBookOrder(ready.book, [...obstacles, ...plan.diagnostics]));
  // a section with a mistake in how its cells are written keeps its evidence, and is not run
  const misread = new Set(plan.diagnostics.filter(({ severity }) => severity === "error").map(({ at }) => locate(at).path));
  const asked = plan.sections.filter(({ units }) => chosen.has(units.folder) && !misread.has(units.section.path));
  const building = buildFor(asked.map((each) => ({ native: each.native, codes: codesToRun(each, order.runs) })), order.progress);
  if (hasErrors(building)) return unread(inBookOrder(ready.book, [...obstacles, ...plan.diagnostics, ...building]));
  const proof = await proveSections(order, { ready, plan, asked, limits }).catch(refusedWrite);
  return { ...proof, diagnostics: inBookOrder(ready.book, [...diagnostics, ...plan.diagnostics, ...building, ...proof.diagnostics]) };
}

/** The code of a section's units and experiments that will be run, with that of the cells before them; none where nothing is to be run. */
function codesToRun({ outlines, held, absent, experiments }: SectionPlan, runs: ProveOrder["runs"]): readonly string[] {
  const here = outlines.filter(({ id }) => !absent.has(id));
  const cells = here.some(({ id }) => runs === "all" || !held.has(id)) ? here.map(({ code }) => code) : [];
  return [...cells, ...experiments.filter((each) => replays(each, replayed(runs))).flatMap(({ codes }) => codes)];
}

/** Which experiments a run replays. */
function replayed(runs: ProveOrder["runs"]): ReplayedRuns {
  return runs === "all" ? "all" : "stale";
}

function refusedWrite(error: unknown): Proof {
  if (!(error instanceof Unwritten)) throw error;
  return unread([error.diagnostic]);
}

function unread(diagnostics: readonly Diagnostic[]): Proof {
  return { diagnostics, totals: null, sources: new Map(), ran: { sections: 0, of: 0 }, confirmed: [], wrote: false, accepted: [], elsewhere: "" };
}

function chosenFolders({ book }: ReadyBook, names: readonly string[]): ReadonlySet<string> | { readonly mistake: string } {
  const found = names.map((name) => chapterNamed(book, name));
  const unknown = found.find((each) => typeof each !== "number");
  if (unknown !== undefined) return unknown;
  return new Set(book.chapters.filter((_, index) => names.length === 0 || found.includes(index)).map(({ folder }) => folder));
}

interface Readied {
  readonly ready: ReadyBook;
  readonly plan: Plan;
  readonly asked: readonly SectionPlan[];
  readonly limits: Limits;
}

async function proveSections(order: ProveOrder, { ready, plan, asked, limits }: Readied): Promise<Proof> {
  const { root } = ready.book;
  const conditions = conditionsNow(root, order.command);
  const save = order.writes === "nothing" ? () => {} : ({ files }: Reconciled): void => void saveEvidence(root, files);
  const { runs, jobs, progress } = order;
  const writes = order.writes !== "nothing";
  const experiments = await checkExperiments({ root, sameData: plan.sameData, plans: asked.flatMap((each) => each.experiments), runs: replayed(runs), writes, limits, jobs, date: conditions.date, progress });
  const worked = await execute({ ready, plans: asked, runs: runs === "all" ? "all" : "stale", limits, jobs, progress, ended: (each, outcomes) => save(reconcile(each, outcomes, conditions)) });
  const judged = asked.map((each): CheckedSection => ({ plan: each, reconciled: reconcile(each, worked.get(each) ?? nothing, conditions), worked: worked.get(each) ?? null }));
  for (const each of judged) save(each.reconciled);
  const reconciled = new Map(judged.map((each) => [each.plan, each.reconciled]));
  const recordsOf = (each: SectionPlan): ReadonlyMap<string, UnitRecord> => reconciled.get(each)?.records ?? each.held;
  const sources = new Map(ready.book.sections.map(({ path, source }) => [path, source]));
  const against = { others: sources, typedNumbers: typedNumberReader(cacheUnder(root)) };
  const damage = order.writes === "nothing" ? plan.store.damage : tidied(root, plan, knownEvidence(plan, recordsOf, new Set(asked)));
  const differences = order.writes === "nothing" ? [...judged.flatMap(staleEvidence), ...orphanedEvidence(orphansAmong(plan.store.files, knownEvidence(plan, ({ held }) => held, new Set())))] : [];
  const renewedOutputs = order.writes === "evidence and outputs" ? acceptOutputs(root, judged) : [];
  const wrongOutputs = order.writes === "evidence and outputs" ? [] : judged.flatMap((each) => outputMistakes(each.plan.units, outputsOf(each)));
  return {
    diagnostics: [...experiments.diagnostics, ...orphanedExperiments(order, plan), ...judged.flatMap((each) => problemsOf(each, against)), ...asked.flatMap((each) => notRunHere(each, writes ? "renew" : "check")), ...wrongOutputs, ...transcribedShares(plan.sections, recordsOf), ...damage, ...differences],
    totals: totalsOf([...plan.sections.flatMap((each) => shownIn(each, recordsOf(each))), ...experiments.shown, ...heldElsewhere(plan, asked)]),
    sources,
    ran: { sections: worked.size, of: asked.filter(({ units }) => units.units.length > 0).length },
    confirmed: experiments.confirmed,
    wrote: writes,
    accepted: renewedOutputs,
    elsewhere: recordedElsewhere(asked),
  };
}

/** Experiments of chapters that were not asked for count as far as their records hold. */
function heldElsewhere({ sections }: Plan, asked: readonly SectionPlan[]): readonly Shown[] {
  return sections.filter((each) => !asked.includes(each)).flatMap((each) => each.experiments.flatMap(shownExperiment));
}

/** A record that no experiment needs is an error where all must be as it would be written; a run leaves it there. */
function orphanedExperiments({ writes, root }: ProveOrder, { seeds }: Plan): readonly Diagnostic[] {
  return orphans(root, seeds).map((each): Diagnostic => ({ ...each, severity: writes === "nothing" ? "error" : "warning" }));
}

const nothing: SectionOutcomes = { outcomes: new Map(), data: new Map(), files: new Map() };


/** Writes what the cells print into the chapters, and gives those that it changed. The program's maps follow the lines. */
function acceptOutputs(root: string, judged: readonly CheckedSection[]): readonly string[] {
  const texts = judged.map((each) => ({ source: each.plan.units.section.source, text: accepted(each.plan.units, outputsOf(each)) }));
  const changed = texts.filter(({ source, text }) => text !== source.text);
  for (const { source, text } of changed) saveChapter(root, source.path, text);
  if (changed.length > 0) tangle(root);
  return changed.map(({ source }) => source.path);
}

/** What is known of the evidence of each section; of those in `renewed` what could not be read is written anew. */
function knownEvidence({ sections, store }: Plan, recordsOf: (plan: SectionPlan) => ReadonlyMap<string, UnitRecord>, renewed: ReadonlySet<SectionPlan>): readonly KnownEvidence[] {
  const damaged = new Set(store.damage.map(({ at }) => posix.dirname(locate(at).path)));
  return sections.map((each): KnownEvidence => {
    const { section, units } = each.units;
    const isUnread = damaged.has(recordFolder(section.path)) && !renewed.has(each);
    return { chapter: section.path, units: units.map(({ id }) => id), records: recordsOf(each), stored: each.stored, isUnread };
  });
}

/** Once evidence is written: takes away what belongs to nothing; of what was damaged, only chapters that were not asked for still are. */
function tidied(root: string, { store }: Plan, known: readonly KnownEvidence[]): readonly Diagnostic[] {
  const written = readStore(root, known.map(({ chapter }) => chapter));
  removeOrphans(root, orphansAmong(written.files, known));
  const left = new Set(known.filter(({ isUnread }) => isUnread).map(({ chapter }) => recordFolder(chapter)));
  return store.damage.map(({ cure, ...each }): Diagnostic => {
    if (left.has(posix.dirname(locate(each.at).path))) return { ...each, severity: "warning", ...(cure !== undefined && { cure }) };
    return { ...each, severity: "warning", message: `${each.message}; it is written anew` };
  });
}

function shownIn({ units, outlines }: SectionPlan, records: ReadonlyMap<string, UnitRecord>): readonly Shown[] {
  return outlines.flatMap(({ id, start, unchecked }) => {
    const record = records.get(id);
    return record === undefined ? [] : [{ path: units.section.path, offset: start, id, unchecked, record }];
  });
}
