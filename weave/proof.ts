/** What the editions say of what was run, counted and checked. */

/** How many things of each kind were not run yet; mistakes shown on purpose and fragments are among the cells. */
export interface NotRun {
  readonly cells: number;
  readonly figures: number;
  readonly numbers: number;
  readonly derivations: number;
  readonly costs: number;
}

/** What is known of something that running it, or numbers, can show. */
export type Proof =
  /** It was never run. */
  | { readonly state: "missing" }
  /** What it depends on has changed since: what is shown is what it was then. */
  | { readonly state: "stale" }
  /** No number can show it, and why. */
  | { readonly state: "unchecked"; readonly why: string }
  | Proved;

/** It was shown. */
export interface Proved {
  readonly state: "proved";
  /** What was done, for a mark: "100 draws, largest difference 10⁻¹³". */
  readonly summary: string;
  /** More of it, a sentence each, for one who asks. */
  readonly details: readonly string[];
  /** Of what is always said, when it was done, for a single line: "measured on 24 November 2026". Null where a mark is enough. */
  readonly brief: string | null;
  /** True for what is not run again whenever the book is made, so that its conditions, the details, are always said: a measurement, an experiment. */
  readonly measured: boolean;
  /** For what not every machine can run: when and on which it was recorded, a clause without full stop, which is always said. Null for all else. */
  readonly recorded: string | null;
  /** Single expressions, counted from 1, that were taken on trust or only compared with their neighbours. */
  readonly exceptions: readonly { readonly row: number; readonly kind: "unchecked" | "transcribed"; readonly why: string }[];
}
