/** Why an expression has no value: thrown deep in an evaluation, made a value where it began. */
import type { MathSpan } from "./expression.ts";

/** What is wrong, and at which part of the formula. */
export interface Trouble {
  /** `not-a-number`, `index-out-of-range`, `shapes-differ`, … */
  readonly code: string;
  /** Lower case, without full stop, names in backticks. */
  readonly message: string;
  readonly at: MathSpan;
  readonly cure?: string;
}

/** Carries a `Trouble` up to where the evaluation began. */
export class Troubled extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

/** Ends the evaluation. */
export function stop(code: string, message: string, at: MathSpan, cure?: string): never {
  throw new Troubled(cure === undefined ? { code, message, at } : { code, message, at, cure });
}
