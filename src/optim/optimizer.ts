// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** What an optimizer is: a rule by which gradients change parameters, and what it remembers from step to step. */
import type { Parameters } from "../nn/parameters.ts";

/** What an optimizer remembers: a value, so that a run can be left and taken up again. */
export interface OptimizerState {
  /** The name of the optimizer that made it. */
  readonly name: string;
  /** How many updates there have been. */
  readonly step: number;
  /** Tensors, such as running means of the gradients; `{}` for a rule that needs none. */
  readonly memory: Parameters;
}

/** Parameters, and what an optimizer remembers of the steps that led to them. */
export interface Weights<P> {
  readonly parameters: P;
  readonly state: OptimizerState;
}

/** A rule. It changes nothing that it is given: parameters and states are values. */
export interface Optimizer {
  readonly name: string;
  /** What it remembers before the first step; its tensors have the shapes and dtypes that they will always have. */
  init(parameters: Parameters): OptimizerState;
  /**
   * The parameters and the state after a step. `gradients` is a tree like `parameters`, with ∂loss/∂leaf, in its shape, for each leaf.
   * Throws `TypeError` for a tree of another form, and for the state of another optimizer.
   */
  update<P extends Parameters>(parameters: P, gradients: P, state: OptimizerState): Weights<P>;
}

/** A learning rate: the same at every step, or one for each, counted from 0. */
export type Rate = number | ((step: number) => number);

/** The learning rate of a step. */
export function rateAt(rate: Rate, step: number): number {
  return typeof rate === "number" ? rate : rate(step);
}

/** Throws `TypeError` for the state of another optimizer. */
export function checkState(name: string, state: OptimizerState): void {
  if (state.name !== name) throw new TypeError(`${name}: the state is one of ${state.name}`);
}
//# sourceMappingURL=../.maps/optim/optimizer.ts.map
