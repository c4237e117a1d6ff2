// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** The training loop: trains, evaluates on a validation set, stops early. */
// Import what the training loop uses
import type { Parameters } from "../nn/parameters.ts";
import { meanLoss } from "./evaluate.ts";
import type { Batch } from "../data/examples.ts";
import { train, type LossOf, type Source, type StepResult, type TrainConfig, type TrainState } from "./train.ts";

/** How to train, and how to look at it. */
export interface Experiment<P, B = Batch> extends TrainConfig<B> {
  readonly lossOf: LossOf<P, B>;
  readonly validation: Source<B>;
  /** Steps from one evaluation to the next. */
  readonly evalInterval: number;
}
import { leavesOf } from "../nn/parameters.ts";
import { poolOf, type Tensor } from "../tensor-core.ts";

// Define the state of a run
/** The state of a training run: all that it needs to continue. */
export interface Run<P> {
  /** How many steps have been taken. */
  readonly step: number;
  readonly parameters: P;
  /** What the last step leaves to the next. */
  readonly state: TrainState | null;
  /** The parameters with the lowest validation loss. */
  readonly best: Best<P>;
  readonly evaluations: readonly Evaluation[];
  /** The losses of the steps since the last evaluation. */
  readonly recent: { readonly sum: number; readonly count: number };
}

/** A run that has not taken a step. */
export function startFrom<P>(parameters: P): Run<P> {
  const best = { step: 0, validation: Infinity, parameters };
  return { step: 0, parameters, state: null, best,
    evaluations: [], recent: { sum: 0, count: 0 } };
}

/** Parameters, and the validation loss at the step when they were evaluated. */
export interface Best<P> {
  readonly step: number;
  readonly validation: number;
  readonly parameters: P;
}

/** The losses after some steps: the mean over the batches since the evaluation before, each before its step, and that of all validation examples. */
export interface Evaluation {
  readonly step: number;
  readonly training: number;
  readonly validation: number;
}

const NONE = { sum: 0, count: 0 };

// Run the training loop
/**
 * Continues a run indefinitely, yielding it after each step. On a memory pool a run that was yielded is
 * released after the next step, but for its best parameters, and for all of it as long as no later one is evaluated.
 */
export function* trainLoop<P extends Parameters, B = Batch>(
  trial: Experiment<P, B>, start: Run<P>,
): Generator<Run<P>, never> {
  const results = train(start.parameters, trial.lossOf, trial, start);
  const release = releaserOf(start);
  let [run, evaluated] = [start, start];
  for (;;) {
    const { evaluations } = run;
    run = advanced(trial, run, results.next().value);
    if (run.evaluations !== evaluations) evaluated = run;
    release([run, evaluated]);
    yield run;
  }
}

// Evaluate after some steps
/** The run after a step, evaluated after each multiple of `evalInterval` steps. */
export function advanced<P, B>(trial: Experiment<P, B>, run: Run<P>, result: StepResult<P>): Run<P> {
  const next = counted(run, result);
  return next.step % trial.evalInterval === 0 ? evaluateRun(trial, next) : next;
}

function counted<P>(run: Run<P>, { step, parameters, state, loss }: StepResult<P>): Run<P> {
  const { sum, count } = run.recent;
  return { ...run, step, parameters, state, recent: { sum: sum + loss, count: count + 1 } };
}

// Release what no run needs
/** Releases the tensors of earlier runs that are in none of those that are given, and were not there at the start. */
function releaserOf<P extends Parameters>(start: Run<P>): (needed: readonly Run<P>[]) => void {
  const foreign = new Set(tensorsOf(start));
  let alive = new Set<Tensor>();
  return (needed) => {
    const kept = new Set(needed.flatMap(tensorsOf).filter((each) => !foreign.has(each)));
    for (const each of alive) if (!kept.has(each)) poolOf(each)?.release(each);
    alive = kept;
  };
}

function tensorsOf<P extends Parameters>({ parameters, best, state }: Run<P>): readonly Tensor[] {
  return [parameters, best.parameters, state?.optimizer.memory ?? {}].flatMap((tree) => leavesOf(tree).map(([, leaf]) => leaf));
}

// Evaluate a run
/** The run with one more evaluation: the mean training loss since the last one, and the validation loss. */
export function evaluateRun<P, B>(trial: Experiment<P, B>, run: Run<P>): Run<P> {
  const { step, parameters, recent } = run;
  const training = recent.sum / recent.count;
  // Evaluate on the validation set
  const validation =
    meanLoss(parameters, trial.lossOf, trial.validation, trial.batch);
  const evaluations = [...run.evaluations, { step, training, validation }];
  const isBest = validation < run.best.validation;
  const best = isBest ? { step, validation, parameters } : run.best;
  return { ...run, evaluations, best, recent: NONE };
}

// Stop early
/** Trains up to a step, or until `patience` evaluations have brought no improvement. */
export function trainUntil<P extends Parameters, B = Batch>(
  trial: Experiment<P, B>,
  start: Run<P>,
  { steps, patience = Infinity }: Limits,
): Run<P> {
  const runs = trainLoop(trial, start);
  let run = start;
  while (run.step < steps && evaluationsSinceBest(run) < patience) {
    run = runs.next().value;
  }
  return run;
}

/** The number of evaluations since the best one. */
export function evaluationsSinceBest<P>(
  { evaluations, best }: Run<P>,
): number {
  return evaluations.filter(({ step }) => step > best.step).length;
}

/** The step after which a training ends, and how many evaluations it waits for a better one. */
export interface Limits {
  readonly steps: number;
  readonly patience?: number;
}
//# sourceMappingURL=../.maps/train/training-loop.ts.map
