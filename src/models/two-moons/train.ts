// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Gradient descent. */
import { real } from "../../autograd/scalar/arithmetic.ts";
import { Tape } from "../../autograd/scalar/tape.ts";
import { moonsLoss, type Setting } from "./loss.ts";

// Compute the loss and its gradient
/** The loss, and its gradient with respect to the parameters. */
export function lossAndGradients(
  setting: Setting,
  parameters: readonly number[],
): { readonly loss: number; readonly gradients: readonly number[] } {
  const tape = new Tape(real);
  const variables = parameters.map(tape.variable);
  const loss = moonsLoss(tape, setting, variables);
  return { loss: tape.at(loss), gradients: tape.gradient(loss, variables) };
}

// Train by gradient descent
/** The parameters before a step, and the loss there. */
export interface Step {
  readonly step: number;
  readonly loss: number;
  readonly parameters: readonly number[];
}

/** Gradient descent: yields before each step, and at the end. */
export function* descend(
  setting: Setting,
  start: readonly number[],
  steps = 100,
  rate = 1,
): Generator<Step> {
  let parameters = start;
  for (let step = 0; ; step++) {
    const { loss, gradients } = lossAndGradients(setting, parameters);
    yield { step, loss, parameters };
    if (step === steps) return;
    const eta = rate * (1 - (0.9 * step) / steps);
    parameters = parameters.map((parameter, k) => parameter - eta * gradients[k]);
  }
}
//# sourceMappingURL=../../.maps/models/two-moons/train.ts.map
