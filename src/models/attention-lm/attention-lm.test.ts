// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { textSequences } from "../../data/sequences.ts";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { adam } from "../../optim/adam.ts";
import { rmsNorm } from "../../ops/rms-norm.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu, matmul, multiply, normal, variable, type Tensor } from "../../tensor-core.ts";
import { checkpointOf, runIn } from "../../train/checkpoint.ts";
import { startFrom } from "../../train/training-loop.ts";
import { gradientsOf, trainStep } from "../../train/train.ts";
import { vocabularyOf } from "../../tokenizers/vocabulary.ts";
import { readerOf, sample } from "../language-model.ts";
import { attentionLogits, attentionLossOf, attentionModel, attentionStream, initAttentionLm, uniformHead, type AttentionLmParameters, type AttentionLmShape } from "./attention-lm.ts";
import { attentionPatterns, rowEntropies, withMeanOfHead, withoutHead, withPattern } from "./probes.ts";

afterEach(() => useBackend(cpu));

const shape: AttentionLmShape = { context: 6, vocabularySize: 5, width: 8, keyWidth: 4, depth: 2, positions: true };
const inDoubles = (parameters: AttentionLmParameters) => mapLeaves(parameters, (leaf) => asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape }));
const modelOf = (more: Partial<AttentionLmShape> = {}, seed = 1) => inDoubles(initAttentionLm({ ...shape, ...more }, randomFrom(seed)));
const idsOf = (...rows: readonly (readonly number[])[]) => asTensor(Int32Array.from(rows.flat()), { shape: [rows.length, rows[0]!.length] });
const rowsOf = (x: Tensor) => x.toArray() as number[][][];
const apart = (one: Tensor, other: Tensor) => Math.max(...[...one.dataSync()].map((each, i) => Math.abs(each - other.dataSync()[i]!)));
const ids = idsOf([0, 1, 2, 3, 4, 0], [4, 4, 1, 0, 2, 3]);

test("the parameters are those of the shape", () => {
  const [V, T, d, k] = [5, 6, 8, 4];
  expect(sizeOf(modelOf())).toBe(2 * V * d + T * d + 2 * (4 * d * k + d) + d);
  expect(leavesOf(modelOf({ positions: false })).map(([path]) => path)).not.toContain("positions");
  expect(sizeOf(modelOf({ positions: false, depth: 0 }))).toBe(2 * V * d + d);
});

test("a head of a deeper model begins with a smaller output, by the root of the depth", () => {
  const [alone, ofFour] = [1, 4].map((depth) => [...initAttentionLm({ ...shape, depth }, randomFrom(1)).layers[0]!.head.output.dataSync()]);
  expect(ofFour).toEqual(alone!.map((each) => each / 2));
});

test("changing a token changes no logits before it, bit for bit", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 99 }), (t, token, seed) => {
    const [one, other] = [[0, 1, 2, 3, 4, 0], [0, 1, 2, 3, 4, 0]];
    other[t] = token;
    const logits = rowsOf(attentionLogits(modelOf({}, seed), idsOf(one, other)));
    expect(logits[0]!.slice(0, t)).toEqual(logits[1]!.slice(0, t));
    if (token !== one[t]) expect(logits[0]![t]).not.toEqual(logits[1]![t]);
  }));
});

test("a shorter sequence has the logits of the beginning of a longer one", () => {
  const parameters = modelOf();
  const [whole, part] = [rowsOf(attentionLogits(parameters, idsOf([0, 1, 2, 3, 4, 0]))), rowsOf(attentionLogits(parameters, idsOf([0, 1, 2])))];
  part[0]!.forEach((row, t) => row.forEach((logit, v) => expect(logit).toBeCloseTo(whole[0]![t]![v]!, 12)));
  expect(() => attentionLogits(parameters, idsOf([0, 1, 2, 3, 4, 0, 1]))).toThrow(new RangeError("attentionStream: ids [1, 7] for 6 positions"));
  expect(attentionLogits(modelOf({ positions: false }), idsOf([0, 1, 2, 3, 4, 0, 1])).shape).toEqual([1, 7, 5]);
});

