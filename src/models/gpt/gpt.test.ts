// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { textSequences } from "../../data/sequences.ts";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { adamW } from "../../optim/adam.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu, normal, variable, type Tensor } from "../../tensor-core.ts";
import { vocabularyOf } from "../../tokenizers/vocabulary.ts";
import { checkpointOf, runIn } from "../../train/checkpoint.ts";
import { gradientsOf, trainStep } from "../../train/train.ts";
import { startFrom } from "../../train/training-loop.ts";
import { readerOf, sample } from "../language-model.ts";
import { completeConfig, gptLastLogits, gptLogits, gptLossOf, gptModel, gptStream, initGpt, type GptConfig, type GptParameters } from "./gpt.ts";

afterEach(() => useBackend(cpu));

const config: GptConfig = { vocabularySize: 5, context: 6, layers: 2, heads: 2, width: 8 };
/** In doubles, and with larger weights, so that every part makes a difference. */
const modelOf = (more: Partial<GptConfig> = {}, seed = 1): GptParameters => mapLeaves(initGpt({ ...config, ...more }, randomFrom(seed)), (leaf, path) => asTensor(Float64Array.from(leaf.dataSync(), (each) => (path.endsWith("gain") ? each : 20 * each)), { shape: leaf.shape }));
const idsOf = (...rows: readonly (readonly number[])[]) => asTensor(rows, { dtype: "int32" });
const rowsOf = (x: Tensor) => x.toArray() as number[][][];
const ids = idsOf([0, 1, 2, 3, 4, 0], [4, 4, 1, 0, 2, 3]);

describe("the configuration", () => {
  test("is GPT-2’s where nothing is said", () => {
    expect(completeConfig(config)).toEqual({ ...config, feedForward: 32, tied: true, norm: "layer", bias: true, activation: "geluTanh", dropout: 0, scaledResiduals: true });
  });

  test.each([
    [{ heads: 3 }, "gpt: 3 heads do not divide a width of 8"],
    [{ layers: 1.5 }, "gpt: layers is 1.5, and not a whole number from 0"],
    [{ layers: -1 }, "gpt: layers is -1, and not a whole number from 0"],
    [{ context: 0 }, "gpt: context is 0, and not a whole number from 1"],
    [{ feedForward: NaN }, "gpt: feedForward is NaN, and not a whole number from 1"],
    [{ dropout: 1 }, "gpt: dropout is 1, and not from 0 up to, but not including, 1"],
  ])("%j is refused", (more, message) => {
    expect(() => initGpt({ ...config, ...more }, randomFrom(1))).toThrow(new RangeError(message));
  });
});

test("the parameters are those of the configuration", () => {
  const [V, T, d, L] = [5, 6, 8, 2];
  expect(sizeOf(modelOf())).toBe(V * d + T * d + L * (12 * d * d + 13 * d) + 2 * d);
  expect(sizeOf(modelOf({ tied: false }))).toBe(2 * V * d + T * d + L * (12 * d * d + 13 * d) + 2 * d);
  expect(sizeOf(modelOf({ bias: false, feedForward: 3 }))).toBe(V * d + T * d + L * (4 * d * d + 6 * d + 2 * d) + d);
  expect(sizeOf(modelOf({ layers: 0, norm: "rms" }))).toBe(V * d + T * d + d);
});

test("weights that write into the stream begin smaller by the root of twice the layers, unless that is switched off", () => {
  const [scaled, plain] = [true, false].map((scaledResiduals) => new Map(leavesOf(initGpt({ ...config, scaledResiduals }, randomFrom(1))).map(([path, leaf]) => [path, [...leaf.dataSync()]])));
  for (const [path, numbers] of plain!) {
    const factor = /^blocks.*output\.weight$/.test(path) ? 1 / 2 : 1;
    scaled!.get(path)!.forEach((each, i) => expect(each).toBeCloseTo(factor * numbers[i]!, 8));
  }
});

test("the first loss is nearly that of the uniform model", () => {
  const wide = { ...config, width: 32, vocabularySize: 50 };
  const loss = gptLossOf(wide)(initGpt(wide, randomFrom(1)), { ids, targets: idsOf([9, 8, 7, 6, 5, 9], [11, 12, 13, 14, 15, 16]) });
  expect(Math.abs(loss.item() - Math.log(50))).toBeLessThan(0.1);
});

