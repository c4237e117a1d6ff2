// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { Cut, frailDisk } from "../testing/faulty-disk.ts";
import { replaceFile } from "../io/atomic-write.ts";
import { readSafetensors, safetensorsOf } from "../io/safetensors.ts";
import { lossOf, initMlp, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { leavesOf, mapLeaves, zipLeaves } from "../nn/parameters.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { add, multiply, subtract, zeros } from "../tensor-core.ts";
import type { LossOf } from "./train.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { checkpointOf, configurationIn, runIn } from "./checkpoint.ts";
import { slidingWindows } from "../data/examples.ts";
import { startFrom, trainUntil, type Run } from "./training-loop.ts";

const text = "the sea, the sea, and nothing but the sea. ".repeat(5);
const vocabulary = vocabularyOf(text);
const ids = encode(vocabulary, text);
const like = initMlp({ context: 3, vocabularySize: vocabulary.size, features: 2, width: 4 }, randomFrom(1), { hidden: 0.5, output: 0.1 });
const course = { lossOf, examples: slidingWindows(ids, 3, 3, 180), validation: slidingWindows(ids, 3, 180), batch: 7, optimizer: sgd(0.1), evalInterval: 10, seed: 1851 };
const configuration = { width: "4", text: "the sea" };
const start = startFrom(like);

/** Everything that a run is, its numbers bit by bit. */
const whole = ({ parameters, best, ...rest }: Run<MlpParameters>) => ({ ...rest, parameters: bits(parameters), best: { ...best, parameters: bits(best.parameters) } });
const bits = (parameters: MlpParameters) => leavesOf(parameters).map(([name, leaf]) => [name, leaf.dtype, leaf.shape, [...new Uint32Array(leaf.dataSync().buffer)]]);
const thereAndBack = (run: Run<MlpParameters>) => runIn(checkpointOf(run, configuration), { like, configuration });

test("a run is the same after it was written and read", () => {
  for (const steps of [0, 3, 10, 27]) {
    const run = trainUntil(course, start, { steps });
    expect(whole(thereAndBack(run))).toEqual(whole(run));
  }
});

test.each([[20, 40], [13, 26], [1, 2]])("%i steps, a checkpoint, and on to %i: to the last bit as without", (half, steps) => {
  const seen: number[][] = [];
  const watched = { ...course, examples: { count: course.examples.count, batch: (indices: ArrayLike<number>) => (seen.push(Array.from(indices)), course.examples.batch(indices)) } };
  const through = trainUntil(watched, start, { steps });
  const batches = seen.splice(0);
  const stopped = trainUntil(watched, start, { steps: half });
  const resumed = trainUntil(watched, thereAndBack(stopped), { steps });
  expect(whole(resumed)).toEqual(whole(through));
  expect(seen).toEqual(batches);
});

test("wherever a write is cut, there is a run to go on from", () => {
  const [one, two] = [10, 20].map((steps) => trainUntil(course, start, { steps }));
  const [before, after] = [one!, two!].map((run) => checkpointOf(run, configuration));
  for (let budget = 0; budget < after!.length + 4; budget += 97) {
    const { disk, left } = frailDisk(new Map([["run", before!]]), budget);
    expect(() => replaceFile("run", after!, disk)).toThrow(Cut);
    for (const files of left()) expect(runIn(files.get("run")!, { like, configuration }).step).toBe(10);
  }
});

test("other programs see parameters by name, and what they were made with", () => {
  const file = readSafetensors(checkpointOf(trainUntil(course, start, { steps: 10 }), configuration));
  expect([...file.tensors.keys()]).toEqual([
    "evaluations", "best.embedding", "best.hidden.bias", "best.hidden.weight", "best.output.bias", "best.output.weight",
    "parameters.embedding", "parameters.hidden.bias", "parameters.hidden.weight", "parameters.output.bias", "parameters.output.weight",
  ]);
  expect(file.metadata.get("step")).toBe("10");
  expect(configurationIn(file)).toEqual(configuration);
});

test("a model of several blocks is written under the paths of its leaves, and read again", () => {
  const deep = { embedding: like.embedding, blocks: [like.hidden, like.output] };
  const bytes = checkpointOf(startFrom(deep), {});
  const names = [...readSafetensors(bytes).tensors.keys()].filter((name) => name.startsWith("parameters."));
  expect(names).toEqual(["blocks.0.bias", "blocks.0.weight", "blocks.1.bias", "blocks.1.weight", "embedding"].map((name) => `parameters.${name}`));
  const { parameters } = runIn(bytes, { like: deep, configuration: {} });
  expect(parameters.blocks.length).toBe(2);
  expect(leavesOf(parameters).map(([name, leaf]) => [name, leaf.toArray()])).toEqual(leavesOf(deep).map(([name, leaf]) => [name, leaf.toArray()]));
});

/** SGD with momentum: a mean of the gradients is remembered for each parameter. */
const momentum = (rate: number): Optimizer => ({
  name: "momentum",
  init: (parameters) => ({ name: "momentum", step: 0, memory: { mean: mapLeaves(parameters, (leaf) => zeros(leaf.shape, leaf)) } }),
  update(parameters, gradients, state) {
    const { mean } = state.memory as { readonly mean: typeof parameters };
    const next = zipLeaves(mean, gradients, (one, gradient) => add(multiply(one, 0.9), gradient));
    return { parameters: zipLeaves(parameters, next, (leaf, by) => subtract(leaf, multiply(by, rate))), state: { ...state, step: state.step + 1, memory: { mean: next } } };
  },
});

test("an optimizer that remembers and a loss that draws go on from a checkpoint to the last bit", () => {
  const optimizer = momentum(0.05);
  // a third of the loss is left out at random, as a layer might leave out units
  const noisy = { ...course, optimizer, lossOf: (...[parameters, batch, random]: Parameters<LossOf<MlpParameters>>) => multiply(lossOf(parameters, batch), random === undefined || random.uniform() > 1 / 3 ? 1 : 0) };
  const through = trainUntil(noisy, start, { steps: 30 });
  const half = trainUntil(noisy, start, { steps: 17 });
  const bytes = checkpointOf(half, configuration);
  const resumed = trainUntil(noisy, runIn(bytes, { like, configuration, optimizer }), { steps: 30 });
  expect(Buffer.from(checkpointOf(resumed, configuration)).equals(Buffer.from(checkpointOf(through, configuration)))).toBe(true);
  expect([...readSafetensors(bytes).tensors.keys()]).toContain("optimizer.mean.hidden.weight");
  expect(() => runIn(bytes, { like, configuration })).toThrow(new RangeError("checkpoint: trained with momentum, and now it is sgd"));
  const forgetful = { ...sgd(1), name: "momentum" };
  expect(() => runIn(bytes, { like, configuration, optimizer: forgetful })).toThrow(new RangeError("checkpoint: it has `optimizer.mean.embedding`, which momentum does not remember"));
});

const FORMER_NAMES: Readonly<Record<string, string>> = { evaluations: "marks", "best validation loss": "best held-out loss", "recent loss sum": "sum since mark", "recent steps": "steps since mark" };
const withFormerNames = <T>(entries: Iterable<readonly [string, T]>) => new Map([...entries].map(([name, value]) => [FORMER_NAMES[name] ?? name, value]));

test("a checkpoint of version 2, which had other names, goes on to the same end", () => {
  const half = readSafetensors(checkpointOf(trainUntil(course, start, { steps: 13 }), configuration));
  const old = safetensorsOf(withFormerNames(half.tensors), withFormerNames([...half.metadata, ["version", "2"]]));
  expect([...readSafetensors(old).tensors.keys()]).toContain("marks");
  const resumed = trainUntil(course, runIn(old, { like, configuration }), { steps: 26 });
  expect(whole(resumed)).toEqual(whole(trainUntil(course, start, { steps: 26 })));
});

test("a checkpoint of version 1 goes on to the same end", () => {
  const falling = { ...course, optimizer: sgd((step) => 0.1 / (step + 1)) };
  const half = readSafetensors(checkpointOf(trainUntil(falling, start, { steps: 13 }), configuration));
  const NEW = ["version", "optimizer", "optimizer step", "generator", "data order"];
  const old = safetensorsOf(withFormerNames(half.tensors), withFormerNames([...half.metadata].filter(([name]) => !NEW.includes(name))));
  const resumed = trainUntil(falling, runIn(old, { like, configuration }), { steps: 26 });
  expect(whole(resumed)).toEqual(whole(trainUntil(falling, start, { steps: 26 })));
  expect(() => runIn(old, { like, configuration, optimizer: momentum(1) })).toThrow(new RangeError("checkpoint: trained with sgd, and now it is momentum"));
});

test("a run does not go on with its examples in another order", () => {
  const run = thereAndBack(trainUntil(course, start, { steps: 3 }));
  const now = (change: object) => () => trainUntil({ ...course, ...change }, run, { steps: 4 });
  expect(now({ seed: 2 })).toThrow(new RangeError("train: the run has read 177 examples in batches of 7 by seed 1851, and now there are 177 examples in batches of 7 by seed 2"));
  expect(now({ batch: 8 })).toThrow(/ in batches of 7 .* in batches of 8 /);
  expect(now({})).not.toThrow();
});

test("a run that has gone astray can be read again", () => {
  const astray = { ...trainUntil(course, start, { steps: 13 }), recent: { sum: NaN, count: 3 } };
  expect(whole(thereAndBack(astray))).toEqual(whole(astray));
});

const bytes = checkpointOf(trainUntil(course, start, { steps: 1 }), configuration);
const without = (name: string) => {
  const { tensors, metadata } = readSafetensors(bytes);
  return safetensorsOf(new Map([...tensors].filter(([each]) => each !== name)), new Map([...metadata].filter(([each]) => each !== name)));
};
const saying = (name: string, said: string) => {
  const { tensors, metadata } = readSafetensors(bytes);
  return safetensorsOf(tensors, new Map([...metadata, [name, said]]));
};

test.each([
  ["half a step", saying("step", "1.5"), configuration, "checkpoint: its step is 1.5, and not a whole number"],
  ["a step before the first", saying("best step", "-1"), configuration, "checkpoint: its best step is -1, and not a whole number"],
  ["no number of steps", saying("recent steps", "NaN"), configuration, "checkpoint: its recent steps is NaN, and not a whole number"],
  ["a word for a number", saying("recent loss sum", "much"), configuration, "checkpoint: it does not say its recent loss sum"],
  ["a version to come", saying("version", "4"), configuration, "checkpoint: it is of version 4, and versions 1 to 3 are read"],
  ["no generator", without("generator"), configuration, 'checkpoint: its generator is "", and not 4 whole numbers'],
  ["half a generator", saying("generator", "1 2 3"), configuration, 'checkpoint: its generator is "1 2 3", and not 4 whole numbers'],
  ["an order of words", saying("data order", "any at all"), configuration, 'checkpoint: its data order is "any at all", and not 3 whole numbers'],
  ["another width", bytes, { ...configuration, width: "5" }, "checkpoint: made with width 4, and now it is 5"],
  ["a width that was not said", bytes, { text: "the sea" }, "checkpoint: made with width 4, and now it is unsaid"],
  ["one that was not asked for", bytes, { ...configuration, rate: "1" }, "checkpoint: made with rate unsaid, and now it is 1"],
  ["no step", without("step"), configuration, "checkpoint: it does not say its step"],
  ["no embedding", without("best.embedding"), configuration, "checkpoint: it has no `best.embedding`"],
  ["no evaluations", without("evaluations"), configuration, "checkpoint: it has no table of evaluations"],
  ["a file cut short", bytes.subarray(0, -1), configuration, /^safetensors: /],
])("%s: refused", (_, file, now, message) => {
  expect(() => runIn(file, { like, configuration: now })).toThrow(typeof message === "string" ? new RangeError(message) : message);
});

test("a model of another shape is refused", () => {
  const wider = initMlp({ context: 3, vocabularySize: vocabulary.size, features: 2, width: 5 }, randomFrom(1), { hidden: 1, output: 1 });
  expect(() => runIn(bytes, { like: wider, configuration })).toThrow(new RangeError("checkpoint: `parameters.hidden.weight` is float32 [6, 4], and in the model float32 [6, 5]"));
});
//# sourceMappingURL=../.maps/train/checkpoint.test.ts.map