test("without layers and positions the logits depend on the last token alone: a bigram model", () => {
  const logits = rowsOf(attentionLogits(modelOf({ depth: 0, positions: false }), idsOf([1, 3, 3, 1], [2, 0, 1, 3])));
  expect(logits[0]![1]).toEqual(logits[0]![2]);
  expect(logits[0]![0]).toEqual(logits[1]![2]);
  expect(logits[0]![0]).not.toEqual(logits[0]![1]);
});

test("each layer adds the output of its head on the normalised stream", () => {
  const parameters = modelOf();
  const stream = attentionStream(parameters, ids);
  const patterns = attentionPatterns(parameters, ids);
  parameters.layers.forEach(({ gain, head: { value, output } }, l) => {
    const x = rmsNorm(stream[l]!, gain);
    const added = matmul(matmul(patterns[l]!, matmul(x, value)), output);
    const wanted = [...stream[l]!.dataSync()].map((each, i) => each + added.dataSync()[i]!);
    [...stream[l + 1]!.dataSync()].forEach((each, i) => expect(each).toBeCloseTo(wanted[i]!, 12));
  });
});

test("the uniform head reads all positions up to its own alike, and its queries and keys have no gradient", () => {
  const parameters = modelOf({ depth: 1 });
  const mean = asTensor(Float64Array.from({ length: 36 }, (_, i) => (i % 6 <= Math.floor(i / 6) ? 1 / (Math.floor(i / 6) + 1) : 0)), { shape: [6, 6] });
  expect(apart(attentionLogits(parameters, ids, uniformHead), attentionLogits(parameters, ids, withPattern(0, mean)))).toBeLessThan(1e-13);
  const variables = mapLeaves(parameters, variable);
  const [{ head }] = gradientsOf(attentionLossOf(uniformHead)(variables, { ids, targets: ids }), variables).layers as [AttentionLmParameters["layers"][number]];
  for (const leaf of [head.query, head.key]) expect([...leaf.dataSync()].every((each) => each === 0)).toBe(true);
  expect([...head.value.dataSync()].some((each) => each !== 0)).toBe(true);
});

test("the gradient of the loss is that of central differences", () => {
  const parameters = modelOf({ width: 4, keyWidth: 3 });
  const targets = idsOf([1, 2, 3, -1, 0, 1], [-1, 1, 0, 2, 3, 3]);
  const lossOf = attentionLossOf();
  const variables = mapLeaves(parameters, variable);
  const gradients = new Map(leavesOf(gradientsOf(lossOf(variables, { ids, targets }), variables)));
  for (const [path, leaf] of leavesOf(parameters)) {
    const direction = normal(randomFrom(3), leaf.shape, { dtype: "float64" });
    const lossAt = (step: number) => lossOf(mapLeaves(parameters, (each, at) => (at === path ? asTensor(Float64Array.from(each.dataSync(), (x, i) => x + step * direction.dataSync()[i]!), { shape: each.shape }) : each)), { ids, targets }).item();
    const along = [...gradients.get(path)!.dataSync()].reduce((sum, each, i) => sum + each * direction.dataSync()[i]!, 0);
    expect((lossAt(1e-5) - lossAt(-1e-5)) / 2e-5).toBeCloseTo(along, 7);
  }
});

const backends = backendNames.map(backendOrReason).filter((each) => typeof each !== "string");

test.each(backends.map((each) => [each.name, each] as const))("a sequence is learned by heart on %s", (_, backend) => {
  useBackend(backend);
  const text = Int32Array.from({ length: 200 }, (_, i) => [0, 1, 0, 2, 0, 3][i % 6]!);
  const windows = textSequences(text, { length: 6 });
  const [lossOf, rule] = [attentionLossOf(), adam(0.03)];
  const start = initAttentionLm(shape, randomFrom(1));
  let weights = { parameters: start, state: rule.init(start) };
  const losses = Array.from({ length: 50 }, (_, step) => {
    const { loss, ...moved } = trainStep(weights, (parameters) => lossOf(parameters, windows.batch([step, step + 1, step + 2])), rule);
    weights = moved;
    return loss;
  });
  expect(losses[0]).toBeGreaterThan(1.2);
  expect(losses[0]).toBeLessThan(2);
  expect(losses.at(-1)).toBeLessThan(0.4);
});

