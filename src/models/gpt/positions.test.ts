// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Backend } from "../../backends/backend.ts";
import { backendNames, backendOrReason } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { textSequences } from "../../data/sequences.ts";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import type { PositionConfig } from "../../nn/position/schemes.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { globalNorm } from "../../optim/clip.ts";
import { asTensor, cpu, full, normal, Pool, variable } from "../../tensor-core.ts";
import { checkpointOf, runIn } from "../../train/checkpoint.ts";
import { cpuRecipe, gptOptimizer } from "../../train/gpt-recipe.ts";
import { gradientsOf, trainStep } from "../../train/train.ts";
import { startFrom } from "../../train/training-loop.ts";
import { gpt2CheckpointOf } from "./checkpoint.ts";
import { parameterRows } from "./count.ts";
import { gptLogits, gptLossOf, initGpt, type GptConfig, type GptParameters } from "./gpt.ts";

afterEach(() => useBackend(cpu));

const sizes: GptConfig = { vocabularySize: 5, context: 6, layers: 2, heads: 2, width: 8 };
const schemes: readonly PositionConfig[] = [
  { scheme: "none" }, { scheme: "learned" }, { scheme: "sinusoidal" }, { scheme: "sinusoidal", amplitude: 0.05 },
  { scheme: "relative", buckets: 4, maxDistance: 5 }, { scheme: "alibi" }, { scheme: "rotary" }, { scheme: "rotary", layout: "interleaved", base: 100 },
];
const named = schemes.map((positions) => [JSON.stringify(positions), positions] as const);
/** In doubles, and with larger weights, so that every part makes a difference. */
const modelOf = (config: GptConfig, seed = 1): GptParameters => mapLeaves(initGpt(config, randomFrom(seed)), (leaf, path) => asTensor(Float64Array.from(leaf.dataSync(), (each) => (path.endsWith("gain") ? each : 20 * each)), { shape: leaf.shape }));
const idsOf = (...rows: readonly (readonly number[])[]) => asTensor(rows, { dtype: "int32" });
const ids = idsOf([0, 1, 2, 3, 4, 0], [4, 4, 1, 0, 2, 3]);

describe.each(named)("with positions %s", (_, positions) => {
  const config = { ...sizes, positions };

  test("changing a token changes no logits before it, bit for bit", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 99 }), (t, token, seed) => {
      const [one, other] = [[0, 1, 2, 3, 4, 0], [0, 1, 2, 3, 4, 0]];
      other[t] = token;
      const logits = gptLogits(modelOf(config, seed), config, idsOf(one, other)).toArray() as number[][][];
      expect(logits[0]!.slice(0, t)).toEqual(logits[1]!.slice(0, t));
      if (token !== one[t]) expect(logits[0]![t]).not.toEqual(logits[1]![t]);
    }), { numRuns: 20 });
  });

  test("the gradient of the loss is that of central differences", () => {
    const parameters = modelOf(config);
    const lossOf = gptLossOf(config);
    const batch = { ids, targets: idsOf([1, 2, 3, -1, 0, 1], [-1, 1, 0, 2, 3, 3]) };
    const variables = mapLeaves(parameters, variable);
    const gradients = new Map(leavesOf(gradientsOf(lossOf(variables, batch), variables)));
    for (const [path, leaf] of leavesOf(parameters)) {
      const direction = normal(randomFrom(3), leaf.shape, { dtype: "float64" }).dataSync();
      const lossAt = (step: number) => lossOf(mapLeaves(parameters, (each, at) => (at === path ? asTensor(Float64Array.from(each.dataSync(), (x, i) => x + step * direction[i]!), { shape: each.shape }) : each)), batch).item();
      const along = [...gradients.get(path)!.dataSync()].reduce((sum, each, i) => sum + each * direction[i]!, 0);
      expect((lossAt(1e-5) - lossAt(-1e-5)) / 2e-5, path).toBeCloseTo(along, 6);
    }
  });

  test("its parameters are those that are listed, and a checkpoint brings them back", () => {
    const start = initGpt(config, randomFrom(1));
    expect(sizeOf(start)).toBe(parameterRows(config).reduce((sum, { count }) => sum + count, 0));
    const run = startFrom(start);
    const back = runIn(checkpointOf(run, {}), { like: initGpt(config, randomFrom(2)), configuration: {} });
    expect(leavesOf(back.parameters).map(([path, leaf]) => [path, ...leaf.dataSync()])).toEqual(leavesOf(start).map(([path, leaf]) => [path, ...leaf.dataSync()]));
  });

  /** The losses of the first steps of a training on a sequence that repeats itself. */
  const lossesOn = (backend: Backend, steps: number) => {
    useBackend(backend);
    const windows = textSequences(Int32Array.from({ length: 200 }, (_, i) => [0, 1, 0, 2, 0, 3][i % 6]!), { length: 6 });
    const [lossOf, rule] = [gptLossOf(config), gptOptimizer({ ...cpuRecipe, steps: 20, warmup: 1, peak: 0.03, floor: 0.03 })];
    const start = initGpt(config, randomFrom(1));
    let weights = { parameters: start, state: rule.init(start) };
    return Array.from({ length: steps }, (_, step) => {
      const { loss, ...moved } = trainStep(weights, (parameters) => lossOf(parameters, windows.batch([step, step + 1, step + 2])), rule);
      weights = moved;
      return loss;
    });
  };

  test("a sequence is learned by heart", () => {
    const losses = lossesOn(cpu, 20);
    expect(losses[0]).toBeGreaterThan(1.5);
    expect(losses.at(-1)).toBeLessThan(0.8);
  });

  test("in a memory pool it is trained to the same bits", () => {
    expect(lossesOn(new Pool(cpu), 5)).toEqual(lossesOn(cpu, 5));
  });

  const others = backendNames.filter((name) => name !== "cpu").map(backendOrReason).filter((each) => typeof each !== "string");
  test.each(others.map((each) => [each.name, each] as const))("on %s the losses are those of the CPU, but for rounding", (_, backend) => {
    const wanted = lossesOn(cpu, 5);
    lossesOn(backend, 5).forEach((loss, step) => expect(loss).toBeCloseTo(wanted[step]!, 4));
  });
});

