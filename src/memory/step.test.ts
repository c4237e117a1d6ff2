// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { useBackend } from "../backends/default.ts";
import { shapesOf } from "../backends/shapes.ts";
import { gptLossOf, initGpt, type GptConfig } from "../models/gpt/gpt.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { adafactor } from "../optim/adafactor.ts";
import { adamW } from "../optim/adam.ts";
import { leafByLeaf } from "../optim/leaf-by-leaf.ts";
import { momentum } from "../optim/momentum.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { cpu, measuredMemory, multiplyInPlace, normal, ones, Pool, toBackend, zeros } from "../tensor-core.ts";
import { trainStep } from "../train/train.ts";
import { RecordingPool } from "./recording-pool.ts";
import { recordedTraining } from "./step.ts";
import { momentsOf, peakOf } from "./timeline.ts";

const configs: fc.Arbitrary<GptConfig> = fc.record({ vocabularySize: fc.integer({ min: 1, max: 20 }), context: fc.integer({ min: 1, max: 8 }), layers: fc.integer({ min: 0, max: 2 }), heads: fc.integer({ min: 1, max: 3 }), k: fc.integer({ min: 1, max: 4 }), feedForward: fc.integer({ min: 1, max: 12 }), tied: fc.boolean(), bias: fc.boolean(), norm: fc.constantFrom("layer", "rms"), activation: fc.constantFrom("gelu", "relu", "geluTanh") })
  .map(({ k, ...sizes }) => ({ ...sizes, width: k * sizes.heads }));
const optimizers = [sgd(0.1), momentum(0.1, 0.9), adamW(0.1), adafactor(0.1), leafByLeaf(adamW(0.1))];
const backends = backendNames.map(backendOrReason).filter((each) => typeof each !== "string");

test.each(backends.map((backend) => [backend.name, backend] as const))("a step on shapes has the blocks of a step on %s, 0 bytes apart", (_, backend) => {
  fc.assert(fc.property(configs, fc.integer({ min: 1, max: 3 }), fc.constantFrom(...optimizers), fc.boolean(), (config, batch, optimizer, forwardScope) => {
    const of = (on: typeof backend) => recordedTraining(on, { config, batch, optimizer, forwardScope });
    expect(of(shapesOf(backend))).toEqual(of(backend));
  }), { numRuns: 40 });
});

test("the recorded peak is that of the trainer, counted by the pool", () => {
  fc.assert(fc.property(configs, fc.integer({ min: 1, max: 3 }), (config, batch) => {
    useBackend(cpu);
    const { peak } = measuredMemory(cpu, (pool: Pool) => {
      const parameters = mapLeaves(initGpt(config, randomFrom(1)), (leaf) => toBackend(leaf, pool));
      useBackend(pool);
      const tokens = () => zeros([batch, config.context], { backend: pool, dtype: "int32" });
      const examples = { ids: tokens(), targets: tokens() };
      const optimizer = adamW(0.1);
      const weights = { parameters, state: optimizer.init(parameters) };
      return () => pool.scope(() => trainStep(weights, (leaves) => gptLossOf(config)(leaves, examples), optimizer));
    });
    useBackend(cpu);
    expect(peakOf(recordedTraining(cpu, { config, batch, optimizer: adamW(0.1) })).bytes).toBe(peak);
  }), { numRuns: 20 });
});

test("moments add up, and the pool counts the same", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }), (lengths) => {
    const pool = new RecordingPool(cpu);
    pool.scope(() => lengths.forEach((length, i) => (i % 3 === 2 ? pool.scope(() => ones([length], { backend: pool })) && undefined : ones([length], { backend: pool }))));
    const moments = [...momentsOf(pool.blocks)];
    expect(Math.max(...moments.map(({ bytes }) => bytes))).toBe(pool.peakBytes);
    for (const { bytes, by } of moments) expect(Object.values(by).reduce((sum, each) => sum + each, 0)).toBe(bytes);
    expect(moments.at(-1)!.bytes).toBe(pool.liveBytes);
  }));
});

test("what is donated stays one block, and a label stays", () => {
  const pool = new RecordingPool(cpu);
  const x = ones([4], { backend: pool });
  pool.label("parameters", [x]);
  const y = multiplyInPlace(x, 2);
  pool.label("gradients", [y]);
  pool.release(y);
  expect(pool.blocks).toEqual([{ bytes: 16, content: "parameters", start: 0, end: 1 }]);
});

test("without a block there is no peak", () => {
  expect(() => peakOf([])).toThrow(new RangeError("memory: nothing was allocated"));
});

test.each([["sgd", () => sgd(0.1)], ["momentum", () => momentum(0.1, 0.9)], ["AdamW", () => adamW(0.1)]] as const)("%s leaf by leaf takes the same steps, bit for bit, and frees what it replaces", (_, make) => {
  const of = (pool: Pool, seed: number): Parameters => ({ a: normal(randomFrom(seed), [3, 2], { backend: pool }), b: [normal(randomFrom(seed + 1), [5], { backend: pool })] });
  const numbers = (tree: Parameters) => leavesOf(tree).map(([path, leaf]) => [path, ...leaf.dataSync()]);
  const run = (optimizer: ReturnType<typeof make>) => {
    const pool = new Pool(cpu);
    let weights = { parameters: of(pool, 1), state: optimizer.init(of(pool, 1)) };
    for (let step = 0; step < 3; step++) weights = pool.scope(() => optimizer.update(weights.parameters, of(pool, 7 + step), weights.state));
    return { ...weights, pool };
  };
  const [plain, byLeaf] = [run(make()), run(leafByLeaf(make()))];
  expect(numbers(byLeaf.parameters)).toEqual(numbers(plain.parameters));
  expect(numbers(byLeaf.state.memory)).toEqual(numbers(plain.state.memory));
  expect([byLeaf.state.name, byLeaf.state.step]).toEqual([plain.state.name, plain.state.step]);
  expect(byLeaf.pool.liveBytes).toBeLessThan(plain.pool.liveBytes);
});

test("a rule that reads several tensors is refused", () => {
  expect(() => leafByLeaf(adafactor(0.1))).toThrow(new RangeError("leafByLeaf: adafactor is none of sgd, momentum, adam, adamw, whose rules read one tensor at a time"));
});
//# sourceMappingURL=../.maps/memory/step.test.ts.map
