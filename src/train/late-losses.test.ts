// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
import { afterEach, expect, test } from "vitest";
import type { Backend } from "../backends/backend.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { useBackend } from "../backends/default.ts";
import { blockingConnection } from "../backends/webgpu/blocking.ts";
import { countingConnection } from "../backends/webgpu/counting.ts";
import { openWebGpu } from "../backends/webgpu/open.ts";
import { webGpuBackend } from "../backends/webgpu/webgpu.ts";
import type { SequenceBatch } from "../data/sequences.ts";
import { gptLossOf, initGpt, type GptConfig } from "../models/gpt/gpt.ts";
import { cpuPreset } from "../models/gpt/presets.ts";
import { leavesOf } from "../nn/parameters.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, cpu, Pool } from "../tensor-core.ts";
import { checkpointOf, runIn } from "./checkpoint.ts";
import { cpuRecipe, gptOptimizer } from "./gpt-recipe.ts";
import { trainAhead } from "./late-losses.ts";
import { train, type TrainConfig } from "./train.ts";
import { startFrom, trainLoop } from "./training-loop.ts";

afterEach(() => useBackend(cpu));

const small: GptConfig = { vocabularySize: 11, context: 8, layers: 1, heads: 2, width: 8, bias: false };

/** Windows of a sequence that repeats itself. */
function trialOf(config: GptConfig, batch: number): TrainConfig<SequenceBatch> {
  const { context: T, vocabularySize: V } = config;
  const window = (start: number) => Int32Array.from({ length: T }, (_, t) => ((start + t) ** 2) % V);
  const rows = (indices: ArrayLike<number>, shift: number) => asTensor(Int32Array.from(Array.from(indices).flatMap((index) => [...window(index + shift)])), { shape: [indices.length, T] });
  const examples = { count: 100, batch: (indices: ArrayLike<number>) => ({ ids: rows(indices, 0), targets: rows(indices, 1) }) };
  return { examples, batch, seed: 3, optimizer: gptOptimizer({ ...cpuRecipe, steps: 50, warmup: 5 }) };
}

/** The losses of some steps on a pool on a backend. */
async function lossesOn(backend: Backend, { config = small, steps = 6, ahead = 2, batch = 4 } = {}) {
  const pool = new Pool(backend);
  useBackend(pool);
  const told: [number, number][] = [];
  const start = initGpt(config, randomFrom(5));
  const parameters = await trainAhead(start, gptLossOf(config), trialOf(config, batch), { steps, ahead, say: (...each) => told.push(each) });
  return { told, parameters, start, pool };
}

test.each([0, 1, 100])("losses come in order and are those of `train`, %i steps ahead", async (ahead) => {
  const { told } = await lossesOn(hiddenBackend(), { ahead });
  useBackend(cpu);
  const steps = train(initGpt(small, randomFrom(5)), gptLossOf(small), trialOf(small, 4));
  const expected = Array.from({ length: 6 }, (_, step) => [step + 1, steps.next().value.loss]);
  expect(told.map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const [i, [, loss]] of told.entries()) expect(loss).toBeCloseTo(expected[i]![1]!, 6);
});

test("nothing stays of the steps but the parameters", async () => {
  const [short, long] = [await lossesOn(cpu, { steps: 3 }), await lossesOn(cpu, { steps: 9 })];
  expect(long.pool.liveBytes).toBe(short.pool.liveBytes);
  for (const { parameters, start } of [short, long]) for (const tree of [parameters, start]) expect(leavesOf(tree).every(([, leaf]) => leaf.dataSync().every(Number.isFinite))).toBe(true);
});

test("after two steps a training compiles nothing, allocates nothing, and sends its batches only", async () => {
  const connection = countingConnection();
  const device = webGpuBackend(connection);
  const counts: unknown[] = [];
  const pool = new Pool(device);
  useBackend(pool);
  const say = () => counts.push({ ...connection.counts, pass: 0, write: 0, uniformBytes: 0, bytes: device.queue.counts.bytesWritten - 256 * counts.length });
  await trainAhead(initGpt(small, randomFrom(5)), gptLossOf(small), trialOf(small, 4), { steps: 6, ahead: 0, say });
  // ids and targets, 4 × 8 numbers each
  expect(counts.slice(2)).toEqual(Array(4).fill(counts[1]));
});

test("the small GPT trains on a device to the losses of the CPU, and no kernel of a step is left to the CPU", async () => {
  const device = await openWebGpu();
  const options = { config: cpuPreset(65), steps: 5, batch: 2, ahead: 5 };
  const { told } = await lossesOn(device, options);
  const expected = await lossesOn(cpu, options);
  for (const [i, [, loss]] of told.entries()) expect(Math.abs(loss - expected.told[i]![1])).toBeLessThan(1e-4);
  expect(device.hostKernels).toBe(0);
  // besides the losses nothing was read
  expect(device.queue.counts).toMatchObject({ reads: 5, bytesRead: 20 });
  device.close();
});

test("a device that is lost ends the training with the reason, and a checkpoint that was made before goes on elsewhere", async () => {
  const lost = webGpuBackend(blockingConnection());
  useBackend(lost);
  const [trial, lossOf, configuration] = [trialOf(small, 4), gptLossOf(small), { model: "small" }];
  const runs = trainLoop({ ...trial, lossOf, validation: trial.examples, evalInterval: Infinity }, startFrom(initGpt(small, randomFrom(5))));
  runs.next();
  const kept = checkpointOf(runs.next().value, configuration);
  lost.close();
  expect(() => runs.next()).toThrow("the device was lost (destroyed)");
  useBackend(cpu);
  const [run] = [runIn(kept, { like: initGpt(small, randomFrom(5)), configuration, optimizer: trial.optimizer })];
  const after = train(run.parameters, lossOf, trial, run).next().value;
  const { told } = await lossesOn(cpu, { steps: 3 });
  expect([after.step, Math.abs(after.loss - told[2]![1]) < 1e-5]).toEqual([3, true]);
});
//# sourceMappingURL=../.maps/train/late-losses.test.ts.map
