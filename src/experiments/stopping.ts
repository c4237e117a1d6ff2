// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** The small experiments about learning and stopping, each a function of a seed. */
import { calm, lossOf, mlp, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { sgd } from "../optim/sgd.ts";
import { streamsFrom } from "../random/streams.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { data } from "../data/files.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { meanLoss } from "../train/evaluate.ts";
import { listsOf, type Examples } from "../data/examples.ts";
import { startFrom, trained, type Mark, type Run, type Experiment } from "../train/training-loop.ts";
import { splitItems, type Parts } from "../data/parts.ts";
import { rounded } from "./recorded.ts";

/** The names in parts, the network before training, and how it is trained; all by one seed. */
export interface Names {
  readonly names: readonly string[];
  readonly parts: Parts<string>;
  readonly start: MlpParameters;
  readonly usual: Pick<Experiment<MlpParameters>, "lossOf" | "batch" | "seed" | "optimizer">;
  /** As much of the held-out names as is needed to see what happens. */
  readonly glance: Examples;
  lettersOf(list: readonly string[]): Examples;
}

/** The list of names, made ready. */
export function namesFor(seed: number): Names {
  const names = data("names.txt").trimEnd().split("\n");
  const vocabulary = vocabularyOf(data("names.txt"));
  const lettersOf = (list: readonly string[]) => listsOf(list.map((name) => encode(vocabulary, `${name}\n`)), 3);
  const parts = splitItems(names, randomFrom(seed));
  const [weights] = streamsFrom(seed);
  const shape = { context: 3, faces: vocabulary.faces, features: 10, width: 200 };
  const start = mlp(shape, weights!, calm(shape));
  return { names, parts, start, usual: { lossOf, batch: 32, seed, optimizer: sgd(0.1) }, glance: lettersOf(parts.validation.slice(0, 500)), lettersOf };
}

/** A training that has read its examples so many times. */
export interface Reading {
  readonly batch: number;
  readonly rate: number;
  readonly steps: number;
  readonly loss: number;
}

/** The loss on 500 names after reading each four times: in four steps that see all, at the best of three rates, and in steps of 32. */
export function exactAndNoisy({ parts, start, usual, glance, lettersOf }: Names): { readonly exact: Reading; readonly noisy: Reading } {
  const examples = lettersOf(parts.train.slice(0, 500));
  const read = (batch: number, rate: number): Reading => {
    const steps = Math.floor((4 * examples.count) / batch);
    const { parameters } = trained({ ...usual, examples, validation: glance, every: Infinity, batch, optimizer: sgd(rate) }, startFrom(start), { steps });
    return { batch, rate, steps, loss: meanLoss(parameters, lossOf, examples) };
  };
  const exact = [0.5, 1, 2].map((rate) => read(examples.count, rate)).reduce((one, other) => (other.loss < one.loss ? other : one));
  return { exact, noisy: read(32, 0.1) };
}

/** The mark after a thousand steps: with the list cut as it stands, and shuffled before. Every fourth held-out name is marked on. */
export function listedAndMixed({ names, parts, start, usual, lettersOf }: Names): { readonly listed: Mark; readonly mixed: Mark } {
  const at = (share: number) => Math.floor(share * names.length);
  const mark = (training: readonly string[], validation: readonly string[]) => {
    const trial = { ...usual, examples: lettersOf(training), validation: lettersOf(validation.filter((_, i) => i % 4 === 0)), every: 500 };
    return trained(trial, startFrom(start), { steps: 1000 }).marks[1]!;
  };
  return { listed: mark(names.slice(0, at(0.8)), names.slice(at(0.8), at(0.9))), mixed: mark(parts.train, parts.validation) };
}

/** Training on 150 names. */
export function tooFew({ parts, usual, glance, lettersOf }: Names): Experiment<MlpParameters> {
  return { ...usual, examples: lettersOf(parts.train.slice(0, 150)), validation: glance, every: 100 };
}

/** The loss of parameters on names that nothing was chosen by. */
export function onTest({ parts, lettersOf }: Names, parameters: MlpParameters): number {
  return meanLoss(parameters, lossOf, lettersOf(parts.test.slice(0, 500)));
}

/** What came of all of it. */
export interface Stopped {
  readonly exact: Reading;
  readonly noisy: Reading;
  readonly listed: Mark;
  readonly mixed: Mark;
  readonly end: Run<MlpParameters>;
}

/** All of it, in numbers: what the record has. */
export function stoppingResult(names: Names, { exact, noisy, listed, mixed, end }: Stopped) {
  return {
    exact: rounded(exact.loss),
    noisy: rounded(noisy.loss),
    listed: [rounded(listed.training), rounded(listed.validation)],
    mixed: [rounded(mixed.training), rounded(mixed.validation)],
    few: {
      bestStep: end.best.step,
      best: rounded(end.best.validation),
      end: rounded(end.marks.at(-1)!.validation),
      bestOnTest: rounded(onTest(names, end.best.parameters)),
      endOnTest: rounded(onTest(names, end.parameters)),
    },
  };
}
//# sourceMappingURL=../.maps/experiments/stopping.ts.map
