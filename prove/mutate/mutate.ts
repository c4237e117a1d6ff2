/** Changes the book one token at a time, renews the evidence, and says which changes nothing notices. */
import { join } from "node:path";
import { chapterNamed, hasErrors, inBookOrder, prepare, textAt, type Diagnostic, type ReadyBook } from "../../tangle/index.ts";
import { readLimits, type Limits } from "../process/limits.ts";
import { cellThatDiffers } from "./cellTrials.ts";
import { claimMutants, type ClaimMutant } from "./claims.ts";
import type { Mutant } from "./mutant.ts";
import { operatorMutants } from "./operators.ts";
import { tryOperators } from "./programTrials.ts";
import { sample } from "./sample.ts";
import { trySection } from "./sectionTrials.ts";
import { readSurvivors, survivorsPath, type Survivor } from "./survivors.ts";
import { numberMutants, outputMutants, type NumberMutant } from "./texts.ts";
import { outputsOf, tryNumbers, tryOutputs } from "./textTrials.ts";
import type { MutationResult } from "./verdict.ts";
import { planOf, type SectionPlan } from "../proving/plan.ts";

/** What to change. */
export interface MutationOrder {
  readonly root: string;
  /** Chapters by folder or number; none is all. */
  readonly chapters: readonly string[];
  /** How many changes of each quick kind, and of operators, which each take a run of the tests; null for all. */
  readonly sample: { readonly quick: number; readonly operators: number } | null;
  readonly seed: number;
  readonly progress: (step: string) => void;
}

/** The trials, and the survivors that are explained; or why nothing was tried. */
export type MutationOutcome =
  | { readonly kind: "tried"; readonly trials: readonly MutationResult[]; readonly survivors: readonly Survivor[] }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "unknown"; readonly mistake: string };

/** Tries changes of a book that is proved as it stands; a book that is not is refused. */
export async function mutate(order: MutationOrder): Promise<MutationOutcome> {
  const { ready, diagnostics } = prepare(order.root);
  if (ready === null) return { kind: "refused", diagnostics };
  const chosen = chosenChapters(ready, order.chapters);
  if ("mistake" in chosen) return { kind: "unknown", mistake: chosen.mistake };
  const { sections, native, diagnostics: misread } = planOf(ready);
  const { survivors, diagnostics: unexplained } = readSurvivors(textAt(join(ready.book.root, survivorsPath)) ?? "");
  const { limits, diagnostics: unlimited } = readLimits(textAt(join(ready.book.root, "book/book.yml")));
  const obstacles = [...diagnostics, ...misread, ...native.diagnostics, ...unexplained, ...unlimited, ...sections.flatMap(unproved)];
  if (hasErrors(obstacles)) return { kind: "refused", diagnostics: inBookOrder(ready.book, obstacles) };
  const plans = sections.filter(({ units }) => chosen.has(units.section.chapter)).map(here);
  const { diagnostics: building } = native.built(plans.flatMap(({ outlines }) => outlines.map(({ code }) => code)), order.progress);
  if (hasErrors(building)) return { kind: "refused", diagnostics: inBookOrder(ready.book, [...obstacles, ...building]) };
  const quick = await tryQuick(order, { ready, plans, limits });
  const slow = await tryProgram(order, { ready, plans, all: sections, limits });
  return { kind: "tried", trials: [...quick, ...slow], survivors };
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

/** Without evidence that holds, a change that is noticed says nothing. */
function unproved({ units, held }: SectionPlan): readonly Diagnostic[] {
  const first = units.units.find(({ id }) => !held.has(id));
  if (first === undefined) return [];
  const at = { source: units.section.source, span: { start: first.span.start, end: first.span.start } };
  return [{ severity: "error", code: "not-proved", message: `\`${first.id}\` is not proved as it stands, so no change of it can be judged`, at, cure: "npm run prove" }];
}

interface Readied {
  readonly ready: ReadyBook;
  readonly plans: readonly SectionPlan[];
  readonly limits: Limits;
}

/** Formulas, outputs and numbers: one process a section tells of all of them. */
async function tryQuick(order: MutationOrder, { ready, plans, limits }: Readied): Promise<readonly MutationResult[]> {
  const made = plans.map(({ units, held }) => ({
    claims: claimMutants(units.section, units.units),
    outputs: outputMutants(units.section, units.units),
    numbers: numberMutants(units.section, units.units, (id) => textOf(held, id)),
  }));
  const claims = chosen(order, made.flatMap((each) => each.claims));
  const outputs = chosen(order, made.flatMap((each) => each.outputs));
  const numbers = chosen(order, made.flatMap((each) => each.numbers));
  const trials: MutationResult[] = [];
  for (const [index, { units, held }] of plans.entries()) {
    const of = <T extends Mutant>(list: readonly T[]): readonly T[] => list.filter(({ section }) => section === units.section);
    const own: { claims: readonly ClaimMutant[]; outputs: readonly Mutant[]; numbers: readonly NumberMutant[] } = { claims: of(claims), outputs: of(outputs), numbers: of(numbers) };
    if (own.claims.length + own.outputs.length + own.numbers.length === 0) continue;
    order.progress(`changing formulas, outputs and numbers: ${units.section.path} (${index + 1} of ${plans.length})`);
    const { trials: tried, run } = await trySection({ root: ready.book.root, units, mutants: own.claims, limits });
    const known = new Map([...held].map(([id, { result }]) => [id, { ok: true, result } as const]));
    // what is not run in the section's process, and measurements, are as they are recorded
    const outputsNow = outputsOf({ outcomes: new Map([...known, ...[...run.outcomes].filter(([id]) => !isMeasured(held, id))]) });
    trials.push(...tried, ...tryOutputs(own.outputs, units, outputsNow), ...tryNumbers(own.numbers, run));
  }
  return trials;
}

function textOf(held: SectionPlan["held"], id: string): string | null {
  const result = held.get(id)?.result;
  return result?.kind === "value" ? result.text : null;
}

function isMeasured(held: SectionPlan["held"], id: string): boolean {
  const result = held.get(id)?.result;
  return result?.kind === "run" && result.measured !== undefined;
}

async function tryProgram(order: MutationOrder, { ready, plans, all, limits }: Readied & { readonly all: readonly SectionPlan[] }): Promise<readonly MutationResult[]> {
  const made = plans.flatMap(({ units }) => operatorMutants(units.section));
  const mutants = order.sample === null ? made : sample(made, order.sample.operators, order.seed);
  const { root } = ready.book;
  return tryOperators(mutants, {
    ready,
    seconds: 30,
    cellThatDiffers: (program) => cellThatDiffers(program, { root, plans: all, limits }),
    progress: (done) => order.progress(`changing operators: ${done} of ${mutants.length}`),
  });
}

function chosen<T>({ sample: size, seed }: MutationOrder, mutants: readonly T[]): readonly T[] {
  return size === null ? mutants : sample(mutants, size.quick, seed);
}
