// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Training, marked on examples held out; it ends when they say so. */
// Import what following uses
import type { Parameters } from "../nn/parameters.ts";
import { meanLoss } from "./evaluate.ts";
import type { Batch } from "../data/examples.ts";
import { train, type LossOf, type Source, type StepResult, type TrainConfig, type TrainState } from "./train.ts";

/** How to train, and how to look at it. */
export interface Experiment<P, B = Batch> extends TrainConfig<B> {
  readonly lossOf: LossOf<P, B>;
  readonly validation: Source<B>;
  /** Steps from one mark to the next. */
  readonly every: number;
}

// Say what a run has to remember
/** How far a training has come: all that it needs to go on. */
export interface Run<P> {
  /** How many steps have been taken. */
  readonly step: number;
  readonly parameters: P;
  /** What the last step has left to the next. */
  readonly state: TrainState | null;
  /** Those with the least held-out loss at a mark. */
  readonly best: Best<P>;
  readonly marks: readonly Mark[];
  /** The losses of the steps since the last mark. */
  readonly recent: { readonly sum: number; readonly count: number };
}

/** Parameters, and the held-out loss at the step when they were marked. */
export interface Best<P> {
  readonly step: number;
  readonly validation: number;
  readonly parameters: P;
}

/** The losses after some steps: the mean over the batches since the mark before, each before its step, and that of all held-out examples. */
export interface Mark {
  readonly step: number;
  readonly training: number;
  readonly validation: number;
}

const NONE = { sum: 0, count: 0 };

/** A run that has not taken a step. */
export function startFrom<P>(parameters: P): Run<P> {
  return { step: 0, parameters, state: null, best: { step: 0, validation: Infinity, parameters }, marks: [], recent: NONE };
}

// Follow the training
/** Goes on from a run for ever, and yields it after each step. */
export function* follow<P extends Parameters, B = Batch>(trial: Experiment<P, B>, run: Run<P>): Generator<Run<P>, never> {
  const results = train(run.parameters, trial.lossOf, trial, run);
  for (;;) yield (run = advanced(trial, run, results.next().value));
}

/** The run after a step, marked where it is time. */
export function advanced<P, B>(trial: Experiment<P, B>, run: Run<P>, result: StepResult<P>): Run<P> {
  const next = counted(run, result);
  return next.step % trial.every === 0 ? marked(trial, next) : next;
}

function counted<P>(run: Run<P>, { step, parameters, state, loss }: StepResult<P>): Run<P> {
  const { sum, count } = run.recent;
  return { ...run, step, parameters, state, recent: { sum: sum + loss, count: count + 1 } };
}

// Mark a run
/** The same run, with its losses since the last mark made into one. */
export function marked<P, B>(trial: Experiment<P, B>, run: Run<P>): Run<P> {
  const { step, parameters, recent } = run;
  const training = recent.sum / recent.count;
  // Judge by what was held out
  const validation = meanLoss(parameters, trial.lossOf, trial.validation);
  const marks = [...run.marks, { step, training, validation }];
  const isBest = validation < run.best.validation;
  const best = isBest ? { step, validation, parameters } : run.best;
  return { ...run, marks, best, recent: NONE };
}

// Stop when nothing gets better
/** Trains until a step, or until so many marks were no better. */
export function trained<P extends Parameters, B = Batch>(
  trial: Experiment<P, B>,
  start: Run<P>,
  { steps, patience = Infinity }: Limits,
): Run<P> {
  const runs = follow(trial, start);
  let run = start;
  while (run.step < steps && marksSinceBest(run) < patience) {
    run = runs.next().value;
  }
  return run;
}

/** The step after which a training ends, and how many marks it waits for a better one. */
export interface Limits {
  readonly steps: number;
  readonly patience?: number;
}

/** How many marks have come since the best one. */
export function marksSinceBest<P>({ marks, best }: Run<P>): number {
  return marks.length - 1 - marks.findLastIndex(({ step }) => step <= best.step);
}
//# sourceMappingURL=../.maps/train/training-loop.ts.map
