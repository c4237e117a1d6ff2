/** Helpers that make random variables, and take expectations of them in cells. */
import { RandomVariable, type Experiment } from "../math/random.ts";
import { Stream } from "../math/stream.ts";
import { mistrust } from "./attempt.ts";

/** A random variable with finitely many values: exact in every expectation. */
export function finite(values: readonly unknown[], probabilities: ArrayLike<number>): RandomVariable {
  return new RandomVariable(experimentOf("finite", values, probabilities), {});
}

/** 1 with probability p, else 0. */
export function bernoulli(p: number): RandomVariable {
  return new RandomVariable(experimentOf("bernoulli", [0, 1], [1 - p, p]), {});
}

/** Variables of one experiment, that depend on each other: `const [X, Y] = jointly([[0, 0], [0, 1], [1, 1]], [0.2, 0.3, 0.5])`. */
export function jointly(outcomes: readonly (readonly unknown[])[], probabilities: ArrayLike<number>): readonly RandomVariable[] {
  const experiment = experimentOf("jointly", outcomes, probabilities);
  return (outcomes[0] ?? []).map((_, index) => new RandomVariable(experiment, { read: (outcome) => (Array.isArray(outcome) ? outcome[index] : undefined) }));
}

/** A normal variable; sampled. */
export function gaussian(mean: number, deviation: number): RandomVariable {
  if (!(deviation > 0)) throw new RangeError(`gaussian: the standard deviation is ${deviation}, not positive`);
  // the method of Box and Muller (1958)
  const sample = (uniform: () => number) => mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const density = (x: number) => Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
  return new RandomVariable({ outcomes: null, sample }, { density });
}

/** A variable spread evenly from low to high; sampled. */
export function uniformOn(low: number, high: number): RandomVariable {
  if (!(low < high)) throw new RangeError(`uniformOn: from ${low} to ${high} is no range`);
  const density = (x: number) => (x >= low && x <= high ? 1 / (high - low) : 0);
  return new RandomVariable({ outcomes: null, sample: (uniform) => low + (high - low) * uniform() }, { density });
}

/** A variable of one's own: `sample` makes a value of numbers from [0, 1) that it is given one by one. */
export function sampled(sample: (uniform: () => number) => unknown): RandomVariable {
  return new RandomVariable({ outcomes: null, sample }, {});
}

const samples = 20_000;

/**
 * E[f(X, Y)] of variables: exact if their experiments are finite, else the mean of 20,000 samples, whose doubt the
 * comparison allows for. Different experiments are independent.
 */
export function expectation(f: (...values: never[]) => number, ...variables: readonly RandomVariable[]): number {
  const experiments = [...new Set(variables.map((variable) => variable.experiment))];
  const valueAt = (outcomes: ReadonlyMap<Experiment, unknown>) => Number(Reflect.apply(f, undefined, variables.map((each) => each.read(outcomes.get(each.experiment)))));
  if (experiments.every((experiment) => experiment.outcomes !== null)) {
    return casesOf(experiments).reduce((sum, { probability, outcomes }) => sum + probability * valueAt(outcomes), 0);
  }
  const stream = new Stream("expectation");
  const values = Array.from({ length: samples }, () => valueAt(new Map(experiments.map((each) => [each, each.sample(stream.uniform)]))));
  const mean = values.reduce((sum, value) => sum + value, 0) / samples;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  mistrust({ relative: 0, absolute: 5 * Math.sqrt(squares / (samples - 1) / samples) });
  return mean;
}

interface Case {
  readonly probability: number;
  readonly outcomes: ReadonlyMap<Experiment, unknown>;
}

function casesOf(experiments: readonly Experiment[]): readonly Case[] {
  let cases: readonly Case[] = [{ probability: 1, outcomes: new Map() }];
  for (const experiment of experiments) {
    const possible = (experiment.outcomes ?? []).filter((each) => each.probability > 0);
    cases = cases.flatMap((each) =>
      possible.map(({ probability, value }) => ({ probability: each.probability * probability, outcomes: new Map([...each.outcomes, [experiment, value]]) })),
    );
  }
  return cases;
}

function experimentOf(name: string, values: readonly unknown[], probabilities: ArrayLike<number>): Experiment {
  if (values.length !== probabilities.length) throw new RangeError(`${name}: there are ${values.length} values, but ${probabilities.length} probabilities`);
  const outcomes = values.map((value, k) => ({ value, probability: probabilities[k] ?? NaN }));
  const total = outcomes.reduce((sum, each) => sum + each.probability, 0);
  if (!(Math.abs(total - 1) < 1e-9) || outcomes.some((each) => each.probability < 0)) throw new RangeError(`${name}: the probabilities sum to ${total}, or one is negative`);
  return { outcomes, sample: (uniform) => sampleOf(outcomes, uniform()) };
}

function sampleOf(outcomes: readonly { readonly value: unknown; readonly probability: number }[], share: number): unknown {
  let left = share;
  return (outcomes.find((each) => (left -= each.probability) < 0) ?? outcomes.at(-1))?.value;
}
