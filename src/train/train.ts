// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Minibatch training, for any tree of parameters. */
// Import what training uses
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import type { Optimizer, OptimizerState, Weights } from "../optim/optimizer.ts";
import { gradient, poolOf, variable, type Tensor } from "../tensor-core.ts";
import type { Random } from "../random/random.ts";
import { drawsFrom } from "../random/streams.ts";
import { xoshiro128, type State } from "../random/xoshiro128.ts";
import type { Batch } from "../data/examples.ts";
import { batchSampler, type Order } from "../data/batch-sampler.ts";

/** Examples by number, as batches of a kind that the model’s loss takes. */
export interface Source<B = Batch> {
  readonly count: number;
  batch(indices: ArrayLike<number>): B;
}

/**
 * What a batch costs under some parameters, on average over its examples: one number. While training it may draw, for a layer that
 * leaves out units at random; in an evaluation there is no generator, and nothing is left out.
 */
export type LossOf<P, B = Batch> = (parameters: P, batch: B, random?: Random) => Tensor;

// Take one step
/** Forward, backward, update; and the loss before the update. */
export function trainStep<P extends Parameters>(
  { parameters, state }: Weights<P>,
  lossOf: (parameters: P) => Tensor,
  optimizer: Optimizer,
): Weights<P> & { readonly loss: number } {
  const variables = mapLeaves(parameters, variable);
  const loss = lossOf(variables);
  const gradients = gradientsOf(loss, variables);
  const updated = optimizer.update(parameters, gradients, state);
  return { ...updated, loss: loss.item() };
}

/** The gradient of a loss: a tree like that of the variables. */
export function gradientsOf<P extends Parameters>(loss: Tensor, variables: P): P {
  const leaves = leavesOf(variables);
  const gradients = gradient(loss, leaves.map(([, leaf]) => leaf));
  const byPath = new Map(leaves.map(([path], i) => [path, gradients[i]!]));
  return mapLeaves(variables, (_, path) => byPath.get(path)!);
}

// Repeat the step
/**
 * Yields the result of each training step, starting after step `from.step`; never returns. Throws
 * `RangeError` if the run has so far read its examples in another order. In a memory pool a step keeps
 * only the new parameters and the optimizer’s memory; the caller releases the old ones.
 */
export function* train<P extends Parameters, B = Batch>(
  start: P,
  lossOf: LossOf<P, B>,
  { examples, batch, seed, optimizer }: TrainConfig<B>,
  from: Progress = { step: 0, state: null },
): Generator<StepResult<P>, never> {
  const order = { count: examples.count, batch, seed };
  if (from.state) checkOrder(from.state.order, order);
  const indicesOf = batchSampler(order);
  const random = from.state ? xoshiro128(from.state.random) : drawsFrom(seed);
  let weights = { parameters: start, state: from.state?.optimizer ?? { ...optimizer.init(start), step: from.step } };
  for (let step = from.step; ; step++) {
    const before = weights;
    const moved = inScope(before.parameters, () => {
      const read = examples.batch(indicesOf(step));
      return trainStep(before, (parameters) => lossOf(parameters, read, random), optimizer);
    });
    weights = moved;
    yield { step: step + 1, parameters: moved.parameters, loss: moved.loss, state: { optimizer: moved.state, random: random.state(), order } };
  }
}

/** Step decay: a rate for the first half of the steps, a tenth of it from then on. */
export function stepDecay(rate: number, steps: number) {
  return (step: number): number => (step < steps / 2 ? rate : rate / 10);
}

/** How to train. */
export interface TrainConfig<B = Batch> {
  readonly examples: Source<B>;
  readonly batch: number;
  /** Of the order of the examples, and of what a loss draws. */
  readonly seed: number;
  readonly optimizer: Optimizer;
}

/** What a step leaves to the next one, besides the parameters. */
export interface TrainState {
  readonly optimizer: OptimizerState;
  /** Of the generator that losses draw from. */
  readonly random: State;
  /** In which order the examples are read. */
  readonly order: Order;
}

/** Where training goes on from. Before the first step there is no state, and none was written by older versions of the program, for which SGD needs no more than the step. */
export interface Progress {
  /** How many steps have been taken. */
  readonly step: number;
  readonly state: TrainState | null;
}

/** What came of a step. */
export interface StepResult<P> {
  /** How many steps have been taken. */
  readonly step: number;
  readonly parameters: P;
  /** Of the last batch, before its step. */
  readonly loss: number;
  readonly state: TrainState;
}

function checkOrder(before: Order, now: Order): void {
  const text = ({ count, batch, seed }: Order) => `${count} examples in batches of ${batch} by seed ${seed}`;
  if (text(before) !== text(now)) throw new RangeError(`train: the run has read ${text(before)}, and now there are ${text(now)}`);
}

// Take a step in a scope of the pool
/** In a pool, what is computed is released but for the result, which belongs to the scope around or to whoever releases it. */
function inScope<T>(parameters: Parameters, run: () => T): T {
  const [first] = leavesOf(parameters);
  const pool = first && poolOf(first[1]);
  return pool ? pool.scope(run) : run();
}
//# sourceMappingURL=../.maps/train/train.ts.map
