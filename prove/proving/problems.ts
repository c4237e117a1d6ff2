/** What is wrong with a book once it was run: failures, evidence that is not what it would be now, numbers typed by hand. */
import { join } from "node:path";
import { hasErrors, stat, mistake, type Diagnostic, type Layout, type Section, type Source } from "../../tangle/index.ts";
import { diagnosticOf } from "../process/outcome-diagnostic.ts";
import { outputOfResult, type Outputs } from "../outputs/outputs.ts";
import type { SectionPlan } from "./plan.ts";
import type { UnitRecord } from "../records/record.ts";
import type { Reconciled } from "./reconcile.ts";
import { tooMuchTranscribed, type HeldDerivation } from "../records/share.ts";
import { recordFolder } from "../evidence/store.ts";
import type { Execution } from "./execute.ts";

/** A section, its records now, and what came of running it; null where nothing had to be run. */
export interface CheckedSection {
  readonly plan: SectionPlan;
  readonly reconciled: Reconciled;
  readonly worked: Execution | null;
}

/** What sections are held against. */
export interface Against {
  /** All chapters' texts, in whose chunks a cell may fail. */
  readonly others: ReadonlyMap<string, Source>;
  /** The numbers that are typed by hand in a section. */
  readonly typedNumbers: (section: Section) => readonly Diagnostic[];
}

/** Everything that is wrong with a section, whatever is written. */
export function problemsOf({ plan, reconciled, worked }: CheckedSection, { others, typedNumbers }: Against): readonly Diagnostic[] {
  const { section, units } = plan.units;
  const sources = { source: section.source, others };
  const failed = units.flatMap((unit) => {
    const outcome = worked?.outcomes.get(unit.id);
    return outcome === undefined || outcome.ok ? [] : outcome.failures.map((failure) => diagnosticOf(failure, unit, sources));
  });
  const typed = typedNumbers(section).map((each): Diagnostic => ({ ...each, severity: "warning" }));
  const found = [...(worked?.diagnostics ?? []), ...failed, ...reconciled.diagnostics];
  const forgotten = units.find(({ id }) => !reconciled.records.has(id) && !plan.absent.has(id));
  // a cell that was not reached is explained by the one that failed before it
  if (forgotten !== undefined && !hasErrors(found)) throw new Error(`internal: nothing came of \`${forgotten.id}\` in ${section.path}`);
  return [...found, ...typed];
}

/** For `--check`: that the evidence of a section has no record that holds for some of its units. What failed is reported as that. */
export function staleEvidence({ plan, reconciled }: CheckedSection): readonly Diagnostic[] {
  const { section, units } = plan.units;
  const stale = units.filter(({ id }) => !plan.held.has(id) && reconciled.records.has(id));
  const [first] = stale;
  if (first === undefined) return [];
  const ids = stale.slice(0, 5).map(({ id }) => `\`${id}\``).join(", ");
  const others = stale.length > 5 ? ` and ${stale.length - 5} more` : "";
  const span = "fence" in first ? first.fence.info : first.span;
  const message = `\`${recordFolder(section.path)}\` does not show the book as it is now: ${ids}${others}`;
  return [{ ...mistake("stale-evidence", message, { source: section.source, span }), cure: "npm run prove" }];
}

/** What the cells of a section print, as far as it is known. */
export function outputsOf({ reconciled }: CheckedSection): Outputs {
  return new Map([...reconciled.records].flatMap(([id, { result }]) => {
    const lines = outputOfResult(result);
    return lines === null ? [] : [[id, lines] as const];
  }));
}

/** For `--check`: files of the evidence that belong to nothing. */
export function orphanedEvidence(paths: readonly string[]): readonly Diagnostic[] {
  return paths.map((path) => ({ ...mistake("orphaned-evidence", `\`${path}\` belongs to no cell of the book`, { path }), cure: "npm run prove" }));
}

/** That `src/` is not the program of the book: its first such file. */
export function notTangled(root: string, layouts: readonly Layout[]): readonly Diagnostic[] {
  const differing = layouts.filter(({ path, text }) => {
    const seen = stat(join(root, path));
    return seen.kind !== "file" || !seen.bytes.equals(Buffer.from(text));
  });
  const [first] = differing;
  if (first === undefined) return [];
  const others = differing.length > 1 ? `, and ${differing.length - 1} more` : "";
  return [{ ...mistake("not-tangled", `\`${first.path}\` is not what the book says${others}`, { path: first.path }), cure: "npm run tangle" }];
}

/** Chapters that transcribe too much. `recordsOf` gives what is known of a section. */
export function transcribedShares(plans: readonly SectionPlan[], recordsOf: (plan: SectionPlan) => ReadonlyMap<string, UnitRecord>): readonly Diagnostic[] {
  const folders = [...new Set(plans.map(({ units }) => units.folder))];
  return folders.flatMap((folder) => {
    const chapter = plans.filter(({ units }) => units.folder === folder);
    return tooMuchTranscribed(folder, chapter.flatMap((plan) => derivationsIn(plan, recordsOf(plan))));
  });
}

function derivationsIn({ units }: SectionPlan, records: ReadonlyMap<string, UnitRecord>): readonly HeldDerivation[] {
  return units.units.flatMap((unit) => {
    const result = records.get(unit.id)?.result;
    return result?.kind === "derivation" ? [{ at: { source: units.section.source, span: unit.span }, result }] : [];
  });
}
