// Tangled from book/06-stability/06-regularisation.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { slidingWindows } from "../../data/examples.ts";
import { leavesOf } from "../../nn/parameters.ts";
import { adam } from "../../optim/adam.ts";
import { drawsFrom } from "../../random/streams.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { checkpointOf, runIn } from "../../train/checkpoint.ts";
import { startFrom, trainUntil } from "../../train/training-loop.ts";
import { lossWithDropout } from "./dropout.ts";
import { defaultInitStd, initMlp, lossOf, type MlpParameters } from "./mlp-lm.ts";

const shape = { context: 2, vocabularySize: 5, features: 3, width: 8 };
const start = initMlp(shape, randomFrom(1), { ...defaultInitStd(shape), output: 0.5 });
const examples = slidingWindows(Int32Array.from({ length: 60 }, (_, i) => (i * i) % 5), 2);
const batch = examples.batch([0, 3, 5, 8]);
const optimizer = adam(0.01);
const both = (rate: number) => lossWithDropout({ embeddings: rate, hidden: rate });
const trialOf = (rate: number, source = examples) =>
  ({ lossOf: both(rate), examples: source, validation: examples, evalInterval: 4, batch: 8, seed: 3, optimizer });
const numbersOf = (parameters: MlpParameters) => leavesOf(parameters).flatMap(([, leaf]) => [...leaf.dataSync()]);

test("an evaluation is that of the network without dropout", () => {
  expect(both(0.5)(start, batch).item()).toBe(lossOf(start, batch).item());
  expect(both(0)(start, batch, drawsFrom(1)).item()).toBe(lossOf(start, batch).item());
});

test("in training steps have masks of their own", () => {
  const random = drawsFrom(1);
  const losses = [1, 2, 3].map(() => both(0.5)(start, batch, random).item());
  expect(new Set([...losses, lossOf(start, batch).item()]).size).toBe(4);
});

test("embeddings and hidden units have masks of their own", () => {
  const losses = [[0, 0], [0.5, 0], [0, 0.5], [0.5, 0.5]].map(([embeddings, hidden]) => lossWithDropout({ embeddings: embeddings!, hidden: hidden! })(start, batch, drawsFrom(1)).item());
  expect(new Set(losses).size).toBe(4);
  // all but nothing is kept: the bias decides alone
  const nearlyAll = both(1 - 1e-9)(start, batch, drawsFrom(1)).item();
  const ofBias = lossOf({ ...start, output: { ...start.output, weight: initMlp(shape, randomFrom(1), { hidden: 1, output: 0 }).output.weight } }, batch).item();
  expect(nearlyAll).toBeCloseTo(ofBias, 6);
});

test("a run that is resumed from its checkpoint in the middle of an epoch ends bit for bit where the whole one ends", () => {
  const whole = trainUntil(trialOf(0.5), startFrom(start), { steps: 13 });
  const half = trainUntil(trialOf(0.5), startFrom(start), { steps: 6 });
  const again = runIn(checkpointOf(half, {}), { like: start, configuration: {}, optimizer });
  const resumed = trainUntil(trialOf(0.5), again, { steps: 13 });
  expect(numbersOf(resumed.parameters)).toEqual(numbersOf(whole.parameters));
  expect(resumed.evaluations).toEqual(whole.evaluations);
  expect(numbersOf(trainUntil(trialOf(0.4), startFrom(start), { steps: 13 }).parameters)).not.toEqual(numbersOf(whole.parameters));
});

test("the rate does not change the order of the examples", () => {
  const orderAt = (rate: number) => {
    const read: number[] = [];
    const source = { count: examples.count, batch: (indices: ArrayLike<number>) => (read.push(...Array.from(indices)), examples.batch(indices)) };
    trainUntil({ ...trialOf(rate, source), evalInterval: 100 }, startFrom(start), { steps: 20 });
    return read;
  };
  expect(orderAt(0.5)).toEqual(orderAt(0));
});
//# sourceMappingURL=../../.maps/models/mlp-lm/dropout.test.ts.map
