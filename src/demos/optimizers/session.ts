// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** One training that is watched, kept in a file from evaluation to evaluation, and evaluated when it ends; for any model. */
import { subsample } from "../../data/examples.ts";
import { grouped } from "../../format/text.ts";
import { sizeOf, type Parameters } from "../../nn/parameters.ts";
import { evaluateRun, trainLoop, type Evaluation, type Experiment, type Run } from "../../train/training-loop.ts";
import type { LossOf } from "../../train/train.ts";
import { checkNew, fallbackFolder, keep, keepSomewhere, type KeptWhere } from "../mlp-lm/checkpoints.ts";
import { evaluated } from "../mlp-lm/evaluate.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Reported } from "../shell/demonstration.ts";
import type { Report } from "../shell/report.ts";
import type { Corpus } from "./corpus.ts";
import { plotOf } from "./plot.ts";
import { optimizerFor, scheduleFor, type Training } from "./rules.ts";

/** How a training goes, and how often it is evaluated. */
export interface Course extends Training {
  readonly batch: number;
  readonly evalInterval: number;
  readonly seed: number;
}

/** While it trains, a network is evaluated on no more examples than these. */
const EVALUATED = 4000;
/** In ms, how often the live line is drawn. */
const PERIOD = 50;

/** Of how many validation examples one is used while it trains. */
export const strideOf = ({ validation }: Corpus): number => Math.ceil(validation.count / EVALUATED);

/** A training on a corpus. */
export function trialOf<P extends Parameters>(corpus: Corpus, lossOf: LossOf<P>, course: Course): Experiment<P> {
  const { batch, seed, evalInterval } = course;
  return { lossOf, examples: corpus.train, validation: subsample(corpus.validation, strideOf(corpus)), batch, seed, evalInterval, optimizer: optimizerFor(course) };
}

/** What a training is about, a line each: the model, the parts of the text, the optimizer. */
export function describe(corpus: Corpus, model: string, { optimizer, lr, schedule, warmup, clip, batch }: Omit<Course, "lr"> & { readonly lr: number | null }): string {
  const { title, context, train, validation, test } = corpus;
  const stride = strideOf(corpus);
  return [
    `${title}: a network that reads ${context} characters, ${model}`,
    `  train       ${grouped(train.count)} characters, ${grouped(batch)} in a step`,
    `  validation  ${grouped(validation.count)}${stride === 1 ? "" : `; while it trains, one of ${stride}`}`,
    `  test        ${grouped(test.count)}, by which nothing is chosen`,
    `  optimizer   ${optimizer}${lr === null ? "" : `, learning rate ${lr}`}, ${schedule}${warmup > 0 ? ` after a warm-up of ${grouped(warmup)} steps` : ""}${clip === null ? "" : `, gradients clipped to a norm of ${clip}`}`,
  ].join("\n");
}

/** The first event of a report. */
export const started = ({ vocabularySize, train, validation, test }: Corpus, step: number, parameters: Parameters): Report =>
  ({ event: "start", step, parameters: sizeOf(parameters), vocabulary: vocabularySize, train: train.count, validation: validation.count, test: test.count });

/** In nats; training has diverged where the loss is larger, or no number. */
const DIVERGED = 1e6;

/** Whether a run has not diverged. */
export const isSound = ({ recent, evaluations }: Run<Parameters>): boolean => {
  const last = evaluations.at(-1);
  const losses = [recent.count > 0 ? recent.sum / recent.count : 0, last?.training ?? 0, last?.validation ?? 0];
  return losses.every((loss) => loss <= DIVERGED);
};

/** To which step one trains, and who watches: `watch` is called after each step, `live` as often as the live line is drawn. */
export interface Watching<P> extends Reported {
  readonly steps: number;
  readonly watch: (run: Run<P>, evaluated: boolean) => void;
  readonly live: (run: Run<P>) => void;
}

/** Trains to the last step, or until someone wants it to end, or it has diverged; the last step is evaluated. */
export async function trained<P extends Parameters>(trial: Experiment<P>, start: Run<P>, { steps, clock, pause, interrupted, watch, live }: Watching<P>): Promise<Run<P>> {
  const runs = trainLoop(trial, start);
  let run = start;
  for (let due = clock(); run.step < steps && !interrupted(); ) {
    const { evaluations } = run;
    run = runs.next().value;
    if (run.step === steps && run.recent.count > 0) run = evaluateRun(trial, run);
    watch(run, run.evaluations !== evaluations);
    if (!isSound(run)) return run;
    const now = clock();
    if (now < due) continue;
    due = now + PERIOD;
    live(run);
    await pause();
  }
  return run;
}

/** A loss in four decimals; null where training diverged. */
export const lossText = (loss: number | null): string => (loss === null ? "diverged" : loss < 1000 ? loss.toFixed(4) : loss.toExponential(2));

/** What is trained, on what, and where it is kept. */
export interface Session<P extends Parameters> extends KeptWhere {
  /** The demonstration’s name: its complaints begin with it, and a file without a name is called so. */
  readonly topic: string;
  readonly corpus: Corpus;
  readonly course: Course;
  readonly trial: Experiment<P>;
  /** Called with a run that has been evaluated, the one before the first step and that of a checkpoint included; where it takes long it may let signals come. */
  readonly inspect: (run: Run<P>) => void | Promise<void>;
}

/** The place where a session is kept. Throws `BadInput` if a file that was named for it is there already. */
export function placeFor({ checkpoint, resume }: { readonly checkpoint: string | null; readonly resume: string | null }): Omit<KeptWhere, "configuration"> {
  if (checkpoint !== null && checkpoint !== resume) checkNew(checkpoint);
  return { file: checkpoint ?? resume, folder: fallbackFolder() };
}

