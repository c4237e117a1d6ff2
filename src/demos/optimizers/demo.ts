// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** Trains a network with an optimizer while one watches, or sweeps its learning rates. */
import { grouped } from "../../format/text.ts";
import { lossOf, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { subsample } from "../../data/examples.ts";
import { evaluateRun, startFrom, trainLoop, type Experiment, type Run } from "../../train/training-loop.ts";
import type { Configuration } from "../../train/checkpoint.ts";
import { checkNew, fallbackFolder, keep, keepSomewhere, keptIn, optionsOf } from "../mlp-lm/checkpoints.ts";
import type { Surroundings } from "../mlp-lm/demo.ts";
import { evaluated } from "../mlp-lm/evaluate.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Screen } from "../shell/console.ts";
import { reporterOn, type Reporter } from "../shell/report.ts";
import { configurationOf, runOf } from "./checkpoints.ts";
import { checkedOptions, givenIn, optimizersHelp, type OptimizersOptions } from "./options.ts";
import { plotOf } from "./plot.ts";
import { optimizerFor, scheduleFor } from "./rules.ts";
import { setupFor, type Setup } from "./setup.ts";

/** Runs it and returns its exit code: 0; 1 for a text or checkpoint it cannot use, or a training that diverges; 2 for a wrong command line; 130 if it was interrupted. */
export async function demonstrateOptimizers(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2 | 130> {
  const { screen } = around;
  let given: ReadonlyMap<string, string> | null;
  let options: OptimizersOptions | null;
  try {
    given = givenIn(args);
    options = given && checkedOptions(given);
  } catch (mistake) {
    return refused(screen, mistake, `\nsee ${around.command} --help`) && 2;
  }
  if (given === null || options === null) {
    screen.print(optimizersHelp(around.command));
    return 0;
  }
  const reported = { ...around, screen: reporterOn(screen, options.format), began: around.clock() };
  try {
    return await (options.sweep ? sweep(options, reported) : single(given, options, reported));
  } catch (mistake) {
    return refused(screen, mistake, "") && 1;
  }
}

/** Complains of a mistake of the person at the keyboard; throws any other. */
function refused(screen: Screen, mistake: unknown, hint: string): true {
  if (!(mistake instanceof BadInput)) throw mistake;
  screen.complain(`optimizers: ${mistake.message}${hint}`);
  return true;
}

interface Reported extends Surroundings {
  readonly screen: Reporter;
  /** When the program began, in ms. */
  readonly began: number;
}

/** While it trains, the network is evaluated on no more examples than these. */
const EVALUATED = 4000;
/** In ms, how often the live line is drawn. */
const PERIOD = 50;

const strideOf = ({ validation }: Setup) => Math.ceil(validation.count / EVALUATED);

function trialOf(setup: Setup, options: OptimizersOptions): Experiment<MlpParameters> {
  return { lossOf, examples: setup.train, validation: subsample(setup.validation, strideOf(setup)), batch: options.batch, seed: options.seed, evalInterval: options.evalInterval, optimizer: optimizerFor(options) };
}

function describe(setup: Setup, { optimizer, lr, schedule, warmup, clip, batch, sweep }: OptimizersOptions): string {
  const { title, context, train, validation, test, start } = setup;
  const stride = strideOf(setup);
  return [
    `${title}: a network that reads ${context} characters, with ${grouped(sizeOf(start))} parameters`,
    `  train       ${grouped(train.count)} characters, ${grouped(batch)} in a step`,
    `  validation  ${grouped(validation.count)}${stride === 1 ? "" : `; while it trains, one of ${stride}`}`,
    `  test        ${grouped(test.count)}, by which nothing is chosen`,
    `  optimizer   ${optimizer}${sweep ? "" : `, learning rate ${lr}`}, ${schedule}${warmup > 0 ? ` after a warm-up of ${grouped(warmup)} steps` : ""}${clip === null ? "" : `, gradients clipped to a norm of ${clip}`}`,
  ].join("\n");
}

/** In nats; training has diverged where the loss is larger, or no number. */
const DIVERGED = 1e6;

/** Whether a run has not diverged. */
const isSound = ({ recent, evaluations }: Run<MlpParameters>) => {
  const last = evaluations.at(-1);
  const losses = [recent.count > 0 ? recent.sum / recent.count : 0, last?.training ?? 0, last?.validation ?? 0];
  return losses.every((loss) => loss <= DIVERGED);
};

/** Called after each step. */
type Watch = (run: Run<MlpParameters>, evaluated: boolean) => void;

/** Trains to the last step, or until someone wants it to end, or it has diverged; the last step is evaluated. */
async function trained(trial: Experiment<MlpParameters>, start: Run<MlpParameters>, { steps, clock, pause, interrupted, watch, live }: Reported & { readonly steps: number; readonly watch: Watch; readonly live: (run: Run<MlpParameters>) => void }): Promise<Run<MlpParameters>> {
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

const lossText = (loss: number | null) => (loss === null ? "diverged" : loss < 1000 ? loss.toFixed(4) : loss.toExponential(2));

/** One training, from the start or from a checkpoint. */
async function single(typed: ReadonlyMap<string, string>, first: OptimizersOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen, clock } = around;
  const { resume, checkpoint } = first;
  if (checkpoint !== null && checkpoint !== resume) checkNew(checkpoint);
  const kept = resume === null ? null : keptIn(resume);
  const before = kept ? optionsOf(kept).filter(([name]) => !((name === "text" && typed.has("data")) || (name === "data" && typed.has("text")))) : [];
  const options = checkedOptions(new Map([...before, ...typed]));
  const setup = setupFor(options);
  const trial = trialOf(setup, options);
  const configuration = configurationOf(options, setup);
  const start = kept ? runOf(kept, setup, { configuration, optimizer: trial.optimizer }) : startFrom(setup.start);
  screen.print(`${describe(setup, options)}\n`);
  screen.report({ event: "start", step: start.step, parameters: sizeOf(setup.start), vocabulary: setup.vocabularySize, train: setup.train.count, validation: setup.validation.count, test: setup.test.count });
  if (kept) screen.print(`goes on after step ${grouped(start.step)}\n`);
  const session = { file: checkpoint ?? resume, folder: fallbackFolder(), configuration };
  // better to know now that the file cannot be written than after an hour
  if (session.file !== null) keep(session.file, start, configuration);
  screen.print(`${"step".padStart(11)}     train  validation  learning rate`);
  const rate = scheduleFor(options);
  const announce = ({ step, training, validation }: Run<MlpParameters>["evaluations"][number]) => {
    const lr = rate(step - 1);
    screen.print(`${grouped(step).padStart(11)}  ${lossText(training).padStart(8)}  ${lossText(validation).padStart(10)}  ${lr.toPrecision(3).padStart(13)}`);
    screen.report({ event: "evaluation", step, trainLoss: training, validationLoss: validation, learningRate: lr });
  };
  start.evaluations.forEach(announce);
  let good = start;
  const began = clock();
  const run = await trained(trial, start, {
    ...around,
    steps: options.steps,
    watch: (now, isEvaluation) => {
      if (!isEvaluation || !isSound(now)) return;
      good = now;
      announce(now.evaluations.at(-1)!);
      if (session.file !== null) keep(session.file, now, configuration);
    },
    live: (now) => screen.progress(now.step / options.steps, liveLine(now, options, { start: start.step, ms: clock() - began })),
  });
  const tokensPerSecond = (1000 * options.batch * (run.step - start.step)) / (clock() - began);
  return conclude({ options, setup, ...session }, isSound(run) ? run : { diverged: run.step, good }, { ...around, tokensPerSecond });
}

function liveLine({ step, recent, evaluations }: Run<MlpParameters>, { steps, batch }: OptimizersOptions, { start, ms }: { readonly start: number; readonly ms: number }): string {
  const last = evaluations.at(-1);
  const loss = recent.count > 0 ? recent.sum / recent.count : last?.training ?? NaN;
  const period = ms / (step - start);
  return `${grouped(step)} of ${grouped(steps)}: ${loss.toFixed(3)}${last ? `, validation ${last.validation.toFixed(3)}` : ""}, ${grouped(Math.round((1000 * batch) / period))} characters/s, ${Math.ceil((period * (steps - step)) / 1000)} s left`;
}

interface Session {
  readonly options: OptimizersOptions;
  readonly setup: Setup;
  readonly file: string | null;
  readonly folder: string;
  readonly configuration: Configuration;
}

/** Keeps the run, then plots its evaluations and evaluates its best parameters on all examples. */
async function conclude(session: Session, ended: Run<MlpParameters> | { readonly diverged: number; readonly good: Run<MlpParameters> }, around: Reported & { readonly tokensPerSecond: number }): Promise<0 | 1 | 130> {
  const { screen, command, interrupted, clock, release } = around;
  const { options, setup } = session;
  const run = "diverged" in ended ? ended.good : ended;
  const file = keepSomewhere(session, run, { ...screen, complain: (line) => screen.complain(line.replace(/^mlp-lm: /, "optimizers: ")) });
  screen.report({ event: "kept", step: run.step, file });
  if ("diverged" in ended) {
    screen.print(`\ndiverged: the loss is no number, or above a million nats, at step ${grouped(ended.diverged)}; the training after step ${grouped(run.step)} is kept in ${file}; a smaller --lr, a longer --warmup or --clip may help`);
    screen.report({ event: "diverged", step: ended.diverged, file });
    return 1;
  }
  const stopped = (when: string): 130 => {
    screen.print(`\nstopped ${when}; to go on:\n\n  ${command} --resume ${file}`);
    screen.report({ event: "stopped", when, file });
    return 130;
  };
  if (run.step < options.steps) return stopped(`after step ${grouped(run.step)}`);
  const points = run.evaluations.slice(-10).map(({ step, validation }) => ({ label: grouped(step), loss: validation }));
  if (points.length > 1) screen.print(`\nvalidation loss by step\n\n${plotOf(points, Infinity).join("\n")}`);
  screen.print(`\nthe training is kept in ${file}; to go on with it: ${command} --resume ${file}`);
  const validationLoss = await evaluated(run.best.parameters, setup.validation, { ...around, label: "validation" });
  const testLoss = validationLoss === null ? null : await evaluated(run.best.parameters, setup.test, { ...around, label: "test" });
  if (validationLoss === null || testLoss === null || interrupted()) return stopped("during the evaluation");
  release();
  const [bitsPerCharacter, perplexity] = [testLoss / Math.LN2, Math.exp(testLoss)];
  screen.print(`\nafter step ${grouped(run.best.step)}${run.best.step < run.step ? ", where it was best," : ""} a character costs ${validationLoss.toFixed(4)} nats on the validation part, ${testLoss.toFixed(4)} on the test part: ${bitsPerCharacter.toFixed(3)} bits; perplexity ${perplexity.toFixed(2)}`);
  screen.report({ event: "done", parameters: sizeOf(run.parameters), optimizer: options.optimizer, learningRate: options.lr, steps: run.step, bestStep: run.best.step, trainLoss: run.evaluations.at(-1)!.training, validationLoss, testLoss, bitsPerCharacter, perplexity, tokensPerSecond: around.tokensPerSecond, seconds: (clock() - around.began) / 1000, file });
  return 0;
}

/** The learning rates of a sweep, as multiples of `--lr`: half a power of ten from one to the next. */
const FACTORS = [-3, -2, -1, 0, 1, 2, 3].map((half) => 10 ** (half / 2));

/** A rate of a sweep, and the losses at its end; null where training diverged. */
interface Swept {
  readonly rate: number;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
  readonly parameters: MlpParameters;
}

/** Trains at each rate from one start, and marks the one with the least validation loss. */
async function sweep(options: OptimizersOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen, clock, release, interrupted } = around;
  const setup = setupFor(options);
  screen.print(`${describe(setup, options)}\n\n${"learning rate".padStart(15)}     train  validation, after ${grouped(options.steps)} steps`);
  screen.report({ event: "start", step: 0, parameters: sizeOf(setup.start), vocabulary: setup.vocabularySize, train: setup.train.count, validation: setup.validation.count, test: setup.test.count });
  const swept: Swept[] = [];
  for (const [i, factor] of FACTORS.entries()) {
    const rate = Number((options.lr * factor).toPrecision(2));
    const trial = { ...trialOf(setup, { ...options, lr: rate }), evalInterval: options.steps };
    const done = (step: number) => (i + step / options.steps) / FACTORS.length;
    const run = await trained(trial, startFrom(setup.start), { ...around, steps: options.steps, watch: () => {}, live: ({ step }) => screen.progress(done(step), `rate ${rate}: step ${grouped(step)} of ${grouped(options.steps)}`) });
    const last = isSound(run) ? run.evaluations.at(-1) : undefined;
    if (last === undefined && isSound(run)) break;
    const [trainLoss, validationLoss] = last ? [last.training, last.validation] : [null, null];
    screen.print(`${String(rate).padStart(15)}  ${lossText(trainLoss).padStart(8)}  ${lossText(validationLoss).padStart(10)}`);
    screen.report({ event: "rate", learningRate: rate, trainLoss, validationLoss });
    swept.push({ rate, trainLoss, validationLoss, parameters: run.parameters });
  }
  const best = bestOf(swept);
  if (swept.length < FACTORS.length || best === null) return endOfSweep(swept, around);
  const plot = plotOf(swept.map(({ rate, validationLoss }) => ({ label: String(rate), loss: validationLoss })), Math.log(setup.vocabularySize));
  screen.print(plot.length > 0 ? `\nvalidation loss by learning rate; ↑ is above that of the uniform model\n\n${plot.join("\n")}` : "\nno rate is better than the uniform model");
  const testLoss = await evaluated(best.parameters, setup.test, { ...around, label: "test" });
  if (testLoss === null || interrupted()) return endOfSweep(swept, around);
  release();
  const [bitsPerCharacter, perplexity] = [testLoss / Math.LN2, Math.exp(testLoss)];
  screen.print(`\nbest at a learning rate of ${best.rate}: ${lossText(best.validationLoss)} nats a character on the validation part, ${testLoss.toFixed(4)} on the test part: ${bitsPerCharacter.toFixed(3)} bits; perplexity ${perplexity.toFixed(2)}`);
  screen.report({ event: "done", parameters: sizeOf(setup.start), optimizer: options.optimizer, learningRate: best.rate, steps: options.steps, trainLoss: best.trainLoss, validationLoss: best.validationLoss, testLoss, bitsPerCharacter, perplexity, seconds: (clock() - around.began) / 1000 });
  return 0;
}

function bestOf(swept: readonly Swept[]): Swept | null {
  const finite = swept.filter(({ validationLoss }) => validationLoss !== null);
  return finite.length === 0 ? null : finite.reduce((one, other) => (other.validationLoss! < one.validationLoss! ? other : one));
}

/** A sweep that someone has stopped, or all of whose rates diverged. */
function endOfSweep(swept: readonly Swept[], { screen, interrupted }: Reported): 1 | 130 {
  if (interrupted()) {
    screen.print(`\nstopped after ${swept.length} of ${FACTORS.length} learning rates`);
    screen.report({ event: "stopped", when: `after ${swept.length} of ${FACTORS.length} learning rates` });
    return 130;
  }
  screen.print("\nall learning rates diverge; a smaller --lr may help");
  screen.report({ event: "diverged", step: null });
  return 1;
}
//# sourceMappingURL=../../.maps/demos/optimizers/demo.ts.map
