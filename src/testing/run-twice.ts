// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
/** A short training, at once and in two parts. */
import { slidingWindows } from "../data/examples.ts";
import { initMlp, lossOf, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { leavesOf, type Parameters } from "../nn/parameters.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { checkpointOf, runIn } from "../train/checkpoint.ts";
import { startFrom, trainUntil, type Run } from "../train/training-loop.ts";

const text = "the sea, the sea, and nothing but the sea. ".repeat(5);
const bits = (tree: Parameters) => leavesOf(tree).map(([path, leaf]) => [path, ...new Uint32Array(leaf.dataSync().buffer)]);
const bitsOf = ({ parameters, state }: Run<MlpParameters>) => [...bits(parameters), ...bits(state!.optimizer.memory)];

/**
 * The bits of parameters and of the optimizer’s memory after 24 steps, without a break and through a checkpoint after 11; the checkpoint,
 * and the parameters before the first step.
 */
export function runTwice(optimizer: Optimizer) {
  const vocabulary = vocabularyOf(text);
  const ids = encode(vocabulary, text);
  const like = initMlp({ context: 3, vocabularySize: vocabulary.size, features: 2, width: 4 }, randomFrom(1), { hidden: 0.5, output: 0.1 });
  const course = { lossOf, examples: slidingWindows(ids, 3, 3, 180), validation: slidingWindows(ids, 3, 180), batch: 7, optimizer, evalInterval: 10, seed: 1851 };
  const through = trainUntil(course, startFrom(like), { steps: 24 });
  const bytes = checkpointOf(trainUntil(course, startFrom(like), { steps: 11 }), {});
  const resumed = trainUntil(course, runIn(bytes, { like, configuration: {}, optimizer }), { steps: 24 });
  return { through: bitsOf(through), resumed: bitsOf(resumed), bytes, like };
}
//# sourceMappingURL=../.maps/testing/run-twice.ts.map
