/** The public surface of `prove`: all that `weave` may import. */
export { readEvidence, type Evidence, type EvidenceReading, type FileName, type UnitEvidence } from "./proving/evidence.ts";
export { benchFiles, runBenchmarks, type BenchFile, type BenchRun } from "./benchmarks/benchmarks.ts";
export { lastExpression } from "./code/parse.ts";
export { conditionsNow, unrecordable } from "./records/conditions.ts";
export { resultOf, type DisplayResult } from "./math/result.ts";
export { shippedRecords } from "./experiments/shipped.ts";
export { measurementsText, readMeasurements, type Measured, type MeasuredRun, type Measurement, type RunConditions } from "./records/measurements.ts";
export type { UnitName } from "./units/outline.ts";
export { ownTree } from "./units/parsed.ts";
export type { TextCache } from "./units/outlineCache.ts";
export type { Conditions, CostResult, DerivationResult, Drawing, ExperimentResult, FigureResult, FragmentResult, MadeOn, Result, RunResult, Shown, UnitRecord, ValueResult, WrongResult } from "./records/record.ts";
export { imageOf, pngOf } from "./process/shown/image.ts";
export { isNumericColumn, tableLines, tableOf } from "./process/shown/table.ts";
export { table } from "./process/shown/tableCall.ts";
export type { Exception, Totals } from "./records/totals.ts";
export type { PageCell, PageCells } from "./cells/pageCells.ts";
export type { PageClaim, PageClaims } from "./cells/pageClaims.ts";
export { readTerms, termsPath, type TermsReading } from "./terms/readTerms.ts";
export { termKey, type Term } from "./terms/term.ts";
export type { UnitKind } from "./units/unit.ts";
export { besidePath } from "./evidence/store.ts";

import type { Section } from "../tangle/index.ts";
import type { PageCells } from "./cells/pageCells.ts";
import type { PageClaims } from "./cells/pageClaims.ts";

/** The cells of a section for a page that runs them again. The compiler is loaded only for this. */
export async function pageCells(section: Section, folder: string, root: string): Promise<PageCells> {
  return (await import("./cells/pageCells.ts")).pageCellsOf(section, folder, root);
}

/** The derivations and costs of a section for a page that checks them again. */
export async function pageClaims(section: Section, folder: string, root: string): Promise<PageClaims> {
  return (await import("./cells/pageClaims.ts")).pageClaimsOf(section, folder, root);
}

/** All that these are made from, as a text that is the same wherever in the section its cells stand. */
export async function placelessCells(section: Section, folder: string): Promise<string> {
  return (await import("./cells/placeless.ts")).placelessCells(section, folder);
}