test("in a memory pool a training does not depend on what was there before: a tensor without numbers adds 0 to the norm of the gradients", () => {
  const pool = new Pool(cpu);
  useBackend(pool);
  const config: GptConfig = { ...sizes, positions: { scheme: "none" } };
  const lossesOf = () => pool.scope(() => {
    const [lossOf, rule] = [gptLossOf(config), gptOptimizer({ ...cpuRecipe, steps: 6, warmup: 1, peak: 0.01, floor: 0.01 })];
    const [start, rows] = [initGpt(config, randomFrom(1)), idsOf([0, 1, 2, 3, 4, 0], [4, 4, 1, 0, 2, 3])];
    let weights = { parameters: start, state: rule.init(start) };
    return Array.from({ length: 6 }, () => {
      const { loss, ...moved } = trainStep(weights, (parameters) => lossOf(parameters, { ids: rows, targets: rows }), rule);
      weights = moved;
      return loss;
    });
  });
  const before = lossesOf();
  pool.scope(() => Array.from({ length: 50 }, () => full([], 1e6)));
  expect(lossesOf()).toEqual(before);
  expect(globalNorm({ some: full([2], 3), none: full([0], 1) }).item()).toBeCloseTo(Math.sqrt(18), 6);
  expect(globalNorm({ none: full([0], 1) }).item()).toBe(0);
});

test("learned positions end with the context, and the others do not", () => {
  const long = idsOf([0, 1, 2, 3, 4, 0, 1]);
  for (const [, positions] of named) {
    const config = { ...sizes, positions };
    const read = () => gptLogits(initGpt(config, randomFrom(1)), config, long);
    if (positions.scheme === "learned") expect(read).toThrow(new RangeError("gpt: ids are [B, T] with T up to 6, not [1, 7]"));
    else expect(read().shape).toEqual([1, 7, 5]);
    expect(() => gptLogits(initGpt(config, randomFrom(1)), config, asTensor([1, 2], { dtype: "int32" }))).toThrow(new RangeError(`gpt: ids are [B, T]${positions.scheme === "learned" ? " with T up to 6" : ""}, not [2]`));
  }
});

test("a file of GPT-2 has learned positions, and others are refused", () => {
  const config = { ...sizes, positions: { scheme: "rotary" } } as const;
  expect(() => gpt2CheckpointOf(initGpt(config, randomFrom(1)), config)).toThrow(new RangeError('gpt2: GPT-2 has learned positions, and this model’s are "rotary"'));
  const learned = { ...sizes, positions: { scheme: "learned" } } as const;
  expect(gpt2CheckpointOf(initGpt(learned, randomFrom(1)), learned)).toEqual(gpt2CheckpointOf(initGpt(sizes, randomFrom(1)), sizes));
});
//# sourceMappingURL=../../.maps/models/gpt/positions.test.ts.map
