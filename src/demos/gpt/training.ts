// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** One training of a GPT that is watched, kept in a file from evaluation to evaluation, and evaluated when it ends. */
// Import what a training of the GPT is made of
import { subsample, type Batch } from "../../data/examples.ts";
import { grouped } from "../../format/text.ts";
import { applyTemperature } from "../../generate/sampling-filters.ts";
import { gptLossOf, gptModel, initGpt, type GptConfig, type GptParameters } from "../../models/gpt/gpt.ts";
import { trainingFlops, utilisation } from "../../models/gpt/training-flops.ts";
import { sample } from "../../models/language-model.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { accumulating } from "../../optim/accumulating.ts";
import { streamsFrom } from "../../random/streams.ts";
import { poolOf } from "../../tensor-core.ts";
import { encode } from "../../tokenizers/vocabulary.ts";
import type { Configuration } from "../../train/checkpoint.ts";
import { gptOptimizer, rateOf } from "../../train/gpt-recipe.ts";
import { startFrom, type Experiment, type Run } from "../../train/training-loop.ts";
import { keep, keepSomewhere, keptIn, optionsOf, type Kept, type KeptWhere } from "../mlp-lm/checkpoints.ts";
import { evaluated } from "../mlp-lm/evaluate.ts";
import { runOf, typedOptions } from "../optimizers/checkpoints.ts";
import { plotOf } from "../optimizers/plot.ts";
import { isSound, lossText, placeFor, trained } from "../optimizers/session.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Reported } from "../shell/demonstration.ts";
import { placeOf } from "../shell/files.ts";
import { corpusFor, type GptCorpus } from "./corpus.ts";
import { checkMemory } from "./memory.ts";
import { checkedOptions, type TrainingOptions } from "./options.ts";
import { peakHere, speedText } from "./timing.ts";
import { sampleIds } from "../../models/language-model.ts";
import { decode, type Tokenizer } from "../../tokenizers/tokenizer.ts";

/** The demonstration’s name: its complaints begin with it, and a file without a name is called so. */
export const topic = "gpt";
const HASH = "text’s SHA-256";
/** Windows that are evaluated while it trains, at most. */
const EVALUATED = 128;
/** Characters of a sample while it trains. */
const GLIMPSE = 60;
/** Characters of a sample that are written before signals may come. */
const AT_ONCE = 20;

/** All that a training is made of. */
interface Session extends KeptWhere {
  readonly options: TrainingOptions;
  readonly corpus: GptCorpus;
  readonly config: GptConfig;
  readonly trial: Experiment<GptParameters>;
  readonly prompt: string;
}

/** Trains from the start, or goes on; keeps, plots and evaluates what comes of it. */
export async function trainGpt(typed: ReadonlyMap<string, string>, first: TrainingOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen } = around;
  const place = placeFor(first);
  const kept = first.resume === null ? null : keptIn(first.resume);
  const options = kept ? resumedOptions(kept, typed) : first;
  const { recipe, accumulate, every, seed } = options;
  const context = options.configOf(1).context;
  const corpus = corpusFor(options, context);
  const config = options.configOf(corpus.vocabulary.size);
  checkMemory(config, recipe.batch, context);
  const prompt = promptFor(options, corpus);
  const [random] = streamsFrom(seed);
  const parameters = initGpt(config, random!);
  const loss = gptLossOf(config);
  const trial: Experiment<GptParameters> = {
    lossOf: (weights, { contexts, targets }: Batch, draws) => loss(weights, { ids: contexts, targets }, draws),
    examples: corpus.train, validation: subsample(corpus.validation, strideOf(corpus)), batch: recipe.batch, seed,
    evalInterval: every * accumulate, optimizer: accumulating(gptOptimizer(recipe), accumulate),
  };
  const configuration = configurationOf(options, config, corpus);
  const start = kept ? runOf(kept, parameters, { configuration, optimizer: trial.optimizer }) : startFrom(parameters);
  screen.print(`${described(corpus, options, config, sizeOf(parameters))}\n`);
  screen.report({ event: "start", step: start.step / accumulate, parameters: sizeOf(parameters), vocabulary: config.vocabularySize, train: corpus.train.count, validation: corpus.validation.count });
  if (kept) screen.print(`goes on after step ${grouped(start.step / accumulate)}\n`);
  return trainedInSession({ ...place, configuration, options, corpus, config, trial, prompt }, start, around);
}

