// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** The small experiments about learning and stopping, each a function of a seed. */
import { defaultInitStd, lossOf, initMlp, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { sgd } from "../optim/sgd.ts";
import { streamsFrom } from "../random/streams.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { data } from "../data/files.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { meanLoss } from "../train/evaluate.ts";
import { paddedSequences, type Examples } from "../data/examples.ts";
import { startFrom, trainUntil, type Evaluation, type Run, type Experiment } from "../train/training-loop.ts";
import { splitItems, type Parts } from "../data/parts.ts";
import { rounded } from "./recorded.ts";

/** The names in parts, the network before training, and how it is trained; all by one seed. */
export interface Names {
  readonly names: readonly string[];
  readonly parts: Parts<string>;
  readonly start: MlpParameters;
  readonly usual: Pick<Experiment<MlpParameters>, "lossOf" | "batch" | "seed" | "optimizer">;
  /** As much of the validation names as is needed to see what happens. */
  readonly glance: Examples;
  examplesOf(list: readonly string[]): Examples;
}

/** The list of names, made ready. */
export function namesFor(seed: number): Names {
  const names = data("names.txt").trimEnd().split("\n");
  const vocabulary = vocabularyOf(data("names.txt"));
  const examplesOf = (list: readonly string[]) => paddedSequences(list.map((name) => encode(vocabulary, `${name}\n`)), 3);
  const parts = splitItems(names, randomFrom(seed));
  const [weights] = streamsFrom(seed);
  const shape = { context: 3, vocabularySize: vocabulary.size, features: 10, width: 200 };
  const start = initMlp(shape, weights!, defaultInitStd(shape));
  return { names, parts, start, usual: { lossOf, batch: 32, seed, optimizer: sgd(0.1) }, glance: examplesOf(parts.validation.slice(0, 500)), examplesOf };
}

/** A training that has read its examples so many times. */
export interface TrainResult {
  readonly batch: number;
  readonly rate: number;
  readonly steps: number;
  readonly loss: number;
}

/** The loss on 500 names after reading each four times: in four steps that see all, at the best of three rates, and in steps of 32. */
export function exactAndNoisy({ parts, start, usual, glance, examplesOf }: Names): { readonly exact: TrainResult; readonly noisy: TrainResult } {
  const examples = examplesOf(parts.train.slice(0, 500));
  const read = (batch: number, rate: number): TrainResult => {
    const steps = Math.floor((4 * examples.count) / batch);
    const { parameters } = trainUntil({ ...usual, examples, validation: glance, evalInterval: Infinity, batch, optimizer: sgd(rate) }, startFrom(start), { steps });
    return { batch, rate, steps, loss: meanLoss(parameters, lossOf, examples) };
  };
  const exact = [0.5, 1, 2].map((rate) => read(examples.count, rate)).reduce((one, other) => (other.loss < one.loss ? other : one));
  return { exact, noisy: read(32, 0.1) };
}

/** The evaluation after a thousand steps: with the list cut as it stands, and shuffled before. Every fourth validation name is evaluated on. */
export function listedAndMixed({ names, parts, start, usual, examplesOf }: Names): { readonly listed: Evaluation; readonly mixed: Evaluation } {
  const at = (share: number) => Math.floor(share * names.length);
  const evaluationOn = (training: readonly string[], validation: readonly string[]) => {
    const trial = { ...usual, examples: examplesOf(training), validation: examplesOf(validation.filter((_, i) => i % 4 === 0)), evalInterval: 500 };
    return trainUntil(trial, startFrom(start), { steps: 1000 }).evaluations[1]!;
  };
  return { listed: evaluationOn(names.slice(0, at(0.8)), names.slice(at(0.8), at(0.9))), mixed: evaluationOn(parts.train, parts.validation) };
}

/** Training on 150 names. */
export function tooFew({ parts, usual, glance, examplesOf }: Names): Experiment<MlpParameters> {
  return { ...usual, examples: examplesOf(parts.train.slice(0, 150)), validation: glance, evalInterval: 100 };
}

/** The loss of parameters on names that nothing was chosen by. */
export function onTest({ parts, examplesOf }: Names, parameters: MlpParameters): number {
  return meanLoss(parameters, lossOf, examplesOf(parts.test.slice(0, 500)));
}

/** What came of all of it. */
export interface Stopped {
  readonly exact: TrainResult;
  readonly noisy: TrainResult;
  readonly listed: Evaluation;
  readonly mixed: Evaluation;
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
      end: rounded(end.evaluations.at(-1)!.validation),
      bestOnTest: rounded(onTest(names, end.best.parameters)),
      endOnTest: rounded(onTest(names, end.parameters)),
    },
  };
}
//# sourceMappingURL=../.maps/experiments/stopping.ts.map
