/** What evidence says: one record a unit, each a small JSON file of its own. */
import type { Need } from "../../tangle/index.ts";

/** The file `book/evidence/CHAPTER/SECTION/UNIT.KEY.json`. */
export interface RecordFile extends UnitRecord {
  /** Version of the file's layout. */
  readonly version: 2;
  /** The Node that ran it; not part of any key. */
  readonly node: string;
  /** SHA-256 of all the above, so that an edit by hand or a truncated file is noticed. */
  readonly seal: string;
}

/** What running one unit showed. */
export interface UnitRecord {
  /** SHA-256 of what the result depends on, data aside. */
  readonly key: string;
  /** SHA-256 of each data file read up to here, by name. */
  readonly data: Readonly<Record<string, string>>;
  readonly result: Result;
  /** On which machine, of a unit that says what it needs of one. */
  readonly made?: MadeOn;
}

/** A machine that had what a unit needs. */
export interface MadeOn {
  readonly needs: readonly Need[];
  /** What it had in answer to them: `gcc 12.4.0`, `NVIDIA H100 80GB HBM3`. */
  readonly devices: readonly string[];
  /** Processor, cores, memory, operating system, Node. */
  readonly machine: string;
  /** ISO date. */
  readonly date: string;
}

export type Result = RunResult | ValueResult | FigureResult | ExperimentResult | DerivationResult | CostResult | WrongResult | FragmentResult;

/** What a cell printed. `measured` where the cell says `measure`. */
export interface RunResult {
  readonly kind: "run";
  /** The text, line by line, shown things as text among it. */
  readonly output: readonly string[];
  readonly shown: readonly Shown[];
  readonly measured?: Conditions;
}

/** Something that `show()` rendered; `line` is where in the output it stands in its text form, `lines` how many it takes. */
export type Shown =
  | { readonly kind: "table"; readonly line: number; readonly lines: number; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** `source`: the checksum of the SVG where the cell gave one as text, by which a page knows that its own run draws the same. */
  | ({ readonly kind: "figure"; readonly line: number; readonly lines: number; readonly source?: string } & Drawing)
  | { readonly kind: "image"; readonly line: number; readonly lines: number; readonly png: string; readonly sha256: string; readonly width: number; readonly height: number };

/** A drawing: the names under which its files are shown, and their hashes, under which they lie beside the record. */
export interface Drawing {
  /** `stretches-seen.svg` */
  readonly svg: string;
  readonly svgSha256: string;
  /** `stretches-seen.csv`: the data behind it; null where it has none. */
  readonly csv: string | null;
  readonly csvSha256: string | null;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export interface ValueResult {
  readonly kind: "value";
  readonly text: string;
}

export interface FigureResult extends Drawing {
  readonly kind: "figure";
}

/** The records of an experiment's seeds, as far as editions say something of them; they have files of their own. */
export interface ExperimentResult {
  readonly kind: "experiment";
  readonly runs: readonly ExperimentRun[];
}

/** One seed. */
export interface ExperimentRun {
  readonly seed: number;
  /** How many steps it took. */
  readonly count: number;
  readonly seconds: number;
  readonly machine: string;
  /** ISO date. */
  readonly date: string;
  /** ISO date of the replay by which code that has changed since is known to begin in the same way; null where it has not changed. */
  readonly confirmed: string | null;
}

/** A derivation that holds. */
export interface DerivationResult {
  readonly kind: "derivation";
  readonly draws: number;
  /** Expressions compared with their yields or with each other. */
  readonly rows: number;
  /** Reasons of rows that state a relation: each was compared too. */
  readonly reasons: number;
  /** Largest relative difference between two sides of an equality, as a power of ten rounded up: -13. Null where there is none or all are 0. */
  readonly difference: number | null;
  readonly transcribed: readonly { readonly row: number; readonly why: string }[];
  readonly unchecked: readonly { readonly row: number; readonly why: string }[];
}

/** A cost table that agrees with the ledger. */
export interface CostResult {
  readonly kind: "cost";
  /** Size by symbol, for each run. */
  readonly sizes: readonly Readonly<Record<string, number>>[];
  /** Entries that equal the count, and entries that bound it or are its expectation. */
  readonly exact: number;
  readonly bounds: number;
}

/** A mistake that failed as announced: the real message, line by line. */
export interface WrongResult {
  readonly kind: "wrong";
  readonly message: readonly string[];
}

export interface FragmentResult {
  readonly kind: "fragment";
}

/** Under which conditions something was measured. */
export interface Conditions {
  readonly command: string;
  /** Processor, cores, memory, operating system, Node. */
  readonly machine: string;
  /** Load average over a minute when it began. */
  readonly load: number;
  /** ISO date. */
  readonly date: string;
  /** The commit that was checked out, `-dirty` if it was changed; null outside of git. */
  readonly commit: string | null;
  readonly baseline: string | null;
}
