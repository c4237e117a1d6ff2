// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { loadAddon } from "../backends/native/addon.ts";
import { deferredBackend } from "../backends/native/deferred.ts";
import { useBackend } from "../backends/default.ts";
import { cpu } from "../backends/cpu/cpu.ts";
import { defaultInitStd, initMlp, lossOf } from "../models/mlp-lm/mlp-lm.ts";
import { leavesOf } from "../nn/parameters.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, zeros } from "../tensor-core.ts";
import { recordedStep } from "./recorded-step.ts";
import { trainStep } from "./train.ts";

const shape = { context: 3, vocabularySize: 11, features: 4, width: 20 };

test("steps that are replayed have the losses and the parameters of steps that are not, bit by bit, on ever new batches", () => {
  const on = deferredBackend(loadAddon()!);
  useBackend(on);
  try {
    const random = randomFrom(1851);
    const drawn = (count: number) => Int32Array.from({ length: count }, () => Math.floor(random.uniform() * shape.vocabularySize));
    const batches = Array.from({ length: 25 }, () => [drawn(8 * shape.context), drawn(8)] as const);
    const batchOf = ([contexts, targets]: (typeof batches)[number]) => ({ contexts: asTensor(contexts, { shape: [8, shape.context] }), targets: asTensor(targets) });
    const start = () => initMlp(shape, randomFrom(3), defaultInitStd(shape));
    const [optimizer, first] = [sgd(0.1), start()];
    const [replayed, read] = [start(), batchOf(batches[0]!)];
    const recorded = recordedStep(on.commands, { parameters: replayed, state: optimizer.init(replayed) }, (leaves) => lossOf(leaves, read), optimizer);
    const ours = batches.map(([contexts, targets], i) => {
      if (i === 0) return recorded.loss;
      on.write(read.contexts.storage, contexts);
      on.write(read.targets.storage, targets);
      return recorded.step();
    });
    let weights = { parameters: first, state: optimizer.init(first) };
    const expected = batches.map((batch) => {
      const moved = trainStep(weights, (leaves) => lossOf(leaves, batchOf(batch)), optimizer);
      weights = moved;
      return moved.loss;
    });
    expect(ours).toEqual(expected);
    expect(leavesOf(replayed).map(([, leaf]) => leaf.toArray())).toEqual(leavesOf(weights.parameters).map(([, leaf]) => leaf.toArray()));
  } finally {
    useBackend(cpu);
  }
});

test("an optimizer that remembers tensors is refused", () => {
  const recorder = { record: <T>(run: () => T) => ({ result: run(), replay: () => {} }) };
  const state = { name: "sgd", step: 0, memory: { mean: zeros([2]) } };
  expect(() => recordedStep(recorder, { parameters: [zeros([2])], state }, ([x]) => x!, sgd(1))).toThrow(new TypeError("recordedStep: sgd remembers earlier steps"));
});
//# sourceMappingURL=../.maps/train/recorded-step.test.ts.map
