// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { textCorpus, windowsOf } from "../data/text-corpus.ts";
import { gptLossOf, initGpt, type GptConfig, type GptParameters } from "../models/gpt/gpt.ts";
import { leavesOf, mapLeaves } from "../nn/parameters.ts";
import { accumulating } from "../optim/accumulating.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { cpuPreset } from "../models/gpt/presets.ts";
import { estimatedBytes } from "../demos/gpt/memory.ts";
import { cpu, measuredMemory, Pool, predictedMemory, toBackend, zeros, type Beginning } from "../tensor-core.ts";
import { useBackend } from "../backends/default.ts";
import { meanLoss } from "./evaluate.ts";
import { cpuRecipe, gptOptimizer } from "./gpt-recipe.ts";
import { trainStep } from "./train.ts";
import { evaluateRun, startFrom, trainLoop, type Run } from "./training-loop.ts";

const corpus = textCorpus("the sea, the sea, and nothing but the sea. ".repeat(30));
const config: GptConfig = { vocabularySize: corpus.vocabulary.size, context: 8, layers: 1, heads: 2, width: 4, bias: false, dropout: 0.5 };
const { train: examples, validation } = windowsOf(corpus, 8);
const recipe = { ...cpuRecipe, steps: 30, warmup: 3, batch: 4, peak: 0.03, floor: 0.003 };

/** A training on a pool, and the numbers that it keeps. */
function trialOn(pool: Pool, count = 1) {
  useBackend(pool);
  const parameters = mapLeaves(initGpt(config, randomFrom(1)), (leaf) => toBackend(leaf, pool));
  return { trial: { lossOf: gptLossOf(config), examples, validation, batch: 4, seed: 1, evalInterval: 5, optimizer: accumulating(gptOptimizer(recipe), count) }, start: startFrom(parameters) };
}

test.each([1, 3])("on a memory pool a long run holds no more than a short one: updates from %i batches", (count) => {
  const pool = new Pool(cpu);
  const { trial, start } = trialOn(pool, count);
  const runs = trainLoop(trial, start);
  const held = Array.from({ length: 30 }, () => (runs.next(), pool.liveBytes));
  expect(Math.max(...held.slice(20))).toBe(Math.max(...held.slice(10, 20)));
  // what began the run is the caller’s
  expect(leavesOf(start.parameters).every(([, leaf]) => leaf.dataSync().length > 0)).toBe(true);
  useBackend(cpu);
});

test("the best parameters and the run that was evaluated last can still be read", () => {
  const pool = new Pool(cpu);
  const { trial, start } = trialOn(pool);
  let [good, run]: [Run<GptParameters>, Run<GptParameters>] = [start, start];
  const runs = trainLoop(trial, start);
  for (let t = 1; t <= 23; t++) {
    run = runs.next().value;
    if (t % 5 === 0) good = run;
    for (const { parameters } of [run, good, run.best]) expect(Number.isFinite(parameters.embedding.dataSync()[0]!)).toBe(true);
  }
  expect(good.step).toBe(20);
  useBackend(cpu);
});

test("an evaluation leaves nothing out, and keeps nothing", () => {
  const pool = new Pool(cpu);
  const { trial, start } = trialOn(pool);
  const draws: boolean[] = [];
  const watching = { ...trial, lossOf: (...[parameters, batch, random]: Parameters<typeof trial.lossOf>) => {
    draws.push(random !== undefined);
    return trial.lossOf(parameters, batch, random);
  } };
  trainLoop(watching, start).next();
  expect(draws).toEqual([true]);
  const before = pool.liveBytes;
  const { evaluations } = evaluateRun(watching, { ...start, recent: { sum: 1, count: 1 } });
  expect(draws.slice(1).some(Boolean)).toBe(false);
  expect(evaluations[0]!.validation).toBe(meanLoss(start.parameters, trial.lossOf, validation, 4));
  expect(pool.liveBytes).toBe(before);
  useBackend(cpu);
});

test.each([["small", config, 4, 8], ["the preset", cpuPreset(81), 12, 64]] as const)("the peak memory of a step is predicted without taking it: %s", (_, shape, B, T) => {
  const step: Beginning = (pool) => {
    useBackend(pool);
    const parameters = mapLeaves(initGpt(shape, randomFrom(1)), (leaf) => toBackend(leaf, pool));
    const batch = { ids: zeros([B, T], { dtype: "int32", backend: pool }), targets: zeros([B, T], { dtype: "int32", backend: pool }) };
    const optimizer = gptOptimizer(cpuRecipe);
    const weights = { parameters, state: optimizer.init(parameters) };
    return () => pool.scope(() => trainStep(weights, (leaves) => gptLossOf(shape)(leaves, batch), optimizer));
  };
  const measured = measuredMemory(cpu, step);
  expect(predictedMemory(cpu, step)).toEqual(measured);
  expect(measured.peak).toBeLessThan(1.2 * estimatedBytes(shape, B, T));
  expect(measured.peak).toBeGreaterThan(0.8 * estimatedBytes(shape, B, T));
  useBackend(cpu);
});

test("how many examples are read together makes no difference", () => {
  const { trial, start } = trialOn(new Pool(cpu));
  const losses = [1, 5, 1024].map((atOnce) => meanLoss(start.parameters, trial.lossOf, validation, atOnce));
  for (const loss of losses) expect(loss).toBeCloseTo(losses[0]!, 5);
  useBackend(cpu);
});
//# sourceMappingURL=../.maps/train/memory-of-runs.test.ts.map
