/** The whole way: read the book, run what no record holds for, judge, record. */
import { join } from "node:path";
import { chapterNamed, hasErrors, inBookOrder, locate, prepare, tangle, textAt, type Diagnostic, type ReadyBook, type Source } from "../../tangle/index.ts";
import { conditionsNow } from "../evidence/conditions.ts";
import { problemsOf, notTangled, orphanedEvidence, outputsOf, staleEvidence, transcribedShares, type CheckedSection } from "./problems.ts";
import { readLimits, type Limits } from "../process/limits.ts";
import { accepted, outputMistakes } from "../outputs/outputs.ts";
import { notRunHere, recordedElsewhere } from "../native/notRunHere.ts";
import { shaderMistakes } from "../native/shaders.ts";
import { planOf, type Plan, type SectionPlan } from "./plan.ts";
import type { Conditions, UnitRecord } from "../evidence/record.ts";
import { removeOrphans, saveChapter, saveSection, Unwritten } from "../evidence/save.ts";
import { reconcile, type SectionOutcomes, type Reconciled } from "./reconcile.ts";
import { readStore } from "../evidence/store.ts";
import { totalsOf, type Shown, type Totals } from "../evidence/totals.ts";
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
  /** Chapters whose outputs were renewed. */
  readonly accepted: readonly string[];
  /** What is said of units that this machine cannot run and whose records hold; "" where there are none. */
  readonly elsewhere: string;
}

/** Proves a book. The author's mistakes are returned, never thrown. */
export async function prove(order: ProveOrder): Promise<ProveResult> {
  order.progress("reading the book");
  const { ready, diagnostics } = prepare(order.root);
  if (ready === null) return unread(diagnostics);
  const chosen = chosenFolders(ready, order.chapters);
  if ("mistake" in chosen) return chosen;
  const plan = planOf(ready, order.runs === "measured" ? chosen : new Set());
  const { limits, diagnostics: limitMistakes } = readLimits(textAt(join(ready.book.root, "book/book.yml")));
  const obstacles = [...diagnostics, ...limitMistakes, ...plan.native.diagnostics, ...notTangled(ready.book.root, plan.layouts), ...(await shaderMistakes(plan.layouts))];
  if (hasErrors(obstacles)) return unread(inBookOrder(ready.book, [...obstacles, ...plan.diagnostics]));
  // a section with a mistake in how its cells are written keeps its evidence, and is not run
  const misread = new Set(plan.diagnostics.filter(({ severity }) => severity === "error").map(({ at }) => locate(at).path));
  const asked = plan.sections.filter(({ units }) => chosen.has(units.folder) && !misread.has(units.section.path));
  const { diagnostics: building } = plan.native.built(asked.flatMap((each) => codesToRun(each, order.runs)), order.progress);
  if (hasErrors(building)) return unread(inBookOrder(ready.book, [...obstacles, ...plan.diagnostics, ...building]));
  const proof = await proveSections(order, { ready, plan, asked, limits }).catch(refusedWrite);
  return { ...proof, diagnostics: inBookOrder(ready.book, [...diagnostics, ...plan.diagnostics, ...building, ...proof.diagnostics]) };
}

/** The code of a section's units that will be run, with that of the cells before them; none where nothing is to be run. */
function codesToRun({ outlines, held, absent }: SectionPlan, runs: ProveOrder["runs"]): readonly string[] {
  const here = outlines.filter(({ id }) => !absent.has(id));
  return here.some(({ id }) => runs === "all" || !held.has(id)) ? here.map(({ code }) => code) : [];
}

function refusedWrite(error: unknown): Proof {
  if (!(error instanceof Unwritten)) throw error;
  return unread([error.diagnostic]);
}

