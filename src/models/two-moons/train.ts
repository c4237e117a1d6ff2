// Tangled from book/02-automatic-differentiation/07-two-moons-and-a-bill.md. Edit the book, then: npm run tangle
/** Gradient descent. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape } from "../../autograd/scalar/tape.ts";
import { moonsLoss, type Setting } from "./loss.ts";

// Take all gradients with a tape
/** The loss, and its gradient by the parameters. */
export function lossAndGradients(
  setting: Setting,
  parameters: readonly number[],
): { readonly loss: number; readonly gradients: readonly number[] } {
  const tape = new Tape(real);
  const places = parameters.map(tape.variable);
  const loss = moonsLoss(tape, setting, places);
  return { loss: tape.at(loss), gradients: tape.gradient(loss, places) };
}

// Update all parameters, a hundred times
/** The parameters before a turn, and the loss there. */
export interface Turn {
  readonly turn: number;
  readonly loss: number;
  readonly parameters: readonly number[];
}

/** Gradient descent: yields before each turn, and at the end. */
export function* descend(
  setting: Setting,
  start: readonly number[],
  turns = 100,
  rate = 1,
): Generator<Turn> {
  let parameters = start;
  for (let turn = 0; ; turn++) {
    const { loss, gradients } = lossAndGradients(setting, parameters);
    yield { turn, loss, parameters };
    if (turn === turns) return;
    const now = rate * (1 - (0.9 * turn) / turns);
    parameters = parameters.map((parameter, k) => parameter - now * gradients[k]);
  }
}
//# sourceMappingURL=../../.maps/models/two-moons/train.ts.map
