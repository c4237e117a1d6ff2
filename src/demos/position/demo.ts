// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
/** Trains a GPT with positions of one kind while one watches, and tests it on longer windows. */
import { subsample, type Batch } from "../../data/examples.ts";
import { grouped } from "../../format/text.ts";
import { applyTemperature } from "../../generate/sampling-filters.ts";
import { gptLossOf, gptModel, initGpt, schemeOf, type GptConfig, type GptParameters } from "../../models/gpt/gpt.ts";
import { sample } from "../../models/language-model.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { streamsFrom } from "../../random/streams.ts";
import { poolOf } from "../../tensor-core.ts";
import { encode } from "../../tokenizers/vocabulary.ts";
import { meanLoss } from "../../train/evaluate.ts";
import { startFrom, type Run } from "../../train/training-loop.ts";
import { sequencesFor, type SequenceCorpus } from "../attention/corpus.ts";
import { keptIn, optionsOf, type Kept } from "../mlp-lm/checkpoints.ts";
import { configurationOf, runOf, typedOptions } from "../optimizers/checkpoints.ts";
import { placeFor, started, trainInSession, trialOf } from "../optimizers/session.ts";
import { BadInput } from "../shell/bad-input.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import { configFor, windowsByLength } from "./lengths.ts";
import { checkedOptions, checkMemory, givenIn, positionHelp, type PositionOptions } from "./options.ts";

const topic = "position";
/** Windows that are evaluated while it trains, at most. */
const EVALUATED = 128;
/** Characters of a sample, and windows of a test, that are done before signals may come. */
const AT_ONCE = 16;

/** Runs it and returns its exit code. */
export const demonstratePosition = demonstrationOf({ topic, givenIn, checkedOptions, help: positionHelp, show });

async function show(typed: ReadonlyMap<string, string>, first: PositionOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen } = around;
  const place = placeFor(first);
  const kept = first.resume === null ? null : keptIn(first.resume);
  const options = kept ? resumedOptions(kept, typed) : first;
  const { trainLength: context, position, layers, heads, width } = options;
  const corpus = corpusOf(options);
  checkMemory(options, corpus.vocabularySize);
  const config: GptConfig = { vocabularySize: corpus.vocabularySize, context, layers, heads, width, bias: false, activation: "gelu", positions: { scheme: position } };
  const inspect = inspectorOf(corpus, config, { ...options, ...around });
  const [random] = streamsFrom(options.seed);
  const parameters = initGpt(config, random!);
  const loss = gptLossOf(config);
  const usual = trialOf(corpus, (weights: GptParameters, { contexts, targets }: Batch) => loss(weights, { ids: contexts, targets }), options);
  const trial = { ...usual, validation: subsample(corpus.validation, Math.ceil(corpus.validation.count / EVALUATED)) };
  const configuration = configurationOf(options, corpus, { position, "train-length": context, layers, heads, width });
  const start = kept ? runOf(kept, parameters, { configuration, optimizer: trial.optimizer }) : startFrom(parameters);
  screen.print(`${describe(corpus, options, sizeOf(parameters))}\n`);
  screen.report(started(corpus, start.step, parameters));
  if (kept) screen.print(`goes on after step ${grouped(start.step)}\n`);
  return trainInSession({ ...place, topic, corpus, course: options, trial, configuration, inspect }, start, around);
}

/** The text in windows. Throws `BadInput`, which names the option as it is called here, where it is too short. */
function corpusOf(options: PositionOptions): SequenceCorpus {
  try {
    return sequencesFor({ ...options, context: options.trainLength });
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    throw new BadInput(mistake.message.replace("--context", "--train-length"));
  }
}

/** The options of a training that goes on. Throws `BadInput` that names its file where they are not those of a training of this demonstration. */
function resumedOptions(kept: Kept, typed: ReadonlyMap<string, string>): PositionOptions {
  try {
    return checkedOptions(typedOptions(optionsOf(kept), typed));
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    throw new BadInput(`cannot go on with ${kept.file}: ${mistake.message}`);
  }
}