function unread(diagnostics: readonly Diagnostic[]): Proof {
  return { diagnostics, totals: null, sources: new Map(), ran: { sections: 0, of: 0 }, accepted: [], elsewhere: "" };
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
  const save = order.writes === "nothing" ? () => {} : (each: SectionPlan, reconciled: Reconciled): void => saveReconciled(root, each, reconciled);
  const { runs, jobs, progress } = order;
  const worked = await execute({ ready, plans: asked, runs: runs === "all" ? "all" : "stale", limits, jobs, progress, ended: (each, outcomes) => save(each, reconcile(each, outcomes, conditions)) });
  const judged = asked.map((each): CheckedSection => ({ plan: each, reconciled: reconcile(each, worked.get(each) ?? nothing, conditions), worked: worked.get(each) ?? null }));
  for (const each of judged) save(each.plan, each.reconciled);
  const reconciled = new Map(judged.map((each) => [each.plan, each.reconciled]));
  const recordsOf = (each: SectionPlan): ReadonlyMap<string, UnitRecord> => reconciled.get(each)?.records ?? each.held;
  const sources = new Map(ready.book.sections.map(({ path, source }) => [path, source]));
  const paths = ready.book.sections.map(({ path }) => path);
  const damage = order.writes === "nothing" ? plan.damage : damageLeft(root, paths, plan.damage);
  const differences = order.writes === "nothing" ? [...judged.flatMap((each) => staleEvidence(root, each)), ...orphanedEvidence(plan.orphans)] : [];
  const renewedOutputs = order.writes === "evidence and outputs" ? acceptOutputs(root, judged) : [];
  const wrongOutputs = order.writes === "evidence and outputs" ? [] : judged.flatMap((each) => outputMistakes(each.plan.units, outputsOf(each)));
  return {
    diagnostics: [...judged.flatMap((each) => problemsOf(each, sources)), ...asked.flatMap((each) => notRunHere(each, order.writes === "nothing" ? "check" : "renew")), ...wrongOutputs, ...transcribedShares(plan.sections, recordsOf), ...damage, ...differences],
    totals: totalsOf(plan.sections.flatMap((each) => shownIn(each, recordsOf(each)))),
    sources,
    ran: { sections: worked.size, of: asked.filter(({ units }) => units.units.length > 0).length },
    accepted: renewedOutputs,
    elsewhere: recordedElsewhere(asked),
  };
}

const nothing: SectionOutcomes = { outcomes: new Map(), data: new Map(), files: new Map() };

function saveReconciled(root: string, { units }: SectionPlan, { text, beside }: Reconciled): void {
  saveSection(root, { chapter: units.section.path, record: text, beside });
}

/** Writes what the cells print into the chapters, and gives those that it changed. The program's maps follow the lines. */
function acceptOutputs(root: string, judged: readonly CheckedSection[]): readonly string[] {
  const texts = judged.map((each) => ({ source: each.plan.units.section.source, text: accepted(each.plan.units, outputsOf(each)) }));
  const changed = texts.filter(({ source, text }) => text !== source.text);
  for (const { source, text } of changed) saveChapter(root, source.path, text);
  if (changed.length > 0) tangle(root);
  return changed.map(({ source }) => source.path);
}

/** Once evidence is written: takes away what belongs to nothing; of what was damaged, only chapters that were not asked for still are. */
function damageLeft(root: string, chapters: readonly string[], damage: readonly Diagnostic[]): readonly Diagnostic[] {
  const store = readStore(root, chapters);
  removeOrphans(root, store.orphans);
  const left = new Set(store.damage.map(({ at }) => locate(at).path));
  return damage.map(({ cure, ...each }): Diagnostic => {
    if (left.has(locate(each.at).path)) return { ...each, severity: "warning", ...(cure !== undefined && { cure }) };
    return { ...each, severity: "warning", message: `${each.message}; it is written anew` };
  });
}

function shownIn({ units, outlines }: SectionPlan, records: ReadonlyMap<string, UnitRecord>): readonly Shown[] {
  return outlines.flatMap(({ id, start, unchecked }) => {
    const record = records.get(id);
    return record === undefined ? [] : [{ path: units.section.path, offset: start, id, unchecked, record }];
  });
}
