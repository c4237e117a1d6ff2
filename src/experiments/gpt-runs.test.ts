// Tangled from book/08-transformer/06-ablations.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { useBackend } from "../backends/default.ts";
import { gptLastLogits, gptLossOf, initGpt, type GptConfig } from "../models/gpt/gpt.ts";
import { leavesOf } from "../nn/parameters.ts";
import { textSequences } from "../data/sequences.ts";
import { adamW } from "../optim/adam.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { softmax } from "../ops/softmax.ts";
import { asTensor, cpu, Pool } from "../tensor-core.ts";
import { meanLoss } from "../train/evaluate.ts";
import { cpuRecipe } from "../train/gpt-recipe.ts";
import { gptOnNovel, gptProbabilities, trainedInSteps } from "./gpt-runs.ts";

const ids = Int32Array.from({ length: 90 }, (_, i) => (i * i) % 7);
const novel = { text: "", vocabulary: { tokens: [..."abcdefg"], size: 7 }, ids, validationFrom: 60, testFrom: 75 };
const config: GptConfig = { vocabularySize: 7, context: 8, layers: 1, heads: 2, width: 8 };
const trainedFor = (steps: number) => {
  const said: number[] = [];
  const recipe = { ...cpuRecipe, steps, batch: 4, warmup: 1, peak: 0.01 };
  const parameters = gptOnNovel(novel, { config, recipe, seed: 1, say: (loss) => said.push(loss) });
  return { parameters, said, numbers: leavesOf(parameters).map(([, leaf]) => [...leaf.dataSync()]) };
};

test("it says the mean loss after each step, and learns", () => {
  const { parameters, said } = trainedFor(40);
  expect(said).toHaveLength(40);
  expect(said[39]).toBeLessThan(said[0]!);
  const held = textSequences(ids, { length: 8, from: 60 });
  expect(meanLoss(parameters, gptLossOf(config), held)).toBeLessThan(Math.log(7));
});

test("on a pool the parameters are the same, and nothing but them stays", () => {
  const plain = trainedFor(5);
  const pool = new Pool(cpu);
  useBackend(pool);
  try {
    expect(trainedFor(5).numbers).toEqual(plain.numbers);
    const before = pool.liveBytes;
    trainedFor(10);
    const ofTen = pool.liveBytes - before;
    trainedFor(30);
    expect(pool.liveBytes - before - ofTen).toBe(ofTen);
  } finally {
    useBackend(cpu);
  }
});

test("each character has the probability that the model gives it after those before", () => {
  const { parameters } = trainedFor(5);
  for (const [part, from, to] of [["validation", 60, 75], ["test", 75, 90]] as const) {
    const probabilities = gptProbabilities(novel, part, parameters, config);
    expect(probabilities).toHaveLength(to - from);
    probabilities.forEach((chance, i) => {
      // half a window, 4, is predicted at a time, and the last window ends with the part
      const end = Math.min(from + 4 * Math.floor(i / 4) + 4, to);
      const read = ids.subarray(end - 9, from + i);
      const logits = gptLastLogits(parameters, config, asTensor([[...read]], { dtype: "int32" }));
      expect(chance).toBeCloseTo((softmax(logits).toArray() as number[][])[0]![ids[from + i]!]!, 5);
    });
  }
});

test("no steps are refused", () => {
  const examples = textSequences(ids, { length: 8 });
  const start = initGpt(config, randomFrom(1));
  const training = { lossOf: gptLossOf(config), examples, batch: 4, seed: 1, optimizer: adamW(0.01), say: () => {} };
  for (const steps of [0, 1.5]) expect(() => trainedInSteps(start, { ...training, steps })).toThrow(new RangeError(`trainedInSteps: ${steps} steps, and it takes a whole number from 1 on`));
});
//# sourceMappingURL=../.maps/experiments/gpt-runs.test.ts.map
