// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
/** Trains a language model of attention layers while one watches, and shows what its heads read. */
import { asTensor } from "../../tensor-core.ts";
import { subsample, type Batch } from "../../data/examples.ts";
import { grouped } from "../../format/text.ts";
import { applyTemperature } from "../../generate/sampling-filters.ts";
import { attentionLossOf, attentionModel, initAttentionLm, type AttentionLmParameters, type AttentionLmShape } from "../../models/attention-lm/attention-lm.ts";
import { attentionPatterns } from "../../models/attention-lm/probes.ts";
import { sample, type LanguageModel } from "../../models/language-model.ts";
import { sizeOf } from "../../nn/parameters.ts";
import { streamsFrom } from "../../random/streams.ts";
import { encode } from "../../tokenizers/vocabulary.ts";
import { startFrom, type Run } from "../../train/training-loop.ts";
import { keptIn, optionsOf, type Kept } from "../mlp-lm/checkpoints.ts";
import { configurationOf, runOf, typedOptions } from "../optimizers/checkpoints.ts";
import { placeFor, started, trainInSession, trialOf } from "../optimizers/session.ts";
import { BadInput } from "../shell/bad-input.ts";
import { demonstrationOf, type Reported } from "../shell/demonstration.ts";
import { sequencesFor, type SequenceCorpus } from "./corpus.ts";
import { mapOf, mostRead } from "./map.ts";
import { attentionHelp, checkedOptions, checkMemory, givenIn, type AttentionOptions } from "./options.ts";

const topic = "attention";
/** Sequences that are evaluated while it trains, at most. */
const EVALUATED = 128;
/** A map of more tokens than these is too wide for a terminal; it shows the last. */
const WIDE = 36;
/** Characters of a sample that are written before signals may come. */
const AT_ONCE = 20;

/** Runs it and returns its exit code. */
export const demonstrateAttention = demonstrationOf({ topic, givenIn, checkedOptions, help: attentionHelp, show });

const loss = attentionLossOf();
/** The loss of a batch of examples, whose contexts are sequences. */
const lossOf = (parameters: AttentionLmParameters, { contexts, targets }: Batch) => loss(parameters, { ids: contexts, targets });

async function show(typed: ReadonlyMap<string, string>, first: AttentionOptions, around: Reported): Promise<0 | 1 | 130> {
  const { screen } = around;
  const place = placeFor(first);
  const kept = first.resume === null ? null : keptIn(first.resume);
  const options = kept ? resumedOptions(kept, typed) : checkedOptions(typed);
  const corpus = sequencesFor(options);
  checkMemory(options, corpus.vocabularySize);
  const { context, width, depth, positions } = options;
  const shape: AttentionLmShape = { context, vocabularySize: corpus.vocabularySize, width, depth, positions };
  const inspect = inspectorOf(corpus, { ...options, ...around, shape });
  const [random] = streamsFrom(options.seed);
  const parameters = initAttentionLm(shape, random!);
  const usual = trialOf(corpus, lossOf, options);
  const trial = { ...usual, validation: subsample(corpus.validation, strideOf(corpus)) };
  const configuration = configurationOf(options, corpus, { context, width, depth, positions: positions ? "yes" : "no" });
  const start = kept ? runOf(kept, parameters, { configuration, optimizer: trial.optimizer }) : startFrom(parameters);
  screen.print(`${describe(corpus, options, sizeOf(parameters))}\n`);
  screen.report(started(corpus, start.step, parameters));
  if (kept) screen.print(`goes on after step ${grouped(start.step)}\n`);
  return trainInSession({ ...place, topic, corpus, course: options, trial, configuration, inspect }, start, around);
}

/** The options of a training that goes on. Throws `BadInput` that names its file where they are not those of a training of this demonstration. */
function resumedOptions(kept: Kept, typed: ReadonlyMap<string, string>): AttentionOptions {
  try {
    return checkedOptions(typedOptions(optionsOf(kept), typed));
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    throw new BadInput(`cannot go on with ${kept.file}: ${mistake.message}`);
  }
}

/** Of how many sequences of the validation part one is used while it trains. */
const strideOf = ({ validation }: SequenceCorpus) => Math.ceil(validation.count / EVALUATED);