test("changing a token changes no logits before it, bit for bit", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 99 }), (t, token, seed) => {
    const [one, other] = [[0, 1, 2, 3, 4, 0], [0, 1, 2, 3, 4, 0]];
    other[t] = token;
    const logits = rowsOf(gptLogits(modelOf({}, seed), config, idsOf(one, other)));
    expect(logits[0]!.slice(0, t)).toEqual(logits[1]!.slice(0, t));
    if (token !== one[t]) expect(logits[0]![t]).not.toEqual(logits[1]![t]);
  }));
});

test("the logits of the last position are those of all, and a shorter sequence has those of the beginning", () => {
  const parameters = modelOf();
  const all = rowsOf(gptLogits(parameters, config, ids));
  const last = gptLastLogits(parameters, config, ids).toArray() as number[][];
  last.forEach((row, b) => row.forEach((logit, v) => expect(logit).toBeCloseTo(all[b]![5]![v]!, 12)));
  rowsOf(gptLogits(parameters, config, idsOf([0, 1, 2])))[0]!.forEach((row, t) => row.forEach((logit, v) => expect(logit).toBeCloseTo(all[0]![t]![v]!, 12)));
});

test("the stream begins as token plus position, and has one more entry than layers", () => {
  const parameters = modelOf();
  const stream = gptStream(parameters, config, ids);
  expect(stream).toHaveLength(3);
  const [E, positions] = [parameters.embedding, parameters.positions].map((each) => each.toArray() as number[][]) as [number[][], number[][]];
  rowsOf(stream[0]!).forEach((rows, b) => rows.forEach((row, t) => row.forEach((each, j) => expect(each).toBeCloseTo(E[(ids.toArray() as number[][])[b]![t]!]![j]! + positions[t]![j]!, 14))));
});

test("what cannot be read is refused", () => {
  const parameters = modelOf();
  expect(() => gptLogits(parameters, config, idsOf([0, 1, 2, 3, 4, 0, 1]))).toThrow(new RangeError("gpt: ids are [B, T] with T up to 6, not [1, 7]"));
  expect(() => gptLogits(parameters, config, asTensor([1, 2], { dtype: "int32" }))).toThrow(new RangeError("gpt: ids are [B, T] with T up to 6, not [2]"));
  expect(() => gptLogits(parameters, config, idsOf([5]))).toThrow(RangeError);
});

test.each([{}, { tied: false, bias: false }, { norm: "rms", activation: "gelu" }] as const)("the gradient of the loss is that of central differences: %j", (more) => {
  const all = { ...config, width: 4, ...more };
  const parameters = modelOf(all);
  const targets = idsOf([1, 2, 3, -1, 0, 1], [-1, 1, 0, 2, 3, 3]);
  const lossOf = gptLossOf(all);
  const variables = mapLeaves(parameters, variable);
  const gradients = new Map(leavesOf(gradientsOf(lossOf(variables, { ids, targets }), variables)));
  for (const [path, leaf] of leavesOf(parameters)) {
    const direction = normal(randomFrom(3), leaf.shape, { dtype: "float64" }).dataSync();
    const lossAt = (step: number) => lossOf(mapLeaves(parameters, (each, at) => (at === path ? asTensor(Float64Array.from(each.dataSync(), (x, i) => x + step * direction[i]!), { shape: each.shape }) : each)), { ids, targets }).item();
    const along = [...gradients.get(path)!.dataSync()].reduce((sum, each, i) => sum + each * direction[i]!, 0);
    expect((lossAt(1e-5) - lossAt(-1e-5)) / 2e-5, path).toBeCloseTo(along, 6);
  }
});

