// Tangled from book/04-neural-lm/10-exercises.md. Edit the book, then: npm run tangle
/** The demonstration of Chapter 4: trains a network on a text while one watches, and lets it write. */
import { basename } from "node:path";
import { reshaped, write } from "../../models/ngram/sampler.ts";
import { neural, writer } from "../../models/language-model.ts";
import { scoresOf, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { streamsFrom } from "../../random/streams.ts";
import { temper } from "../../generate/logit-processors.ts";
import { grouped } from "../../format/text.ts";
import { encode } from "../../tokenizers/vocabulary.ts";
import type { Configuration } from "../../train/checkpoint.ts";
import { follow, marked, marksSinceBest, type Run } from "../../train/training-loop.ts";
import { BadInput } from "../shell/bad-input.ts";
import { evaluated } from "./evaluate.ts";
import { groundFor, type Ground } from "./setup.ts";
import { checkNew, configurationOf, keep, keepSomewhere, keptIn, newRun, optionsOf, runOf, shelter, type Kept } from "./checkpoints.ts";
import { checkedOptions, givenIn, NEURAL_HELP, type NeuralOptions } from "./options.ts";
import type { Screen } from "../shell/console.ts";

/** What the demonstration runs on; the clock is in ms. */
export interface Surroundings {
  readonly screen: Screen;
  readonly clock: () => number;
  /** Lets signals come. */
  readonly pause: () => Promise<void>;
  /** Whether someone has asked it to end. */
  readonly interrupted: () => boolean;
  /** From here on whoever wants it to end may end it. */
  readonly release: () => void;
}

/** Runs it and returns its exit code: 0; 1 for a text or checkpoint it cannot use; 2 for a wrong command line; 130 if it was interrupted. */
export async function demonstrateNeural(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2 | 130> {
  const { screen } = around;
  const read = refusing(screen, "\nsee npm run stage -- 4 --help", () => {
    const given = givenIn(args);
    return given && { given, options: checkedOptions(given) };
  });
  if (read === undefined) return 2;
  if (read === null) {
    screen.print(NEURAL_HELP);
    return 0;
  }
  try {
    return await show(read.given, around);
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    screen.complain(`stage 4: ${mistake.message}`);
    return 1;
  }
}

function refusing<T>(screen: Screen, hint: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    screen.complain(`stage 4: ${mistake.message}${hint}`);
    return undefined;
  }
}

/** A training and the file it is kept in from mark to mark, if one was named; else the folder in which it is kept when it ends. */
interface Session {
  readonly options: NeuralOptions;
  readonly ground: Ground;
  readonly configuration: Configuration;
  readonly file: string | null;
  readonly folder: string;
}

async function show(given: ReadonlyMap<string, string>, around: Surroundings): Promise<0 | 130> {
  const { resume, checkpoint } = checkedOptions(given);
  if (checkpoint !== null && checkpoint !== resume) checkNew(checkpoint);
  const kept = resume === null ? null : keptIn(resume);
  const options = checkedOptions(new Map([...(kept ? optionsOf(kept) : []), ...given]));
  const ground = groundFor(options);
  if (options.prompt !== null) checkPrompt(options.prompt, ground);
  const session = { options, ground, configuration: configurationOf(options, ground), file: checkpoint ?? resume, folder: shelter() };
  const run = await trainedRun(session, startOf(session, kept, around.screen), around);
  return conclude(session, run, around);
}

function startOf({ options, ground, configuration, file, folder }: Session, kept: Kept | null, screen: Screen): Run<MlpParameters> {
  const run = kept ? runOf(kept, ground, configuration) : newRun(ground);
  screen.print(`${describe(ground, options)}\n`);
  if (kept) screen.print(`goes on after step ${grouped(run.step)}\n`);
  // better to know now that the file cannot be written than after an hour
  if (file !== null) keep(file, run, configuration);
  else if (folder !== ".") screen.print(`no file can be written here; the training will be kept in ${folder}\n`);
  screen.print(`${"step".padStart(STEP)}  training  held out`);
  run.marks.forEach((mark) => screen.print(lineOf(mark)));
  return run;
}

const STEP = 11;

function describe({ parts, vocabulary, shape, start, stride }: Ground, { file, batch, rate }: NeuralOptions): string {
  const { text, training, heldOut } = parts;
  return [
    `${file === null ? "Moby-Dick" : basename(file)}, ${grouped(text.length)} characters`,
    `  trained on  the first ${grouped(training.length)}, of ${grouped(vocabulary.letters.length)} kinds`,
    `  held out    the last ${grouped(heldOut.length)}${stride === 1 ? "" : `; a mark is made on one of ${stride}`}`,
    `  network     reads ${shape.context}, as ${shape.features} numbers each; ${grouped(shape.width)} units; ${grouped(sizeOf(start))} parameters`,
    `  a step      ${grouped(batch)} examples, at a rate of ${rate}, in the second half ${rate / 10}`,
  ].join("\n");
}

type Mark = Run<MlpParameters>["marks"][number];
const lineOf = ({ step, training, heldOut }: Mark) => `${grouped(step).padStart(STEP)}  ${training.toFixed(4).padStart(8)}  ${heldOut.toFixed(4).padStart(8)}`;
const isOver = ({ steps, patience }: NeuralOptions, run: Run<MlpParameters>) => run.step >= steps || marksSinceBest(run) >= patience;

const PERIOD = 50;

/** Trains until it is over or someone wants it to end. */
async function trainedRun({ options, ground, configuration, file }: Session, start: Run<MlpParameters>, { screen, clock, pause, interrupted }: Surroundings): Promise<Run<MlpParameters>> {
  const runs = follow(ground.trial, start);
  const began = clock();
  let run = start;
  for (let due = began; !isOver(options, run) && !interrupted(); ) {
    const { marks } = run;
    run = runs.next().value;
    if (run.marks !== marks) {
      screen.print(lineOf(run.marks.at(-1)!));
      if (file !== null) keep(file, run, configuration);
    }
    const now = clock();
    if (now < due) continue;
    due = now + PERIOD;
    screen.progress(run.step / options.steps, liveLine(run, options, (now - began) / (run.step - start.step)));
    await pause();
  }
  return run;
}

/** Where a run is, how fast, and how long it will take, if a step takes so many ms. */
function liveLine({ step, marks, recent }: Run<MlpParameters>, { steps, batch }: NeuralOptions, period: number): string {
  const mark = marks.at(-1);
  const loss = recent.count > 0 ? recent.sum / recent.count : (mark?.training ?? NaN);
  const heldOut = mark ? `, held out ${mark.heldOut.toFixed(3)}` : "";
  const speed = period > 0 ? `, ${grouped(Math.round((1000 * batch) / period))} characters/s` : "";
  return `${grouped(step)} of ${grouped(steps)}: ${loss.toFixed(3)}${heldOut}${speed}, ${timeOf((period * (steps - step)) / 1000)} left`;
}

function timeOf(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${Math.floor(seconds % 60)} s` : `${Math.ceil(seconds)} s`;
}

/** Keeps the run before anything else is done with it, then evaluates its best parameters and lets them write. */
async function conclude(session: Session, run: Run<MlpParameters>, around: Surroundings): Promise<0 | 130> {
  const { options, ground } = session;
  const { screen, interrupted, release } = around;
  const file = keepSomewhere(session, run, screen);
  if (interrupted() && !isOver(options, run)) return stopped(`after step ${grouped(run.step)}`, file, screen);
  if (run.step < options.steps) screen.print(`\nstopped early: ${marksSinceBest(run)} marks were no better than that after step ${grouped(run.best.step)} (--patience ${options.patience})`);
  const { best, step } = finished(session, run, { file, screen });
  screen.print(`\nthe training is kept in ${file}; to go on with it: npm run stage -- 4 --resume ${file}`);
  const nats = await evaluated(best.parameters, ground.heldOut, around);
  if (nats === null) return stopped("during the evaluation", file, screen);
  // from here on a signal ends the process at once
  release();
  screen.print(`\nafter step ${grouped(best.step)}${best.step < step ? ", where it was best," : ""} a held-out character costs ${nats.toFixed(4)} nats, ${(nats / Math.LN2).toFixed(3)} bits; perplexity ${Math.exp(nats).toFixed(2)}`);
  const prompt = options.prompt ?? promptIn(ground, options);
  screen.print(`\nat temperature ${options.temperature} it continues ${JSON.stringify(prompt)}:\n\n${prompt}${sampleOf(best.parameters, ground, { ...options, prompt })}`);
  return 0;
}

/** The run with its last step marked, wherever that falls. */
function finished({ ground, configuration }: Session, run: Run<MlpParameters>, { file, screen }: { readonly file: string; readonly screen: Screen }): Run<MlpParameters> {
  if (run.recent.count === 0) return run;
  const last = marked(ground.trial, run);
  screen.print(lineOf(last.marks.at(-1)!));
  keep(file, last, configuration);
  return last;
}

function stopped(when: string, file: string, screen: Screen): 130 {
  screen.print(`\nstopped ${when}; to go on:\n\n  npm run stage -- 4 --resume ${file}`);
  return 130;
}

/** Throws `BadInput` for a prompt with a character that the network has never seen. */
function checkPrompt(prompt: string, { vocabulary }: Ground): void {
  const unknown = [...prompt].find((character) => encode(vocabulary, character).includes(vocabulary.letters.length));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
}

/** A line that everyone knows, or the beginning of another text. */
function promptIn({ parts }: Ground, { file }: NeuralOptions): string {
  return file === null ? "Call me Ishmael." : /\S[^\n]{0,39}/.exec(parts.text)?.[0] ?? "";
}

function sampleOf(parameters: MlpParameters, { vocabulary, shape }: Ground, { prompt, length, temperature, seed }: NeuralOptions & { readonly prompt: string }): string {
  const model = neural((contexts) => scoresOf(parameters, contexts), vocabulary, shape.context);
  const [random] = streamsFrom(seed);
  return write(reshaped(writer(model), (p) => temper(p, temperature)), random!, { prompt, length });
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/demo.ts.map
