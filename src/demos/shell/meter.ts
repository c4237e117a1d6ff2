// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** How far work in several phases is, shown on a screen. */
import type { Screen } from "./console.ts";

/** A part of the work: its share of the whole, and of how many steps it consists. */
export interface Phase {
  readonly label: string;
  readonly share: number;
  readonly steps: number;
}

/** Begins a phase, which ends the one before. What it returns is to be called at each step. */
export type Meter = (phase: Phase) => () => void;

const LOOKS_IN_A_PHASE = 200;

/** A meter of work whose phases have shares that sum to 1. */
export function meterOn(screen: Screen): Meter {
  let end = 0;
  return ({ label, share, steps }) => {
    const start = end;
    end += share;
    const stride = Math.ceil(steps / LOOKS_IN_A_PHASE);
    let taken = 0;
    screen.progress(start, label);
    return () => {
      if (++taken % stride === 0) screen.progress(start + share * Math.min(1, taken / steps), label);
    };
  };
}
//# sourceMappingURL=../../.maps/demos/shell/meter.ts.map
