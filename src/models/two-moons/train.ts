// Tangled from book/02-automatic-differentiation/07-two-moons-and-a-bill.md. Edit the book, then: npm run tangle
/** Turns knobs against their slopes. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape } from "../../autograd/scalar/tape.ts";
import { lossOf, type Setting } from "./loss.ts";

// Take all slopes with a tape
/** The loss, and its slope by every knob. */
export function slopesOf(
  setting: Setting,
  knobs: readonly number[],
): { readonly loss: number; readonly slopes: readonly number[] } {
  const tape = new Tape(real);
  const places = knobs.map(tape.variable);
  const loss = lossOf(tape, setting, places);
  return { loss: tape.at(loss), slopes: tape.gradient(loss, places) };
}

// Turn all knobs, a hundred times
/** Where the knobs stand before a turn, and the loss there. */
export interface Turn {
  readonly turn: number;
  readonly loss: number;
  readonly knobs: readonly number[];
}

/** Gradient descent: yields before each turn, and at the end. */
export function* descend(
  setting: Setting,
  start: readonly number[],
  turns = 100,
  rate = 1,
): Generator<Turn> {
  let knobs = start;
  for (let turn = 0; ; turn++) {
    const { loss, slopes } = slopesOf(setting, knobs);
    yield { turn, loss, knobs };
    if (turn === turns) return;
    const now = rate * (1 - (0.9 * turn) / turns);
    knobs = knobs.map((knob, k) => knob - now * slopes[k]);
  }
}
//# sourceMappingURL=../../.maps/models/two-moons/train.ts.map
