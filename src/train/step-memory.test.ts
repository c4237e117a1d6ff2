// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { defaultInitStd, initMlp, lossOf, type MlpParameters, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { layerNorm } from "../ops/layer-norm.ts";
import { linear } from "../ops/linear.ts";
import { savedBytes } from "../ops/saved-bytes.ts";
import { tanh } from "../ops/tanh.ts";
import { sgd } from "../optim/sgd.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, cpu, mean, measuredMemory, multiply, multiplyInPlace, normal, ones, Pool, predictedMemory, subtractInPlace, toBackend, variable, zeros, type Beginning, type Tensor } from "../tensor-core.ts";
import type { Batch } from "../data/examples.ts";
import { train, trainStep } from "./train.ts";

const RATE = 0.1;

/** SGD that moves the parameters in the memory where they are. */
const inPlace: Optimizer = {
  ...sgd(RATE),
  update: (parameters, gradients, state) => ({ parameters: zipLeaves(parameters, gradients, (leaf, gradient) => subtractInPlace(leaf, multiplyInPlace(gradient, RATE))), state: { ...state, step: state.step + 1 } }),
};

/** A model on a backend, and what a batch costs under it. */
type Model = (pool: Pool) => { readonly parameters: Parameters; readonly lossOf: (parameters: Parameters) => Tensor };

/** Steps of training, each of which releases the parameters before it, if it has made new ones. */
function training(model: Model, optimizer: Optimizer, steps = 1): Beginning {
  return (pool) => {
    const { parameters, lossOf } = model(pool);
    let weights = { parameters, state: optimizer.init(parameters) };
    return () => {
      for (let i = 0; i < steps; i++) {
        const before = weights;
        weights = pool.scope(() => trainStep(before, lossOf, optimizer));
        if (optimizer !== inPlace) pool.release(before.parameters);
      }
    };
  };
}

const batchOf = ({ context, vocabularySize }: MlpShape, batch: number): Batch => {
  const random = randomFrom(7);
  const drawn = (length: number) => Int32Array.from({ length }, () => Math.floor(random.uniform() * vocabularySize));
  return { contexts: asTensor(drawn(batch * context), { shape: [batch, context] }), targets: asTensor(drawn(batch)) };
};

const network = (shape: MlpShape, batch: number): Model => (pool) => {
  const { contexts, targets } = batchOf(shape, batch);
  const read = { contexts: toBackend(contexts, pool), targets: toBackend(targets, pool) };
  return { parameters: mapLeaves(initMlp(shape, randomFrom(1), defaultInitStd(shape)), (leaf) => toBackend(leaf, pool)), lossOf: (parameters) => lossOf(parameters as MlpParameters, read) };
};

/** x ← x + tanh(layerNorm(x) W + b), three times. */
const chain = (n: number, d: number): Model => (pool) => {
  const on = { backend: pool };
  const random = randomFrom(2);
  const x = normal(random, [n, d], on);
  const block = () => ({ gain: ones([d], on), shift: zeros([d], on), weight: normal(random, [d, d], on), bias: zeros([d], on) });
  type Blocks = { readonly blocks: readonly ReturnType<typeof block>[] };
  const lossOf = (parameters: Parameters) => {
    const { blocks } = parameters as Blocks;
    const y = blocks.reduce<Tensor>((h, { gain, shift, weight, bias }) => pool.scope(() => tanh(linear(layerNorm(h, gain, shift), weight, bias))), x);
    return pool.scope(() => mean(multiply(y, y)));
  };
  return { parameters: { blocks: [block(), block(), block()] }, lossOf };
};

const names = { context: 3, vocabularySize: 27, features: 10, width: 200 };
const novel = { context: 8, vocabularySize: 82, features: 24, width: 256 };
const cases: readonly (readonly [string, Model])[] = [
  ["the network for names", network(names, 32)],
  ["the network for the novel", network(novel, 64)],
  ["three layers with layer norm", chain(40, 12)],
  ["three layers with layer norm, weights larger than rows", chain(5, 30)],
];

test.each(cases.flatMap(([name, model]) => ([["new memory", sgd(RATE)], ["place", inPlace]] as const).map(([where, optimizer]) => [name, where, model, optimizer] as const)))(
  "%s, updated in %s: the peak of a step is predicted to the byte, and after it as much is alive as before",
  (_, __, model, optimizer) => {
    for (const steps of [1, 3]) {
      const begin = training(model, optimizer, steps);
      const predicted = predictedMemory(cpu, begin);
      expect(measuredMemory(cpu, begin)).toEqual(predicted);
      expect(predicted.after).toBe(predicted.before);
      expect(predicted.peak).toBeGreaterThan(predicted.before);
    }
  },
);

test.each(cases)("%s: the peak is not less than what the graph saves, and updates in place do not raise it", (_, model) => {
  const [place, fresh] = [inPlace, sgd(RATE)].map((optimizer) => predictedMemory(cpu, training(model, optimizer)));
  expect(place!.peak).toBeLessThanOrEqual(fresh!.peak);
  const pool = new Pool(cpu);
  const { parameters, lossOf } = model(pool);
  const before = pool.liveBytes;
  pool.scope(() => {
    const loss = pool.scope(() => lossOf(mapLeaves(parameters, variable)));
    // what was there before a step is saved, too: weights, and indices
    expect(pool.liveBytes - before).toBeLessThanOrEqual(savedBytes(loss) + 4);
    expect(place!.peak).toBeGreaterThanOrEqual(pool.liveBytes);
  });
});

test("training in a pool gives the same numbers, and a step leaves nothing alive but the new parameters", () => {
  const read = batchOf(names, 64);
  const start = initMlp(names, randomFrom(1), defaultInitStd(names));
  const pool = new Pool(cpu);
  const inPool = (x: Tensor) => toBackend(x, pool);
  const examples = (of: (x: Tensor) => Tensor) => ({ count: 64, batch: () => ({ contexts: of(read.contexts), targets: of(read.targets) }) });
  const config = { batch: 64, seed: 3, optimizer: sgd(RATE) };
  const collected = train(start, lossOf, { ...config, examples: examples((x) => x) });
  const begun = mapLeaves(start, inPool);
  const pooled = train(begun, lossOf, { ...config, examples: examples(inPool) });
  const alive = pool.liveBytes;
  let parameters = begun;
  for (let i = 0; i < 3; i++) {
    const [one, other] = [collected.next().value, pooled.next().value];
    expect(other.loss).toBe(one.loss);
    zipLeaves(other.parameters, one.parameters, (x, y) => (expect(x.dataSync()).toEqual(y.dataSync()), x));
    expect(pool.liveBytes).toBe(2 * alive);
    pool.release(parameters);
    expect(pool.liveBytes).toBe(alive);
    parameters = other.parameters;
  }
});
//# sourceMappingURL=../.maps/train/step-memory.test.ts.map
