/** What a page says of a guess: what is asked, on which scale or among which options, and what came. */

/** A guess of any kind, as a page has it. */
export type Guess = NumberGuess | ChoiceGuess | CurveGuess;

/** A number, written, or as a point that is dragged along its scale. */
export interface NumberGuess extends Asked {
  readonly kind: "number" | "point";
  readonly scale: Scale;
  readonly answer: number;
  /** The answer as the book prints it, without its unit. */
  readonly said: string;
}

/** One of several options. */
export interface ChoiceGuess extends Asked {
  readonly kind: "choice";
  readonly options: readonly string[];
  /** The place of the right one in `options`. */
  readonly answer: number;
}

/** A curve, sketched. */
export interface CurveGuess extends Asked {
  readonly kind: "curve";
  /** From left to right. */
  readonly across: Scale;
  /** From the bottom to the top. */
  readonly scale: Scale;
  /** Its heights, at places that are equally far apart, the first at the left end and the last at the right. */
  readonly answer: readonly number[];
}

/** How many heights of a curve are asked for. */
export const heights = 8;

interface Asked {
  /** Unique in the book: under it the reader's answer is kept. */
  readonly id: string;
  /** What is guessed, in a few words. */
  readonly label: string;
  /** The id of the cell or figure that shows the answer; null where a number in the text does, which the guess's id marks. */
  readonly at: string | null;
}

/** What a number can be, from `low` to `high`. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Behind a number of this scale; "" for none. */
  readonly unit: string;
  /** True where equal factors, not equal differences, are equally far apart. */
  readonly log: boolean;
}
