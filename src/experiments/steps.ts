// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
/** The two steps of training that are timed: on the names and on the novel. */
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor } from "../tensor-core.ts";
import { trainStep } from "../train/train.ts";
import { sgd } from "../optim/sgd.ts";
import type { Weights } from "../optim/optimizer.ts";
import { defaultInitStd, lossOf, initMlp, type MlpParameters, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";

/** The networks that are timed, with their batches. */
const timed: readonly { readonly name: string; readonly shape: MlpShape; readonly batch: number }[] = [
  { name: "names", shape: { context: 3, vocabularySize: 27, features: 10, width: 200 }, batch: 32 },
  { name: "novel", shape: { context: 8, vocabularySize: 82, features: 24, width: 256 }, batch: 64 },
];

/** For each a function that takes a step, always on the same examples. */
export function steps(): readonly { readonly name: string; readonly batch: number; readonly step: () => number }[] {
  return timed.map(({ name, shape, batch }) => {
    const random = randomFrom(1851);
    const face = () => Math.floor(random.uniform() * shape.vocabularySize);
    const contexts = asTensor(Int32Array.from({ length: batch * shape.context }, face), { shape: [batch, shape.context] });
    const read = { contexts, targets: asTensor(Int32Array.from({ length: batch }, face)) };
    const [start, optimizer] = [initMlp(shape, random, defaultInitStd(shape)), sgd(0.01)];
    let weights: Weights<MlpParameters> = { parameters: start, state: optimizer.init(start) };
    const step = () => {
      const moved = trainStep(weights, (leaves) => lossOf(leaves, read), optimizer);
      weights = moved;
      return moved.loss;
    };
    return { name, batch, step };
  });
}
//# sourceMappingURL=../.maps/experiments/steps.ts.map
