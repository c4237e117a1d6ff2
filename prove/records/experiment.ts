/** What the evidence of an experiment says: one record a seed. Nothing of the tools is imported, since a cell's process reads it too. */

/** What JSON can hold, numbers finite. */
export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

/** An object of JSON. */
export interface JsonRecord {
  readonly [name: string]: Json;
}

/** The file `book/evidence/experiments/NAME/SEED.json`. */
export interface ExperimentRecord {
  /** Version of the file's layout. */
  readonly version: 1;
  readonly experiment: string;
  readonly seed: number;
  /** SHA-256 of the code that ran, as every unit has it. */
  readonly key: string;
  /** SHA-256 of the data that was read, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** The code of today, whose first steps were the same when they were replayed; null where that was never done. */
  readonly confirmed: Confirmation | null;
  /** Processor, cores, memory, operating system, Node. */
  readonly machine: string;
  /** Load average over a minute when it began, or went on; null where it was not recorded. */
  readonly load: number | null;
  /** ISO date of its end. */
  readonly date: string;
  /** The commit that was checked out, `-dirty` if it was changed; null outside of git. */
  readonly commit: string | null;
  /** What the cell took, the cells before it aside; of an interrupted run only what its result is made of. */
  readonly seconds: number;
  /** How often it called `step`. */
  readonly count: number;
  /** What it gave to the first of these calls. */
  readonly steps: readonly Json[];
  /** What the cell came to. */
  readonly value: JsonRecord;
  /** SHA-256 of all the above, so that an edit by hand or a truncated file is noticed. */
  readonly seal: string;
}

/** That a replay was equal. */
export interface Confirmation {
  readonly key: string;
  /** ISO date. */
  readonly date: string;
}

/** What a cell gets from `experiment("name")`: a value for each seed, in the order in which the fence lists them. */
export interface ExperimentValues {
  readonly runs: readonly JsonRecord[];
}

/** The seeds of each experiment of a book, by its name. */
export type ExperimentSeeds = Readonly<Record<string, readonly number[]>>;
