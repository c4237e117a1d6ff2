/** The public surface of `prove`: all that `weave` may import. */
export type { Evidence, UnitEvidence, UnitName } from "./evidence.ts";
export type { Conditions, CostResult, DerivationResult, Drawing, FigureResult, FragmentResult, Result, RunResult, SectionRecord, Shown, UnitRecord, ValueResult, WrongResult } from "./record.ts";
export type { Exception, Totals } from "./totals.ts";
export type { UnitKind } from "./unit.ts";