/** The options of a training that goes on. Throws `BadInput` that names its file where they are not those of a training of this demonstration. */
function resumedOptions(kept: Kept, typed: ReadonlyMap<string, string>): TrainingOptions {
  try {
    const options = checkedOptions(typedOptions(optionsOf(kept), typed));
    if (options.kind === "training") return options;
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    throw new BadInput(`cannot go on with ${kept.file}: ${mistake.message}`);
  }
  throw new BadInput("--resume goes on with a training, and --preset gpt2 is none");
}

/** Of how many windows of the validation part one is used while it trains. */
const strideOf = ({ validation }: GptCorpus) => Math.ceil(validation.count / EVALUATED);

// Say what decides how a training of the GPT goes on
/** What decides how a training goes on. */
function configurationOf({ recipe, accumulate, every, seed, file, data, tokenizer }: TrainingOptions, { layers, heads, width, context, dropout }: GptConfig, { hash }: GptCorpus): Configuration {
  const { steps, batch, warmup, peak, clip } = recipe;
  const figures = { preset: "cpu", layers, heads, width, context, dropout: dropout ?? 0, optimizer: "adamw", lr: peak, warmup, clip, steps, batch, accumulate, every, seed };
  const named = Object.entries(figures).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(named), ...(file === null ? { data } : { text: placeOf(file) }), ...(tokenizer !== null && { tokenizer: placeOf(tokenizer) }), [HASH]: hash };
}

// Describe a training of the GPT
/** What a training is about, a line each. */
function described(corpus: GptCorpus, { recipe, accumulate }: TrainingOptions, { layers, heads, width, context, vocabularySize }: GptConfig, size: number): string {
  const { batch, warmup, peak, floor, clip } = recipe;
  return [
    `${corpus.title}: a GPT of ${layers === 1 ? "one block" : `${layers} blocks`}, ${heads === 1 ? "one head" : `${heads} heads`} and width ${grouped(width)} that reads ${grouped(context)} ${corpus.unit}s, of ${grouped(vocabularySize)} kinds; ${grouped(size)} parameters`,
    ...(corpus.unit === "token" ? [`  tokens      of ${corpus.bytesPerUnit.toFixed(2)} bytes each in the validation part`] : []),
    `  train       ${grouped(corpus.train.count)} windows, ${grouped(batch)} in a batch${accumulate === 1 ? "" : `, ${accumulate} batches for an update`}`,
    `  validation  ${grouped(corpus.validation.count)} windows, of which every ${corpus.unit} is predicted; while it trains, one of ${strideOf(corpus)}`,
    `  optimizer   adamw, learning rate ${peak} after a warm-up of ${grouped(warmup)} steps, along a cosine to ${floor}, gradients clipped to a norm of ${clip}`,
  ].join("\n");
}

