// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leavesOf, type Parameters } from "../../nn/parameters.ts";
import { adam } from "../../optim/adam.ts";
import { normals } from "../../random/normal.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, mean, multiply, subtract, type Tensor } from "../../tensor-core.ts";
import { batchSampler } from "../../data/batch-sampler.ts";
import { train, type Source } from "../train.ts";
import { trainWithRollback, type GuardedStep } from "./rollback.ts";
import { judged, median, spikeScore } from "./spike-score.ts";

describe("the score of a spike", () => {
  test("by hand: the median of 1, 2, 3, 4, 5 is 3 and their MAD is 1", () => {
    expect(median([5, 1, 4, 2, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(spikeScore([5, 1, 4, 2, 3], 5)).toBeCloseTo(2 * 0.6744897501960817, 14);
  });

  const losses = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
  const loss = fc.integer({ min: -2000, max: 2000 });

  test("does not change when all losses are shifted or scaled", () => {
    fc.assert(fc.property(losses, loss, fc.integer({ min: -512, max: 512 }), fc.constantFrom(0.125, 2, 64), (recent, now, shift, scale) => {
      const moved = (x: number) => scale * x + shift;
      expect(spikeScore(recent.map(moved), moved(now))).toBe(spikeScore(recent, now));
    }));
  });

  test("is 0 for a constant, and infinite for what is no number or lies above one", () => {
    fc.assert(fc.property(loss, fc.integer({ min: 1, max: 50 }), (value, count) => {
      const recent = new Array<number>(count).fill(value);
      expect(spikeScore(recent, value)).toBe(0);
      expect(spikeScore(recent, value + 1)).toBe(Infinity);
    }));
    for (const each of [NaN, Infinity]) expect(spikeScore([1, 2, 3], each)).toBe(Infinity);
    expect(() => spikeScore([], 1)).toThrow(new RangeError("median: there is no value"));
  });

  test("is not moved far by spikes among fewer than half of the recent losses", () => {
    const draw = normals(randomFrom(3));
    const recent = Array.from({ length: 60 }, draw);
    const spoiled = recent.map((each, i) => (i % 3 === 0 ? 1000 : each));
    expect(spikeScore(recent, 10)).toBeGreaterThan(6);
    expect(spikeScore(spoiled, 10)).toBeGreaterThan(2);
  });

  test("gives no alarm at the threshold itself", () => {
    expect(judged([1, 1, 1], 1, { window: 3, threshold: 0 })).toEqual({ spike: false, recent: [1, 1, 1] });
  });

  test("gives an alarm at a spike that was put into noise, and does not remember it", () => {
    const draw = normals(randomFrom(5));
    let [recent, alarms]: [readonly number[], number[]] = [[], []];
    for (let t = 0; t < 400; t++) {
      const step = judged(recent, 2 + 0.1 * draw() + (t === 250 || t === 260 ? 1.5 : 0), { window: 50, threshold: 6 });
      if (step.spike) alarms.push(t);
      recent = step.recent;
    }
    expect(alarms).toEqual([250, 260]);
    expect(recent).toHaveLength(50);
  });
});

// the model is one number w, an example is a number x, and its loss is (w − x)² / 2; the example of step 151 is corrupted
type Model = { readonly w: Tensor };
const double = { dtype: "float64" } as const;
const start: Model = { w: asTensor(0.5, double) };
const examples = (bad: (i: number) => boolean, value: number): Source<Tensor> => ({ count: 300, batch: (indices) => asTensor(Array.from(indices, (i) => (bad(i) ? value : Math.sin(i))), double) });
const lossOf = ({ w }: Model, xs: Tensor) => {
  const apart = subtract(w, xs);
  return multiply(0.5, mean(multiply(apart, apart)));
};
const config = (bad: (i: number) => boolean, value = 1e4) => ({ examples: examples(bad, value), batch: 1, seed: 4, optimizer: adam(0.02) });
const corrupted = batchSampler({ count: 300, batch: 1, seed: 4 })(150)[0]!;
const guard = { every: 20, attempts: 3, detector: { window: 40, threshold: 8 } };
const bits = (tree: Parameters) => leavesOf(tree).map(([path, leaf]) => [path, ...leaf.dataSync()]);

function taken(steps: Iterator<GuardedStep<Model>>, count: number): readonly GuardedStep<Model>[] {
  return Array.from({ length: count }, () => steps.next().value as GuardedStep<Model>);
}

test("without a spike it is the same training", () => {
  const plain = train(start, lossOf, config(() => false));
  for (const { parameters, loss, spike } of taken(trainWithRollback(start, lossOf, config(() => false), guard), 290)) {
    const { value } = plain.next();
    expect(spike).toBe(false);
    expect([loss, parameters.w.item()]).toEqual([value.loss, value.parameters.w.item()]);
  }
});

/** The steps with one corrupted example, and the place of the spike among them. */
const spoiled = () => {
  const steps = taken(trainWithRollback(start, lossOf, config((i) => i === corrupted), guard), 290);
  return { steps, at: steps.findIndex(({ spike }) => spike) };
};

test("a rollback restores the parameters and the state of the optimizer bit for bit", () => {
  const { steps, at } = spoiled();
  expect(at).toBe(150);
  const good = steps[119]!;
  expect(good.step).toBe(120);
  expect(bits(steps[at]!.parameters)).toEqual(bits(good.parameters));
  expect(steps[at]!.state).toBe(good.state);
  // and so it goes on: from the checkpoint, with the batch after the spike
  const from = train(good.parameters, lossOf, config((i) => i === corrupted), { step: steps[at]!.step, state: good.state });
  for (const step of steps.slice(at + 1, at + 30)) {
    const { value } = from.next();
    expect(bits(step.parameters)).toEqual(bits(value.parameters));
    expect(bits(step.state.optimizer.memory)).toEqual(bits(value.state.optimizer.memory));
  }
});

test("two runs with a rollback are the same, and the corrupted batch leaves no trace", () => {
  const [one, other] = [spoiled(), spoiled()];
  expect(one.steps.map(({ loss, parameters }) => [loss, parameters.w.item()])).toEqual(other.steps.map(({ loss, parameters }) => [loss, parameters.w.item()]));
  expect(one.steps.filter(({ spike }) => spike)).toHaveLength(1);
  // another corruption of the same example: without rollback the courses part, with it they do not
  const worse = config((i) => i === corrupted, 1e6);
  const ends = (steps: readonly { readonly parameters: Model }[]) => steps.slice(151).map(({ parameters }) => parameters.w.item());
  expect(ends(taken(trainWithRollback(start, lossOf, worse, guard), 290))).toEqual(ends(one.steps));
  const alone = [config((i) => i === corrupted), worse].map((each) => {
    const run = train(start, lossOf, each);
    return ends(Array.from({ length: 290 }, () => run.next().value));
  });
  expect(alone[0]![20]).not.toBe(alone[1]![20]);
});

test("a spike before the first checkpoint goes back to the start, and to the first step of the optimizer", () => {
  const early = { ...guard, every: 1000 };
  const steps = taken(trainWithRollback(start, lossOf, config((i) => i === corrupted), early), 290);
  const at = steps.findIndex(({ spike }) => spike);
  expect(steps[at]!.parameters.w.item()).toBe(0.5);
  expect(steps[at]!.state.optimizer.step).toBe(0);
  expect(steps[at + 1]!.state.optimizer.step).toBe(1);
  expect(steps[at + 1]!.step).toBe(steps[at]!.step + 1);
});

test("spikes after one checkpoint are counted together, and anew once both checkpoints are later", () => {
  const spikesAt = (...places: readonly number[]) => {
    let read = 0;
    const source = { count: 300, batch: (indices: ArrayLike<number>) => asTensor(Array.from(indices, (i) => (places.includes(++read) ? NaN : Math.sin(i))), double) };
    return taken(trainWithRollback(start, lossOf, { ...config(() => false), examples: source }, { ...guard, attempts: 1 }), 100);
  };
  // checkpoints at steps 40 and 60
  const steps = spikesAt(30, 75);
  expect(steps.flatMap(({ spike, step, parameters }) => (spike ? [[step, parameters.w.item()]] : []))).toEqual([[30, 0.5], [75, steps[39]!.parameters.w.item()]]);
  expect(() => spikesAt(30, 45)).toThrow("trainWithRollback: 2 spikes after one checkpoint, the last at step 45");
});

test("it gives up when every batch from some step on has a spike", () => {
  let read = 0;
  const source = { count: 300, batch: (indices: ArrayLike<number>) => asTensor(Array.from(indices, (i) => (++read > 100 ? 1e4 * read : Math.sin(i))), double) };
  const steps = trainWithRollback(start, lossOf, { ...config(() => false), examples: source }, guard);
  expect(() => taken(steps, 290)).toThrow("trainWithRollback: 4 spikes after one checkpoint, the last at step 104; what is wrong is in the checkpoint or in the program, and not in the batches");
});
//# sourceMappingURL=../../.maps/train/health/rollback.test.ts.map
