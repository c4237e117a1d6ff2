/** A part of the fold in which an exercise is answered. */
import type { KeptAnswer } from "./keptAnswer.ts";

/** What is written in it is told; what was kept is shown. */
export interface Part {
  readonly element: HTMLElement;
  readonly show: (answer: KeptAnswer) => void;
}

/** What a part is made with. */
export interface Telling {
  /** The exercise's name, for those who do not see where a field stands. */
  readonly called: string;
  readonly changed: (change: Partial<KeptAnswer>) => void;
}
