// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Minibatch gradient descent, for any tree of parameters. */
// Import what training uses
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { gradient, multiply, subtract, variable, type Tensor } from "../tensor-core.ts";
import type { Batch } from "../data/examples.ts";
import { placesOf } from "../data/batch-sampler.ts";

/** Examples by number, as batches of a kind that the model’s loss takes. */
export interface Source<B = Batch> {
  readonly count: number;
  batch(places: ArrayLike<number>): B;
}

/** What a batch costs under some parameters, on average over its examples: one number. */
export type LossOf<P, B = Batch> = (parameters: P, batch: B) => Tensor;

// Take one step downhill
/** Parameters moved against their gradient, and the loss before that. */
export function descend<P extends Parameters>(
  parameters: P,
  lossOf: (parameters: P) => Tensor,
  rate: number,
): { readonly parameters: P; readonly loss: number } {
  const knobs = mapLeaves(parameters, variable);
  const loss = lossOf(knobs);
  const slopes = slopesOf(loss, knobs);
  const moved = mapLeaves(parameters, (leaf, path) =>
    subtract(leaf, multiply(slopes.get(path)!, rate)));
  return { parameters: moved, loss: loss.item() };
}

/** The gradient of a loss, each part under the path of its leaf. */
function slopesOf<P extends Parameters>(loss: Tensor, knobs: P): ReadonlyMap<string, Tensor> {
  const leaves = leavesOf(knobs);
  const slopes = gradient(loss, leaves.map(([, leaf]) => leaf));
  return new Map(leaves.map(([path], i) => [path, slopes[i]!]));
}

// Go on, step by step
/** Steps without end, from step `from` on. */
export function* train<P extends Parameters, B = Batch>(
  start: P,
  lossOf: LossOf<P, B>,
  { examples, batch, seed, rate }: Course<B>,
  from = 0,
): Generator<Moment<P>, never> {
  const places = placesOf({ count: examples.count, batch, seed });
  let parameters = start;
  for (let step = from; ; step++) {
    const read = examples.batch(places(step));
    const moved =
      descend(parameters, (knobs) => lossOf(knobs, read), rate(step));
    parameters = moved.parameters;
    yield { ...moved, step: step + 1 };
  }
}

/** How to train. */
export interface Course<B = Batch> {
  readonly examples: Source<B>;
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

/** A rate for the first half of the steps, and a tenth of it from then on. */
export function fallingRate(rate: number, steps: number): (step: number) => number {
  return (step) => (step < steps / 2 ? rate : rate / 10);
}
//# sourceMappingURL=../.maps/train/train.ts.map
