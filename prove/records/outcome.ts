/** What comes of showing one unit in its process: a result, or what is wrong and where in the unit. */
import type { MathSpan } from "../math/expression.ts";
import type { Result } from "./record.ts";

/** A unit's result, or the reasons why it has none. */
export type Outcome = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failures: readonly Failure[] };

/** One thing that is wrong. The parent process makes a diagnostic of it, with its place in the chapter. */
export interface Failure {
  /** `unequal`, `too-few-yields`, `not-a-number`, `unreadable-formula`, … */
  readonly code: string;
  /** Lower case, without full stop, names in backticks. */
  readonly message: string;
  readonly where: FailurePlace;
  readonly notes: readonly string[];
  readonly cure?: string;
}

export type FailurePlace =
  /** In the LaTeX of the unit's display (derivation) or entry (cost). */
  | { readonly kind: "formula"; readonly formula: number; readonly at: MathSpan }
  /** 1-based line and column of the chapter, as a mapped stack trace gives it; `path` where it is another chapter, whose chunk threw. */
  | { readonly kind: "line"; readonly line: number; readonly column: number; readonly path?: string }
  /** The unit as a whole. */
  | { readonly kind: "unit" };
