/** A step of the whole test, and what came of it. */
import type { Tally } from "./tally.ts";

/** A command of this project. */
export interface Step {
  /** What it shows, in a few words: it heads the step's line. */
  readonly name: string;
  /** The script, relative to this project's folder, and the script's own arguments. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Names of steps before it without whose success it would show nothing. */
  readonly needs: readonly string[];
  /** Names of steps before it whose end it waits for, however they end, since it uses what they keep; none by default. */
  readonly after?: readonly string[];
  /** Whether it keeps one core busy or, but for its beginning, its end and what it waits for, all. */
  readonly cores: "one" | "all";
}

/** A step that ended, or was not begun. */
export type StepEnd =
  | { readonly kind: "passed" | "failed"; readonly step: Step; readonly seconds: number; readonly output: string; readonly tally: Tally }
  | { readonly kind: "not run"; readonly step: Step; readonly why: string };
