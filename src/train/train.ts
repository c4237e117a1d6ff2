// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Minibatch gradient descent, for any model whose parameters are a tree. */
// Import what training uses
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { gradient, multiply, subtract, variable, type Tensor } from "../tensor/index.ts";
import type { Batch, Examples } from "./examples.ts";
import { placesOf } from "./order.ts";

// Take one step downhill
/** What a batch costs under some parameters: one number. */
export type LossOf<P> = (parameters: P, batch: Batch) => Tensor;

/** The parameters moved against their gradient, and the loss before that. */
export function descend<P extends object>(parameters: P, lossOf: (parameters: P) => Tensor, rate: number): { readonly parameters: P; readonly loss: number } {
  const leaves = mapLeaves(parameters, variable);
  const loss = lossOf(leaves);
  const named = leavesOf(leaves as unknown as Parameters);
  const slopes = gradient(loss, named.map(([, leaf]) => leaf));
  const slopeAt = new Map(named.map(([path], i) => [path, slopes[i]!]));
  return {
    parameters: mapLeaves(parameters, (leaf, path) => subtract(leaf, multiply(slopeAt.get(path)!, rate))),
    loss: loss.item(),
  };
}

// Go on, step by step
/** How to train. */
export interface Course {
  readonly examples: Examples;
  readonly batch: number;
  readonly seed: number;
  /** How far to move for a slope of 1, at each step. */
  readonly rate: (step: number) => number;
}

/** Where training has come to. */
export interface Moment<P> {
  /** How many steps have been taken. */
  readonly step: number;
  readonly parameters: P;
  /** Of the last batch, before its step. */
  readonly loss: number;
}

/** Steps without end, from step `from` on. */
export function* train<P extends object>(start: P, lossOf: LossOf<P>, { examples, batch, seed, rate }: Course, from = 0): Generator<Moment<P>, never> {
  const places = placesOf({ count: examples.count, batch, seed });
  let parameters = start;
  for (let step = from; ; step++) {
    const read = examples.batch(places(step));
    const moved = descend(parameters, (leaves) => lossOf(leaves, read), rate(step));
    parameters = moved.parameters;
    yield { step: step + 1, parameters, loss: moved.loss };
  }
}
//# sourceMappingURL=../.maps/train/train.ts.map