/** What a training is about, a line each. */
function describe(corpus: SequenceCorpus, { position, trainLength, layers, heads, width, batch, optimizer, lr, schedule, warmup, clip }: PositionOptions, size: number): string {
  return [
    `${corpus.title}: a GPT of ${layers === 1 ? "one block" : `${layers} blocks`}, ${heads === 1 ? "one head" : `${heads} heads`} and width ${width}, with ${position === "none" ? "no" : position} positions; ${grouped(size)} parameters`,
    `  train       ${grouped(corpus.train.count)} windows of ${trainLength} characters, ${grouped(batch)} in a step`,
    `  validation  ${grouped(corpus.validation.count)}, of which the last ${Math.floor(trainLength / 2)} characters are predicted`,
    `  test        ${grouped(corpus.test.count)}, by which nothing is chosen`,
    `  optimizer   ${optimizer}, learning rate ${lr}, ${schedule}${warmup > 0 ? ` after a warm-up of ${grouped(warmup)} steps` : ""}${clip === null ? "" : `, gradients clipped to a norm of ${clip}`}`,
  ].join("\n");
}

type Shown = PositionOptions & Reported;

/** What tests a run by length, after training, and writes a sample. Throws `BadInput` for a prompt with a character that the text has not. */
function inspectorOf({ title, vocabulary, beginning }: SequenceCorpus, config: GptConfig, options: Shown) {
  const { screen, trainLength } = options;
  const prompt = options.prompt ?? [...(title === "Moby-Dick" ? "Call me Ishmael." : beginning)].slice(0, trainLength).join("");
  const unknown = [...prompt].find((character) => encode(vocabulary, character).includes(vocabulary.tokens.length));
  if (unknown !== undefined) throw new BadInput(`the prompt has ${JSON.stringify(unknown)}, which the training text has not`);
  const tests = windowsByLength(options, vocabulary);
  return async ({ step, parameters }: Run<GptParameters>) => {
    if (step === 0) return;
    await testLengths(parameters, config, tests, options);
    const written = await sampled(parameters, config, vocabulary, { ...options, prompt });
    screen.print(`\nat temperature ${options.temperature} it continues ${JSON.stringify(prompt)}:\n\n${prompt}${written}`);
    screen.report({ event: "sample", step, prompt, sample: written });
  };
}

/** Prints the loss by length, as a table with bars. */
async function testLengths(parameters: GptParameters, config: GptConfig, tests: ReturnType<typeof windowsByLength>, options: Shown): Promise<void> {
  const { screen, pause, interrupted, scaling } = options;
  const losses: { readonly length: number; readonly loss: number | null }[] = [];
  screen.print(`\nloss by the length of the window, in nats, on the same characters${scaling === null ? "" : `, with frequencies scaled by ${scaling}`}\n`);
  for (const { length, windows } of tests) {
    const here = configFor(config, options, length);
    const why = windows === null ? "the validation part is shorter" : length > schemeOf(here).longest ? "there is no such position" : null;
    let [sum, done] = [0, 0];
    for (; why === null && windows !== null && done < windows.count; done += AT_ONCE) {
      screen.progress(done / windows.count, `windows of ${grouped(length)}: ${done} of ${windows.count}`);
      await pause();
      if (interrupted()) return;
      const [count, from] = [Math.min(AT_ONCE, windows.count - done), done];
      sum += count * meanLoss(parameters, gptLossOf(here), { count, batch: (places) => windows.batch(Array.from(places, (place) => place + from)) });
    }
    const loss = why === null ? sum / windows!.count : null;
    losses.push({ length, loss });
    screen.print(`${grouped(length).padStart(7)}  ${loss === null ? why : `${loss.toFixed(4)}  ${"█".repeat(Math.min(60, Math.round(12 * loss)))}`}`);
  }
  screen.report({ event: "lengths", losses });
}

/** What a model writes after a prompt, or the beginning of it if someone asks it to end. */
async function sampled(parameters: GptParameters, config: GptConfig, vocabulary: SequenceCorpus["vocabulary"], { prompt, length, temperature, seed, screen, pause, interrupted }: Shown & { readonly prompt: string }): Promise<string> {
  const [random] = streamsFrom(seed);
  const model = gptModel(parameters, vocabulary, config);
  let written = "";
  for (let done = 0; done < length; done += AT_ONCE) {
    screen.progress(done / length, `sample: ${grouped(done)} of ${grouped(length)} characters`);
    await pause();
    if (interrupted()) break;
    const write = () => sample(model, random!, { prompt: prompt + written, length: Math.min(AT_ONCE, length - done) }, (p) => applyTemperature(p, temperature));
    written += poolOf(parameters.embedding)?.scope(write) ?? write();
  }
  return written;
}
//# sourceMappingURL=../../.maps/demos/position/demo.ts.map