/** What a training is about, a line each. */
function describe(corpus: SequenceCorpus, { context, width, depth, positions, batch, optimizer, lr, schedule, warmup, clip }: AttentionOptions, size: number): string {
  const layers = depth === 1 ? "one attention layer" : `${depth} attention layers`;
  const scored = Math.floor(context / 2);
  return [
    `${corpus.title}: a network that reads ${context} characters, through ${layers} of width ${grouped(width)}, ${positions ? "with" : "without"} positions; ${grouped(size)} parameters`,
    `  train       ${grouped(corpus.train.count)} sequences, ${grouped(batch)} in a step`,
    `  validation  ${grouped(corpus.validation.count)}, of which the last ${scored} characters are predicted; while it trains, one of ${strideOf(corpus)}`,
    `  test        ${grouped(corpus.test.count)}, by which nothing is chosen`,
    `  optimizer   ${optimizer}, learning rate ${lr}, ${schedule}${warmup > 0 ? ` after a warm-up of ${grouped(warmup)} steps` : ""}${clip === null ? "" : `, gradients clipped to a norm of ${clip}`}`,
  ].join("\n");
}

type Shown = Pick<AttentionOptions, "probe" | "prompt" | "temperature" | "length" | "seed"> & Reported & { readonly shape: AttentionLmShape };

/** What shows the maps of a run, and after training a sample. Throws `BadInput` for a probe or a prompt with a character that the text has not. */
function inspectorOf({ title, vocabulary, beginning }: SequenceCorpus, options: Shown) {
  const { shape, screen } = options;
  const known = (name: string, text: string) => {
    const unknown = [...text].find((character) => encode(vocabulary, character).includes(vocabulary.tokens.length));
    if (unknown !== undefined) throw new BadInput(`the ${name} has ${JSON.stringify(unknown)}, which the training text has not`);
    return text;
  };
  const usual = [...(title === "Moby-Dick" ? "Call me Ishmael." : beginning)].slice(0, shape.context).join("");
  const probe = known("probe", options.probe ?? usual);
  const prompt = known("prompt", options.prompt ?? usual);
  return async ({ step, parameters }: Run<AttentionLmParameters>) => {
    showMaps(parameters, probe, { step, screen, ids: encode(vocabulary, probe) });
    if (step === 0) return;
    const written = await sampled(attentionModel(parameters, vocabulary, shape), prompt, options);
    screen.print(`\nat temperature ${options.temperature} it continues ${JSON.stringify(prompt)}:\n\n${prompt}${written}`);
    screen.report({ event: "sample", step, prompt, sample: written });
  };
}

/** What a model writes after a prompt, or the beginning of it if someone asks it to end. */
async function sampled(model: LanguageModel, prompt: string, { length, temperature, seed, screen, pause, interrupted }: Shown): Promise<string> {
  const [random] = streamsFrom(seed);
  let written = "";
  for (let done = 0; done < length; done += AT_ONCE) {
    screen.progress(done / length, `sample: ${grouped(done)} of ${grouped(length)} characters`);
    await pause();
    if (interrupted()) break;
    written += sample(model, random!, { prompt: prompt + written, length: Math.min(AT_ONCE, length - done) }, (p) => applyTemperature(p, temperature));
  }
  return written;
}

/** A map for each layer. */
function showMaps(parameters: AttentionLmParameters, probe: string, { step, screen, ids }: { readonly step: number; readonly screen: Reported["screen"]; readonly ids: ArrayLike<number> }): void {
  const tokens = [...probe];
  const from = Math.max(0, tokens.length - WIDE);
  const when = step === 0 ? "before training" : `after step ${grouped(step)}`;
  attentionPatterns(parameters, asTensor(Int32Array.from(ids), { shape: [1, ids.length] })).forEach((pattern, layer) => {
    const [weights] = pattern.toArray() as [number[][]];
    const part = weights.slice(from).map((row) => row.slice(from));
    const lines = mapOf(tokens.slice(from), part);
    screen.print(`${step === 0 && layer === 0 ? "" : "\n"}what layer ${layer + 1} reads, ${when}${from === 0 ? "" : `, in the last ${WIDE} characters`}\n\n${lines.join("\n")}\n\n  the last reads most: ${mostRead(tokens, weights.at(-1)!)}${step === 0 ? "\n" : ""}`);
    screen.report({ event: "map", step, layer: layer + 1, tokens, weights: weights.map((row) => row.map((weight) => Number(weight.toFixed(4)))) });
  });
}
//# sourceMappingURL=../../.maps/demos/attention/demo.ts.map
