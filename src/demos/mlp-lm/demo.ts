// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** Trains a network on a text while one watches, and lets it write. */
import { basename } from "node:path";
import { sample } from "../../models/language-model.ts";
import { neuralModel } from "../../models/adapters.ts";
import { logitsOf, lossOf, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { streamsFrom } from "../../random/streams.ts";
import { applyTemperature } from "../../generate/sampling-filters.ts";
import { grouped } from "../../format/text.ts";
import { encode } from "../../tokenizers/vocabulary.ts";
import type { Configuration } from "../../train/checkpoint.ts";
import { trainLoop, evaluateRun, evaluationsSinceBest, type Run } from "../../train/training-loop.ts";
import { BadInput } from "../shell/bad-input.ts";
import { evaluated } from "./evaluate.ts";
import { setupFor, type Setup } from "./setup.ts";
import { checkNew, configurationOf, keep, keepSomewhere, keptIn, newRun, optionsOf, runOf, fallbackFolder, type Kept } from "./checkpoints.ts";
import { checkedOptions, givenIn, neuralHelp, type NeuralOptions } from "./options.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import type { Reporter } from "../shell/report.ts";

/** Runs it and returns its exit code. */
export const demonstrateNeural = demonstrationOf({ topic: "mlp-lm", givenIn, checkedOptions, help: neuralHelp, show });

/** A training and the file it is kept in from evaluation to evaluation, if one was named; else the folder in which it is kept when it ends. */
interface Session {
  readonly options: NeuralOptions;
  readonly setup: Setup;
  readonly configuration: Configuration;
  readonly file: string | null;
  readonly folder: string;
}

async function show(given: ReadonlyMap<string, string>, { resume, checkpoint }: NeuralOptions, around: Reported): Promise<0 | 130> {
  if (checkpoint !== null && checkpoint !== resume) checkNew(checkpoint);
  const kept = resume === null ? null : keptIn(resume);
  const options = checkedOptions(new Map([...(kept ? optionsOf(kept) : []), ...given]));
  const setup = setupFor(options);
  if (options.prompt !== null) checkPrompt(options.prompt, setup);
  const session = { options, setup, configuration: configurationOf(options, setup), file: checkpoint ?? resume, folder: fallbackFolder() };
  const start = startOf(session, kept, around.screen);
  const { run, steps, ms } = await trainRun(session, start, around);
  // NaN, which is null in JSON, where a training had come to its end before
  return conclude(session, run, { ...around, tokensPerSecond: (1000 * options.batch * steps) / ms });
}

function startOf({ options, setup, configuration, file, folder }: Session, kept: Kept | null, screen: Reporter): Run<MlpParameters> {
  const run = kept ? runOf(kept, setup, configuration) : newRun(setup);
  screen.print(`${describe(setup, options)}\n`);
  const { parts, vocabulary } = setup;
  screen.report({ event: "start", step: run.step, parameters: sizeOf(setup.start), vocabulary: vocabulary.tokens.length, train: parts.train.length, validation: parts.validation.length, test: parts.test.length });
  if (kept) screen.print(`goes on after step ${grouped(run.step)}\n`);
  // better to know now that the file cannot be written than after an hour
  if (file !== null) keep(file, run, configuration);
  else if (folder !== ".") screen.print(`no file can be written here; the training will be kept in ${folder}\n`);
  screen.print(`${"step".padStart(STEP)}     train  validation`);
  run.evaluations.forEach((evaluation) => announce(evaluation, screen));
  return run;
}

const STEP = 11;

function describe({ parts, vocabulary, shape, start, stride }: Setup, { file, batch, rate }: NeuralOptions): string {
  const { text, train, validation, test } = parts;
  return [
    `${file === null ? "Moby-Dick" : basename(file)}, ${grouped(text.length)} characters`,
    `  train       the first ${grouped(train.length)}, of ${grouped(vocabulary.tokens.length)} kinds`,
    `  validation  the next ${grouped(validation.length)}${stride === 1 ? "" : `; while it trains, one of ${stride}`}`,
    `  test        the last ${grouped(test.length)}, by which nothing is chosen`,
    `  network     reads ${shape.context}, as ${shape.features} numbers each; ${grouped(shape.width)} units; ${grouped(sizeOf(start))} parameters`,
    `  a step      ${grouped(batch)} examples, at a rate of ${rate}, in the second half ${rate / 10}`,
  ].join("\n");
}

type Evaluation = Run<MlpParameters>["evaluations"][number];

function announce({ step, training, validation }: Evaluation, screen: Reporter): void {
  screen.print(`${grouped(step).padStart(STEP)}  ${training.toFixed(4).padStart(8)}  ${validation.toFixed(4).padStart(10)}`);
  screen.report({ event: "evaluation", step, trainLoss: training, validationLoss: validation });
}

const isOver = ({ steps, patience }: NeuralOptions, run: Run<MlpParameters>) => run.step >= steps || evaluationsSinceBest(run) >= patience;

const PERIOD = 50;

/** A run, and how many ms so many of its steps took, those that were followed by an evaluation left out. */
interface Timed {
  readonly run: Run<MlpParameters>;
  readonly steps: number;
  readonly ms: number;
}

/** Trains until it is over or someone wants it to end. */
async function trainRun({ options, setup, configuration, file }: Session, start: Run<MlpParameters>, { screen, clock, pause, interrupted }: Reported): Promise<Timed> {
  const runs = trainLoop(setup.trial, start);
  const began = clock();
  let run = start;
  let [before, steps, ms] = [began, 0, 0];
  for (let due = began; !isOver(options, run) && !interrupted(); ) {
    const { evaluations } = run;
    run = runs.next().value;
    if (run.evaluations !== evaluations) {
      announce(run.evaluations.at(-1)!, screen);
      if (file !== null) keep(file, run, configuration);
    }
    const now = clock();
    if (run.evaluations === evaluations) [steps, ms] = [steps + 1, ms + now - before];
    before = now;
    if (now < due) continue;
    due = now + PERIOD;
    screen.progress(run.step / options.steps, liveLine(run, options, (now - began) / (run.step - start.step)));
    await pause();
  }
  return { run, steps, ms };
}

/** Where a run is, how fast, and how long it will take, if a step takes so many ms. */
function liveLine({ step, evaluations, recent }: Run<MlpParameters>, { steps, batch }: NeuralOptions, period: number): string {
  const evaluation = evaluations.at(-1);
  const loss = recent.count > 0 ? recent.sum / recent.count : (evaluation?.training ?? NaN);
  const validation = evaluation ? `, validation ${evaluation.validation.toFixed(3)}` : "";
  const speed = period > 0 ? `, ${grouped(Math.round((1000 * batch) / period))} characters/s` : "";
  return `${grouped(step)} of ${grouped(steps)}: ${loss.toFixed(3)}${validation}${speed}, ${timeOf((period * (steps - step)) / 1000)} left`;
}

function timeOf(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${Math.floor(seconds % 60)} s` : `${Math.ceil(seconds)} s`;
}

/** How fast it trained. */
interface Pace {
  readonly tokensPerSecond: number;
}

/** Keeps the run before anything else is done with it, then evaluates its best parameters and lets them write. */
async function conclude(session: Session, run: Run<MlpParameters>, around: Reported & Pace): Promise<0 | 130> {
  const { options } = session;
  const { screen, interrupted } = around;
  const file = keepSomewhere(session, run, { screen, topic: "mlp-lm" });
  const place: Place = { file, command: around.command };
  screen.report({ event: "kept", step: run.step, file });
  if (interrupted() && !isOver(options, run)) return stopped(run.step, place, screen);
  if (run.step < options.steps) screen.print(`\nstopped early: ${evaluationsSinceBest(run)} evaluations were no better than that after step ${grouped(run.best.step)} (--patience ${options.patience})`);
  const last = finished(session, run, { file, screen });
  screen.print(`\nthe training is kept in ${file}; to go on with it: ${around.command} --resume ${file}`);
  const { validation, test } = session.setup;
  const validationLoss = await evaluated(last.best.parameters, lossOf, validation, { ...around, label: "validation" });
  const testLoss = validationLoss === null ? null : await evaluated(last.best.parameters, lossOf, test, { ...around, label: "test" });
  if (validationLoss === null || testLoss === null) return stopped("during the evaluation", place, screen);
  finish(session, last, { ...around, file, validationLoss, testLoss });
  return 0;
}

/** What the best parameters are worth, in nats a character, and where they are. */
interface Outcome extends Pace {
  readonly file: string;
  readonly validationLoss: number;
  readonly testLoss: number;
}

function finish({ options, setup }: Session, run: Run<MlpParameters>, { screen, clock, release, began, tokensPerSecond, file, validationLoss, testLoss }: Reported & Outcome): void {
  // from here on a signal ends the process at once
  release();
  const { step, parameters } = run.best;
  const [bitsPerCharacter, perplexity] = [testLoss / Math.LN2, Math.exp(testLoss)];
  screen.print(`\nafter step ${grouped(step)}${step < run.step ? ", where it was best," : ""} a character costs ${validationLoss.toFixed(4)} nats on the validation part, ${testLoss.toFixed(4)} on the test part: ${bitsPerCharacter.toFixed(3)} bits; perplexity ${perplexity.toFixed(2)}`);
  const prompt = options.prompt ?? promptIn(setup, options);
  const sample = sampleOf(parameters, setup, { ...options, prompt });
  screen.print(`\nat temperature ${options.temperature} it continues ${JSON.stringify(prompt)}:\n\n${prompt}${sample}`);
  const trainLoss = run.evaluations.at(-1)?.training ?? NaN;
  screen.report({ event: "done", parameters: sizeOf(parameters), steps: run.step, bestStep: step, stoppedEarly: run.step < options.steps, trainLoss, validationLoss, testLoss, bitsPerCharacter, perplexity, tokensPerSecond, seconds: (clock() - began) / 1000, file, prompt, sample });
}

/** The run with its last step evaluated, wherever that falls. */
function finished({ setup, configuration }: Session, run: Run<MlpParameters>, { file, screen }: { readonly file: string; readonly screen: Reporter }): Run<MlpParameters> {
  if (run.recent.count === 0) return run;
  const last = evaluateRun(setup.trial, run);
  announce(last.evaluations.at(-1)!, screen);
  keep(file, last, configuration);
  return last;
}

/** Where a training is kept, and the command that goes on with it. */
interface Place {
  readonly file: string;
  readonly command: string;
}

/** Says that it was stopped, after a step or during something else, and how to go on. */
function stopped(when: number | string, { file, command }: Place, screen: Reporter): 130 {
  screen.print(`\nstopped ${typeof when === "number" ? `after step ${grouped(when)}` : when}; to go on:\n\n  ${command} --resume ${file}`);
  screen.report({ event: "stopped", when: typeof when === "number" ? `after step ${when}` : when, file });
  return 130;
}

/** Throws `BadInput` for a prompt with a character that the network has never seen. */
function checkPrompt(prompt: string, { vocabulary }: Setup): void {
  const unknown = [...prompt].find((character) => encode(vocabulary, character).includes(vocabulary.tokens.length));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
}

/** A line that everyone knows, or the beginning of another text. */
function promptIn({ parts }: Setup, { file }: NeuralOptions): string {
  return file === null ? "Call me Ishmael." : /\S[^\n]{0,39}/.exec(parts.text)?.[0] ?? "";
}

function sampleOf(parameters: MlpParameters, { vocabulary, shape }: Setup, { prompt, length, temperature, seed }: NeuralOptions & { readonly prompt: string }): string {
  const model = neuralModel((contexts) => logitsOf(parameters, contexts), vocabulary, shape.context);
  const [random] = streamsFrom(seed);
  return sample(model, random!, { prompt, length }, (p) => applyTemperature(p, temperature));
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/demo.ts.map
