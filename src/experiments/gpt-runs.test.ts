// Tangled from book/08-transformer/06-ablations.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { textSequences } from "../data/sequences.ts";
import { attentionLossOf, initAttentionLm } from "../models/attention-lm/attention-lm.ts";
import { leavesOf } from "../nn/parameters.ts";
import { adamW } from "../optim/adam.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { useBackend } from "../backends/default.ts";
import { asTensor, cpu, Pool } from "../tensor-core.ts";
import { meanLoss } from "../train/evaluate.ts";
import { gptRecipe, lossInParts, trainedInSteps } from "./gpt-runs.ts";

const ids = Int32Array.from({ length: 60 }, (_, i) => (i * i) % 7);
const examples = textSequences(ids, { length: 8 });
const shape = { context: 8, vocabularySize: 7, width: 6, depth: 1, positions: true };
const trainedFor = (steps: number) => {
  const losses: number[] = [];
  const start = initAttentionLm(shape, randomFrom(1));
  const parameters = trainedInSteps(start, attentionLossOf(), { examples, batch: 4, seed: 1, optimizer: adamW(0.01), steps, say: (loss) => losses.push(loss) });
  return { losses, numbers: leavesOf(parameters).map(([, leaf]) => [...leaf.dataSync()]) };
};

test("in a pool the parameters are the same, and the memory of a step is reused", () => {
  const plain = trainedFor(5);
  const pool = new Pool(cpu);
  useBackend(pool);
  try {
    expect(trainedFor(5)).toEqual(plain);
    const { liveBytes } = pool;
    trainedFor(10);
    const ofTen = pool.liveBytes - liveBytes;
    trainedFor(20);
    expect(pool.liveBytes - liveBytes - ofTen).toBe(ofTen);
  } finally {
    useBackend(cpu);
  }
  expect(plain.losses).toHaveLength(5);
});

test("the loss in parts is that of all at once, whatever the parts", () => {
  const parameters = initAttentionLm(shape, randomFrom(1));
  const whole = meanLoss(parameters, attentionLossOf(), examples);
  for (const atOnce of [1, 7, 1000]) expect(lossInParts(parameters, attentionLossOf(), examples, atOnce)).toBeCloseTo(whole, 5);
});

test("no steps are refused", () => {
  expect(() => trainedFor(0)).toThrow(new RangeError("trainedInSteps: 0 steps, and it takes a whole number from 1 on"));
});

test("the recipe warms up, follows a cosine down to a tenth, and clips to norm 1", () => {
  const [steps, peak, warmup] = [300, 0.5, 100];
  const rule = gptRecipe(steps, { peak, warmup });
  let parameters = { gain: asTensor([0], { dtype: "float64" }) };
  let state = rule.init(parameters);
  const moves = Array.from({ length: steps + 1 }, () => {
    const before = parameters.gain.item();
    ({ parameters, state } = rule.update(parameters, { gain: asTensor([5], { dtype: "float64" }) }, state));
    return before - parameters.gain.item();
  });
  // a constant gradient moves a parameter by the rate
  expect(moves[0]).toBeCloseTo(peak / warmup, 6);
  expect(moves[warmup]).toBeCloseTo(peak, 6);
  expect(moves[(steps + warmup) / 2]).toBeCloseTo((peak + peak / 10) / 2, 6);
  expect(moves[steps]).toBeCloseTo(peak / 10, 6);
  // and its mean is that of a gradient of norm 1
  const [mean] = leavesOf(state.memory).filter(([path]) => path.includes("mean"));
  expect(mean![1].item()).toBeCloseTo(1, 5);
});

test("matrices decay, gains do not", () => {
  const rule = gptRecipe(10, { peak: 0.1, warmup: 1 });
  const parameters = { gain: asTensor([1], { dtype: "float64" }), weight: asTensor([[1]], { dtype: "float64" }) };
  const zero = { gain: asTensor([0], { dtype: "float64" }), weight: asTensor([[0]], { dtype: "float64" }) };
  const moved = rule.update(parameters, zero, rule.init(parameters)).parameters;
  expect(moved.gain.item()).toBe(1);
  expect(moved.weight.item()).toBeCloseTo(0.99, 12);
});
//# sourceMappingURL=../.maps/experiments/gpt-runs.test.ts.map
