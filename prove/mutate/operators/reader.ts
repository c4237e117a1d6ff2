/** How a language's operators are found in a text. */

/** An operator: `text.slice(start, end)` becomes `replacement`. */
export interface Operator {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Finds the operators of a text that have a neighbour, in their order. */
export type OperatorReader = (text: string) => readonly Operator[];