/** Trains from the start of a session, or goes on; keeps, plots and evaluates what comes of it. */
export async function trainInSession<P extends Parameters>(session: Session<P>, start: Run<P>, around: Reported): Promise<0 | 1 | 130> {
  const { trial, course, file, configuration } = session;
  const { screen, clock } = around;
  const characters = course.batch * (session.corpus.targets ?? 1); // of a step
  // better to know now that the file cannot be written than after an hour
  if (file !== null) keep(file, start, configuration);
  await session.inspect(start);
  screen.print(`${"step".padStart(11)}     train  validation  learning rate`);
  const rate = scheduleFor(course);
  const announce = ({ step, training, validation }: Evaluation) => {
    const lr = rate(step - 1);
    screen.print(`${grouped(step).padStart(11)}  ${lossText(training).padStart(8)}  ${lossText(validation).padStart(10)}  ${lr.toPrecision(3).padStart(13)}`);
    screen.report({ event: "evaluation", step, trainLoss: training, validationLoss: validation, learningRate: lr });
  };
  start.evaluations.forEach(announce);
  let good = start;
  const began = clock();
  const run = await trained(trial, start, {
    ...around,
    steps: course.steps,
    watch: (now, isEvaluation) => {
      if (!isEvaluation || !isSound(now)) return;
      good = now;
      announce(now.evaluations.at(-1)!);
      if (file !== null) keep(file, now, configuration);
    },
    live: (now) => screen.progress(now.step / course.steps, liveLine(now, { ...course, batch: characters }, { start: start.step, ms: clock() - began })),
  });
  const tokensPerSecond = (1000 * characters * (run.step - start.step)) / (clock() - began);
  return conclude(session, isSound(run) ? run : { diverged: run.step, good }, { ...around, tokensPerSecond });
}

function liveLine({ step, recent, evaluations }: Run<Parameters>, { steps, batch }: Course, { start, ms }: { readonly start: number; readonly ms: number }): string {
  const last = evaluations.at(-1);
  const loss = recent.count > 0 ? recent.sum / recent.count : last?.training ?? NaN;
  const period = ms / (step - start);
  return `${grouped(step)} of ${grouped(steps)}: ${loss.toFixed(3)}${last ? `, validation ${last.validation.toFixed(3)}` : ""}, ${grouped(Math.round((1000 * batch) / period))} characters/s, ${Math.ceil((period * (steps - step)) / 1000)} s left`;
}

/** Keeps the run, then plots its evaluations and evaluates its best parameters on all examples. */
async function conclude<P extends Parameters>(session: Session<P>, ended: Run<P> | { readonly diverged: number; readonly good: Run<P> }, around: Reported & { readonly tokensPerSecond: number }): Promise<0 | 1 | 130> {
  const { screen, command, interrupted, clock, release } = around;
  const { topic, corpus, course, trial: { lossOf } } = session;
  const { targets = 1 } = corpus;
  const run = "diverged" in ended ? ended.good : ended;
  const file = keepSomewhere(session, run, { screen, topic });
  screen.report({ event: "kept", step: run.step, file });
  if ("diverged" in ended) {
    await session.inspect(run);
    screen.print(`\ndiverged: the loss is no number, or above a million nats, at step ${grouped(ended.diverged)}; the training after step ${grouped(run.step)} is kept in ${file}; a smaller --lr, a longer --warmup or --clip may help`);
    screen.report({ event: "diverged", step: ended.diverged, file });
    return 1;
  }
  const stopped = (when: string): 130 => {
    screen.print(`\nstopped ${when}; to go on:\n\n  ${command} --resume ${file}`);
    screen.report({ event: "stopped", when, file });
    return 130;
  };
  if (run.step < course.steps) return stopped(`after step ${grouped(run.step)}`);
  const points = run.evaluations.slice(-10).map(({ step, validation }) => ({ label: grouped(step), loss: validation }));
  if (points.length > 1) screen.print(`\nvalidation loss by step\n\n${plotOf(points, Infinity).join("\n")}`);
  await session.inspect(run);
  screen.print(`\nthe training is kept in ${file}; to go on with it: ${command} --resume ${file}`);
  const validationLoss = await evaluated(run.best.parameters, lossOf, corpus.validation, { ...around, targets, label: "validation" });
  const testLoss = validationLoss === null ? null : await evaluated(run.best.parameters, lossOf, corpus.test, { ...around, targets, label: "test" });
  if (validationLoss === null || testLoss === null || interrupted()) return stopped("during the evaluation");
  release();
  const [bitsPerCharacter, perplexity] = [testLoss / Math.LN2, Math.exp(testLoss)];
  screen.print(`\nafter step ${grouped(run.best.step)}${run.best.step < run.step ? ", where it was best," : ""} a character costs ${validationLoss.toFixed(4)} nats on the validation part, ${testLoss.toFixed(4)} on the test part: ${bitsPerCharacter.toFixed(3)} bits; perplexity ${perplexity.toFixed(2)}`);
  screen.report({ event: "done", parameters: sizeOf(run.parameters), optimizer: course.optimizer, learningRate: course.lr, steps: run.step, bestStep: run.best.step, trainLoss: run.evaluations.at(-1)!.training, validationLoss, testLoss, bitsPerCharacter, perplexity, tokensPerSecond: around.tokensPerSecond, seconds: (clock() - around.began) / 1000, file });
  return 0;
}
//# sourceMappingURL=../../.maps/demos/optimizers/session.ts.map