test("a checkpoint brings the parameters back, bit for bit", () => {
  const run = startFrom(initAttentionLm(shape, randomFrom(1)));
  const back = runIn(checkpointOf(run, {}), { like: initAttentionLm(shape, randomFrom(2)), configuration: {} });
  expect(leavesOf(back.parameters).map(([path, leaf]) => [path, ...leaf.dataSync()])).toEqual(leavesOf(run.parameters).map(([path, leaf]) => [path, ...leaf.dataSync()]));
  const without = startFrom(initAttentionLm({ ...shape, positions: false }, randomFrom(1)));
  expect(() => runIn(checkpointOf(without, {}), { like: run.parameters, configuration: {} })).toThrow(RangeError);
});

test("as a language model it predicts after the last tokens, and can be sampled", () => {
  const vocabulary = vocabularyOf("abcde");
  const parameters = initAttentionLm(shape, randomFrom(1));
  const model = attentionModel(parameters, vocabulary, shape);
  const all = readerOf(model, "aabcdeab").distribution();
  expect(all).toEqual(readerOf(model, "bcdeab").distribution());
  const logits = rowsOf(attentionLogits(parameters, idsOf([1, 2, 3, 4, 0, 1])))[0]![5]!;
  all.forEach((p, v) => expect(Math.log(p) - Math.log(all[0]!)).toBeCloseTo(logits[v]! - logits[0]!, 5));
  expect(sample(model, randomFrom(1), { prompt: "abc", length: 9 })).toMatch(/^[a-e]{9}$/);
});

describe("probes", () => {
  const parameters = modelOf();

  test("a pattern has a distribution over the positions up to its own in each row", () => {
    for (const P of attentionPatterns(parameters, ids)) {
      expect(P.shape).toEqual([2, 6, 6]);
      for (const sequence of rowsOf(P)) sequence.forEach((row, t) => {
        expect(row.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        expect(row.slice(t + 1).every((each) => each === 0)).toBe(true);
      });
    }
  });

  test("entropies are 0 for one key and log n for n alike", () => {
    const found = rowEntropies(asTensor(Float64Array.of(1, 0, 0, 0.5, 0, 0.5, 1 / 3, 1 / 3, 1 / 3), { shape: [3, 1, 3] }));
    expect(found).toHaveLength(3);
    [0, Math.log(2), Math.log(3)].forEach((each, row) => expect(found[row]).toBeCloseTo(each, 14));
  });

  test("a head read by its own pattern is itself", () => {
    attentionPatterns(parameters, ids).forEach((P, l) =>
      expect(apart(attentionLogits(parameters, ids, withPattern(l, P)), attentionLogits(parameters, ids))).toBeLessThan(1e-13));
  });

  test("zero ablation is the same as an output matrix of zeros", () => {
    for (const l of [0, 1]) {
      const zeroed = mapLeaves(parameters, (leaf, path) => (path === `layers.${l}.head.output` ? multiply(0, leaf) : leaf));
      expect(apart(attentionLogits(parameters, ids, withoutHead(l)), attentionLogits(zeroed, ids))).toBe(0);
      expect(apart(attentionLogits(parameters, ids, withoutHead(l)), attentionLogits(parameters, ids))).toBeGreaterThan(0.001);
    }
  });

  test("mean ablation leaves a batch of equal sequences as it is, and makes what a head adds the same for all", () => {
    const [same, rows] = [idsOf([0, 1, 2, 3], [0, 1, 2, 3]), idsOf([0, 1, 2, 3], [3, 1, 0, 0])];
    expect(apart(attentionLogits(parameters, same, withMeanOfHead(0)), attentionLogits(parameters, same))).toBeLessThan(1e-13);
    const [before, after] = attentionStream(parameters, rows, withMeanOfHead(0)).map(rowsOf) as [number[][][], number[][][]];
    const added = before.map((sequence, b) => sequence.map((row, t) => row.map((each, j) => after[b]![t]![j]! - each)));
    added[0]!.flat().forEach((each, i) => expect(added[1]!.flat()[i]).toBeCloseTo(each, 12));
  });
});
//# sourceMappingURL=../../.maps/models/attention-lm/attention-lm.test.ts.map
