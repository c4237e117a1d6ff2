/** What is known of each unit of a book from the records in `book/evidence/`: proved, stale, or not run yet. */
import type { UnitRecord } from "./record.ts";
import type { Totals } from "./totals.ts";
import type { UnitKind } from "./unit.ts";

/** The evidence of a whole book. */
export interface Evidence {
  /** What is known of the unit that begins at `offset` of a chapter (a fence, an inline cell's backtick, a directive). */
  readonly at: (path: string, offset: number) => UnitEvidence;
  readonly totals: Totals;
  /** The text of a file of the evidence, such as a drawing's `.svg` or `.csv`; `path` is that of the chapter, `name` the record's. Null where there is none. */
  readonly text: (path: string, name: string) => string | null;
  /** The same for bytes: a `.png`. */
  readonly bytes: (path: string, name: string) => Uint8Array | null;
}

/** Of one unit. `missing`: it was never run, or there is no unit at this place. `stale`: what it depends on has changed since; the record is what it was then. */
export type UnitEvidence =
  | { readonly state: "missing" }
  | { readonly state: "stale"; readonly unit: UnitName; readonly record: UnitRecord }
  | { readonly state: "proved"; readonly unit: UnitName; readonly record: UnitRecord };

/** Which unit it is. */
export interface UnitName {
  /** Unique in its section. */
  readonly id: string;
  readonly kind: UnitKind;
  /** Why all of a derivation or cost table is unchecked; null where it is checked. */
  readonly unchecked: string | null;
}