// Choose what samples of the GPT continue
/** What samples continue. Throws `BadInput` for a character that the text has not, where the tokens are characters. */
function promptFor({ prompt }: TrainingOptions, { title, unit, vocabulary, beginning }: GptCorpus): string {
  const text = prompt ?? (title === "Moby-Dick" ? "Call me Ishmael." : beginning);
  const known = new Set(vocabulary.tokens);
  const unknown = [...text].find((character) => unit === "character" && !known.has(character));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the text has not`);
  return text;
}

async function trainedInSession(session: Session, start: Run<GptParameters>, around: Reported): Promise<0 | 1 | 130> {
  const { trial, options, file, configuration, config } = session;
  const { screen, clock } = around;
  const { accumulate, recipe } = options;
  const [steps, tokens] = [recipe.steps * accumulate, recipe.batch * config.context];
  // better to know now that the file cannot be written than after an hour
  if (file !== null) keep(file, start, configuration);
  screen.print(`${"step".padStart(9)}     train  validation  learning rate  it writes`);
  const rate = rateOf(recipe);
  const announce = ({ evaluations, parameters, step }: Run<GptParameters>, written: string | null) => {
    for (const each of written === null ? evaluations : evaluations.slice(-1)) {
      const [at, lr] = [each.step / accumulate, rate(each.step / accumulate - 1)];
      screen.print(`${grouped(at).padStart(9)}  ${lossText(each.training).padStart(8)}  ${lossText(each.validation).padStart(10)}  ${lr.toPrecision(3).padStart(13)}  ${written === null ? "" : JSON.stringify(written)}`.trimEnd());
      screen.report({ event: "evaluation", step: at, trainLoss: each.training, validationLoss: each.validation, learningRate: lr, ...(written !== null && { sample: written }) });
    }
    if (written !== null && evaluations.length === 0) screen.print(`${grouped(step).padStart(9)}${" ".repeat(37)}  ${JSON.stringify(written)}`);
  };
  const glimpse = ({ parameters }: Run<GptParameters>) => written(session, parameters, session.prompt, GLIMPSE);
  if (start.evaluations.length > 0) announce(start, null);
  else announce(start, glimpse(start));
  let good = start;
  const began = clock();
  const run = await trained(trial, start, {
    ...around,
    steps,
    watch: (now, isEvaluation) => {
      if (!isEvaluation || !isSound(now)) return;
      good = now;
      announce(now, glimpse(now));
      if (file !== null) keep(file, now, configuration);
    },
    live: ({ step, recent, evaluations }) => {
      const ms = (clock() - began) / (step - start.step);
      const last = evaluations.at(-1);
      const loss = recent.count > 0 ? recent.sum / recent.count : last?.training ?? NaN;
      screen.progress(step / steps, `${grouped(Math.floor(step / accumulate))} of ${grouped(recipe.steps)}: ${loss.toFixed(3)}${last ? `, validation ${last.validation.toFixed(3)}` : ""}, ${grouped(Math.round((1000 * tokens) / ms))} tokens/s, ${Math.ceil((ms * (steps - step)) / 1000)} s left`);
    },
  });
  const seconds = (clock() - began) / 1000 / Math.max(1, run.step - start.step);
  return conclude(session, isSound(run) ? run : { diverged: run.step, good }, { ...around, seconds });
}

// Write a sample of the GPT
/** The ids that the model writes after others. */
function writtenIds({ corpus, config, options }: Session, parameters: GptParameters, prompt: ArrayLike<number>, length: number, random = streamsFrom(options.seed).next().value): readonly number[] {
  const model = gptModel(parameters, corpus.vocabulary, config);
  const work = () => sampleIds(model, random!, { prompt, length }, (p) => applyTemperature(p, options.temperature));
  return poolOf(parameters.embedding)?.scope(work) ?? work();
}

/** What the model writes after a prompt. */
function written(session: Session, parameters: GptParameters, prompt: string, length: number): string {
  const { tokenizer } = session.corpus;
  return decode(tokenizer, writtenIds(session, parameters, tokenizer.encode(prompt), length));
}

/** Keeps the run, then plots its evaluations, writes, and evaluates its parameters on the whole validation part. */
async function conclude(session: Session, ended: Run<GptParameters> | { readonly diverged: number; readonly good: Run<GptParameters> }, around: Reported & { readonly seconds: number }): Promise<0 | 1 | 130> {
  const { screen, command, interrupted, clock, release } = around;
  const { options: { recipe, accumulate, length, seed }, corpus, config, trial, prompt } = session;
  const run = "diverged" in ended ? ended.good : ended;
  const [step, steps] = [run.step / accumulate, recipe.steps];
  const file = keepSomewhere(session, run, { screen, topic });
  screen.report({ event: "kept", step, file });
  if ("diverged" in ended) {
    const at = Math.ceil(ended.diverged / accumulate);
    screen.print(`\ndiverged: the loss is no number, or above a million nats, at step ${grouped(at)}; the training after step ${grouped(step)} is kept in ${file}; a smaller --lr, a longer --warmup or a smaller --clip may help`);
    screen.report({ event: "diverged", step: at, file });
    return 1;
  }
  const stopped = (when: string): 130 => {
    screen.print(`\nstopped ${when}; to go on:\n\n  ${command} --resume ${file}`);
    screen.report({ event: "stopped", when, file });
    return 130;
  };
  if (step < steps) return stopped(`after step ${grouped(Math.floor(step))}`);
  const points = run.evaluations.slice(-10).map(({ step: at, validation }) => ({ label: grouped(at / accumulate), loss: validation }));
  if (points.length > 1) screen.print(`\nvalidation loss by step\n\n${plotOf(points, Infinity).join("\n")}`);
  // Write the last sample of the GPT
  const { tokenizer, unit } = corpus;
  const [beginning, random] = [[...tokenizer.encode(prompt)], streamsFrom(seed).next().value!];
  const ids: number[] = [];
  while (ids.length < length) {
    screen.progress(ids.length / length, `sample: ${grouped(ids.length)} of ${grouped(length)} ${unit}s`);
    await around.pause();
    if (interrupted()) break;
    ids.push(...writtenIds(session, run.parameters, [...beginning, ...ids], Math.min(AT_ONCE, length - ids.length), random));
  }
  const text = decode(tokenizer, ids);
  if (text !== "") screen.print(`\nit continues ${JSON.stringify(prompt)}:\n\n${prompt}${text}`);
  screen.report({ event: "sample", step, prompt, sample: text });
  screen.print(`\nthe training is kept in ${file}; to go on with it: ${command} --resume ${file}`);
  const validationLoss = await evaluated(run.parameters, trial.lossOf, corpus.validation, { ...around, targets: config.context, label: "validation" });
  if (validationLoss === null || interrupted()) return stopped("during the evaluation");
  release();
  // Say what a character costs the GPT
  const perUnit = validationLoss / Math.LN2;
  const bitsPerByte = perUnit / corpus.bytesPerUnit;
  const bits = corpus.unit === "character" ? { bitsPerCharacter: perUnit, bitsPerByte } : { bitsPerToken: perUnit, bitsPerByte };
  const perplexity = Math.exp(validationLoss);
  const cost = `a ${corpus.unit} costs ${validationLoss.toFixed(4)} nats on the validation part: ${perUnit.toFixed(3)} bits${corpus.unit === "character" ? "" : `, and a byte ${bitsPerByte.toFixed(3)}`}; perplexity ${perplexity.toFixed(2)}`;
  const peak = peakHere();
  const flops = trainingFlops(config, recipe.batch, config.context);
  const tokensPerSecond = (recipe.batch * config.context) / around.seconds;
  screen.print(`\n${cost}\n${grouped(Math.round(tokensPerSecond))} tokens/s with evaluations and samples, ${speedText(flops, around.seconds, peak)}`);
  screen.report({ event: "done", parameters: sizeOf(run.parameters), steps: step, trainLoss: run.evaluations.at(-1)!.training, validationLoss, ...bits, perplexity, tokensPerSecond, flops, peak, utilisation: peak === null ? null : utilisation(flops, around.seconds, peak), seconds: (clock() - around.began) / 1000, file });
  return 0;
}
//# sourceMappingURL=../../.maps/demos/gpt/training.ts.map
