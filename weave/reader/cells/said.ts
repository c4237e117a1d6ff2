/** What passes between a page and the worker that runs its cells. */
import type { KeptValues } from "./kept.ts";
import type { Told } from "../training/contract.ts";
import type { ProgramFile } from "./programFile.ts";

/** What the page sends once: the data it has loaded, and which modules the program has. */
export interface Start {
  readonly data: Readonly<Record<string, string>>;
  readonly modules: ProgramFile["modules"];
  /** Whether something runs before the cell. */
  readonly hasBefore: boolean;
  /** What the module takes from an earlier run. */
  readonly kept: KeptValues["values"];
}

/** What the page sends while a cell runs that waits: whether it is paused. */
export interface Pausing {
  readonly paused: boolean;
}

/** The output of a cell so far. */
export interface SaidOutput {
  readonly lines: readonly string[];
  /** In the order of their lines. */
  readonly drawings: readonly SaidDrawing[];
}

/** An SVG that the cell gave to `show`, and the line that stands for it. */
export interface SaidDrawing {
  readonly line: number;
  readonly svg: string;
  /** What it says to someone who cannot see it; "" where the drawing says it itself. */
  readonly alt: string;
}

/** What the worker says. */
export type Said =
  /** The cell itself begins, or what comes before it. */
  | { readonly kind: "begins"; readonly what: "cell" | "before" }
  /** All lines of the output so far, and what is to be drawn in place of some. */
  | ({ readonly kind: "output" } & SaidOutput)
  /** The cell waits for the first time: where it waits, it can be paused. */
  | { readonly kind: "waits" }
  | { readonly kind: "done"; readonly kept: readonly KeptValues[] }
  /** The program asks for data that was not sent, or for a module, by its path, that no pack in the worker holds. */
  | { readonly kind: "missing"; readonly what: "data" | "module"; readonly name: string }
  | Told
  | { readonly kind: "failed"; readonly name: string; readonly message: string; readonly stack: string };

/** The line that stands for a drawing. */
export const drawnHere = "(figure)";

/** What is said in place of what cannot be drawn in a page. */
export const notDrawn = "which is drawn only when the book is made)";