describe("dropout", () => {
  const dropping = { ...config, dropout: 0.3 };
  const lossOf = gptLossOf(dropping);

  test("is another one with each draw, the same with the same generator, and absent in an evaluation", () => {
    const [parameters, batch] = [modelOf(), { ids, targets: ids }];
    const with1 = () => lossOf(parameters, batch, randomFrom(1)).item();
    expect(with1()).toBe(with1());
    expect(with1()).not.toBe(lossOf(parameters, batch, randomFrom(2)).item());
    expect(lossOf(parameters, batch).item()).toBe(gptLossOf(config)(parameters, batch).item());
  });

  test("of the embeddings and of both branches of each layer has masks of its own", () => {
    const silent = (keep: RegExp) => mapLeaves(modelOf({ layers: 2 }), (leaf, path) => (/output\.(weight|bias)$/.test(path) && !keep.test(path) ? asTensor(new Float64Array(leaf.size), { shape: leaf.shape }) : leaf));
    const zeros = (keep: RegExp) => {
      const stream = gptStream(silent(keep), dropping, ids, randomFrom(1));
      const [before, after] = [stream[0]!, stream.at(-1)!].map((each) => [...each.dataSync()]) as [number[], number[]];
      return after.map((each, i) => each === before[i]);
    };
    const masks = [/^blocks\.0\.attention/, /^blocks\.0\.feed/, /^blocks\.1\.attention/, /^blocks\.1\.feed/].map(zeros);
    for (const mask of masks) expect(mask.filter(Boolean).length / mask.length).toBeGreaterThan(0.1);
    for (const mask of masks) expect(mask.filter(Boolean).length / mask.length).toBeLessThan(0.5);
    expect(new Set(masks.map((mask) => mask.join())).size).toBe(4);
  });
});

const backends = backendNames.map(backendOrReason).filter((each) => typeof each !== "string");

test.each(backends.map((each) => [each.name, each] as const))("a sequence is learned by heart on %s", (_, backend) => {
  useBackend(backend);
  const text = Int32Array.from({ length: 200 }, (_, i) => [0, 1, 0, 2, 0, 3][i % 6]!);
  const windows = textSequences(text, { length: 6 });
  const [lossOf, rule, small] = [gptLossOf(config), adamW(0.03), config];
  const start = initGpt(small, randomFrom(1));
  let weights = { parameters: start, state: rule.init(start) };
  const losses = Array.from({ length: 30 }, (_, step) => {
    const { loss, ...moved } = trainStep(weights, (parameters) => lossOf(parameters, windows.batch([step, step + 1, step + 2])), rule);
    weights = moved;
    return loss;
  });
  expect(losses[0]).toBeGreaterThan(1.5);
  expect(losses.at(-1)).toBeLessThan(0.6);
});

test("a checkpoint of a run brings the parameters back, bit for bit", () => {
  const run = startFrom(initGpt(config, randomFrom(1)));
  const back = runIn(checkpointOf(run, {}), { like: initGpt(config, randomFrom(2)), configuration: {} });
  expect(leavesOf(back.parameters).map(([path, leaf]) => [path, ...leaf.dataSync()])).toEqual(leavesOf(run.parameters).map(([path, leaf]) => [path, ...leaf.dataSync()]));
  const untied = startFrom(initGpt({ ...config, tied: false }, randomFrom(1)));
  expect(() => runIn(checkpointOf(run, {}), { like: untied.parameters, configuration: {} })).toThrow(RangeError);
});

describe("as a language model", () => {
  const vocabulary = vocabularyOf("abcde");
  const parameters = modelOf();
  const model = gptModel(parameters, vocabulary, config);
  const probabilities = (logits: readonly number[]) => {
    const e = logits.map(Math.exp);
    return e.map((each) => each / e.reduce((sum, other) => sum + other, 0));
  };

  test("it predicts after a short context as at the first positions, and after a long one from its last tokens", () => {
    for (const text of ["a", "abc", "abcdea"]) {
      const read = [...text].map((each) => "abcde".indexOf(each));
      const wanted = probabilities(rowsOf(gptLogits(parameters, config, idsOf(read)))[0]!.at(-1)!);
      readerOf(model, text).distribution().forEach((p, v) => expect(p).toBeCloseTo(wanted[v]!, 12));
    }
    expect(readerOf(model, "eeeabcdea").distribution()).toEqual(readerOf(model, "abcdea").distribution().map((p) => p));
  });

  test("where nothing was read it predicts as after token 0", () => {
    expect(readerOf(model, "").distribution()).toEqual(readerOf(model, "a").distribution());
  });

  test("several tokens at once are read as one after the other", () => {
    const reader = readerOf(model, "ab");
    reader.read(2);
    reader.read(3);
    readerOf(model, "abcd").distribution().forEach((p, v) => expect(reader.distribution()[v]).toBeCloseTo(p, 13));
  });

  test("it can be sampled", () => {
    expect(sample(model, randomFrom(1), { prompt: "abc", length: 9 })).toMatch(/^[a-e]{9}$/);
  });
});
//# sourceMappingURL=../../.maps/models/gpt/gpt.test.ts.map
