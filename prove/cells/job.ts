/** What passes between `prove` and the process that runs a section: the job there, messages back, a line of JSON each. */
import type { SeedMessage, SeedTask } from "../seed/inside.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { CostUnit, DerivationUnit } from "../units/unit.ts";

/** A section to be run. It lies in the process's folder as `job.json`, beside `cells.ts` and its map. */
export interface Job {
  /** Absolute: the folder that holds `book/`. */
  readonly root: string;
  /** The chapter's file, relative to `root`. */
  readonly path: string;
  /** In the order of the module; it names them by their number. */
  readonly tasks: readonly Task[];
  readonly imports: readonly PlacedImport[];
  /** Whether anything is drawn, so that the library that draws is loaded. */
  readonly draws: boolean;
  /** The experiments of the book, whose values cells may read. */
  readonly experiments: ExperimentSeeds;
  /** The one whose cell is among the tasks, with its seed; else null. */
  readonly running: SeedTask | null;
}

/** What one unit asks of the process. */
export type Task =
  | { readonly kind: "run" | "value" | "wrong" | "experiment"; readonly id: string }
  /** `altValues` are the tasks that give the numbers of the alternative text, in its order. */
  | { readonly kind: "figure"; readonly id: string; readonly alt: string; readonly altValues: readonly number[] }
  | { readonly kind: "derivation"; readonly id: string; readonly claim: Pick<DerivationUnit, "id" | "displays" | "ranges" | "tolerance" | "approx"> }
  | { readonly kind: "cost"; readonly id: string; readonly claim: Pick<CostUnit, "id" | "rows" | "ranges" | "approx"> };

/** A module that a cell imports, and where the chapter says so. */
export interface PlacedImport {
  readonly task: number;
  readonly specifier: string;
  /** The module's own names for what is imported. */
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** What the process says. */
export type Message =
  /** It has started and is about to load the program. */
  | { readonly kind: "ready" }
  | { readonly kind: "start"; readonly task: number }
  /** `data`: each data file read so far, with the SHA-256 of its bytes. A second outcome of a task adds failures to it. */
  | { readonly kind: "outcome"; readonly task: number; readonly outcome: Outcome; readonly data: Readonly<Record<string, string>>; readonly files: readonly OutcomeFile[] }
  /** What a mistake on purpose threw; null if it did not. */
  | { readonly kind: "thrown"; readonly task: number; readonly thrown: Thrown | null; readonly data: Readonly<Record<string, string>> }
  /** Nothing could be run. `task` is the cell whose import or text is to blame, where it is known. */
  | { readonly kind: "unloadable"; readonly task: number | null; readonly failures: readonly Failure[] }
  /** A cell ends the process. */
  | { readonly kind: "exit"; readonly task: number | null; readonly failure: Failure }
  | { readonly kind: "done" }
  | SeedMessage;

/** A file of a result: text, or bytes in base 64. */
export interface OutcomeFile {
  readonly name: string;
  readonly text?: string;
  readonly base64?: string;
}

/** An exception as it is compared with what was announced. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
}

/** The name under which a cell's module finds the runner on `globalThis`. */
export const runnerName = "prove.runner";

/** The variables of the environment by which all processes of a section are known, and the task that started them. */
export const markName = "PROVE_SECTION";
export const taskName = "PROVE_TASK";

/** How much one cell may print, in characters. */
export const printable = 1_000_000;
