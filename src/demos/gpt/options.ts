// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { grouped } from "../../format/text.ts";
import type { GptConfig } from "../../models/gpt/gpt.ts";
import { cpuPreset, gpt2Sizes } from "../../models/gpt/presets.ts";
import { cpuRecipe, type GptRecipe } from "../../train/gpt-recipe.ts";
import { oneOf } from "../optimizers/options.ts";
import { chooseBackend } from "../shell/backend.ts";
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";

// Explain further options of the GPT
const MORE_HELP = `
  --tokenizer FILE   train on the tokens of this tokenizer.json, as npm run stage -- 10 --save FILE writes one, not on characters;
                     --sample counts tokens then, and the loss is also said for each byte`;

function tokenizerNamed(file: string | null): string | null {
  if (file === "") throw new BadInput("--tokenizer must name a file");
  return file;
}

/** What `--help` prints. */
export const gptHelp = (command: string): string => `Trains a GPT on the characters of a text, and writes samples while it learns; or times a step of GPT-2; or reads the weights of one.

usage: ${command} [options]

  --preset NAME      cpu: 4 blocks, 4 heads, width 128, context 64, which trains in minutes;
                     gpt2: the smallest GPT-2 on random tokens, to time its steps (cpu)
  --data NAME        moby-dick, or names (moby-dick)
  --text FILE        learn from this UTF-8 file of at least 1,000 characters; its last tenth is the validation part${MORE_HELP}
  --steps N          updates, 1 to 1000000 (2000; 5 with --preset gpt2)
  --batch N          sequences in a step, 1 to 4096 (12; 4 with --preset gpt2)
  --accumulate N     so many batches for each update, 1 to 1000 (1)
  --context N        the longest sequence that it reads, 8 to 1024 (64)
  --layers N         blocks, 1 to 48 (4)
  --heads N          heads of a block, which must divide the width (4)
  --width N          the width of the stream, 1 to 1600 (128)
  --dropout X        0 to 0.9 (0)
  --lr X             the peak learning rate, 1e-8 to 10; it falls along a cosine to a tenth of it (0.001)
  --warmup N         steps in which the rate rises linearly, fewer than --steps (a twentieth of them)
  --clip X           clip gradients to this global norm, 0.000001 to 1000000 (1)
  --every N          steps from evaluation to evaluation, 1 to 1000000 (a twentieth of --steps)
  --prompt TEXT      what the samples continue
  --temperature X    0.01 to 100 (1); below 1 a sample is more timid, above 1 bolder
  --sample N         characters of the last sample, 0 to 100000 (300)
  --checkpoint FILE  keep the training in this new file, at every evaluation; without it, in gpt.safetensors when it ends
  --resume FILE      go on with a training that was kept, and keep it there; it knows its options, and only --steps may be another
  --seed N           a whole number (1851)

  --weights FILE     print the logits after the last of some tokens, by GPT-2 weights under their public names (safetensors)
  --ids N,N,…        the tokens; --heads where the heads are not of 64 numbers
  --json             print one JSON object a line: \`start\`, \`evaluation\`, \`kept\`, \`sample\`, \`step\`, \`logits\`, and at last \`done\`, \`stopped\` or \`diverged\`
  ${commonOptions(19).replace("(cpu)", "(auto)")}

A training that is resumed with more steps follows the schedule of the new number.
Ctrl-C ends the training after its step; it is kept, and it is said how to go on with it. A second one ends at once.

exit codes: 0; 1 for a file that cannot be used, too little memory, and a training that diverges: its loss is no number, or above a million nats; 2 for a wrong command line; 130 after Ctrl-C, 143 and 129 after SIGTERM and SIGHUP`;

/** What is asked for: to train, to time steps, or to read weights. */
export type GptOptions = TrainingOptions | TimingOptions | ReadingOptions;

/** A training on a text. A null option was not given. */
export interface TrainingOptions {
  readonly kind: "training";
  readonly file: string | null;
  readonly data: "moby-dick" | "names";
  /** Of the vocabulary of the text, which is not known yet. */
  readonly configOf: (vocabularySize: number) => GptConfig;
  readonly recipe: GptRecipe;
  readonly accumulate: number;
  /** Updates from one evaluation to the next. */
  readonly every: number;
  readonly seed: number;
  readonly prompt: string | null;
  readonly temperature: number;
  readonly length: number;
  readonly checkpoint: string | null;
  readonly resume: string | null;
  readonly format: OutputFormat;
}

/** Steps of GPT-2 on random tokens. */
export interface TimingOptions {
  readonly kind: "timing";
  readonly config: GptConfig;
  readonly batch: number;
  readonly time: number;
  readonly steps: number;
  readonly seed: number;
  readonly format: OutputFormat;
}

/** The logits after some tokens. */
export interface ReadingOptions {
  readonly kind: "reading";
  readonly weights: string;
  readonly ids: readonly number[];
  readonly heads: number | null;
  readonly format: OutputFormat;
}

const SHAPE = ["layers", "heads", "width", "context", "batch", "accumulate", "dropout"];
const COURSE = ["steps", "lr", "warmup", "clip", "every", "seed"];
// Name the other options of the GPT
const OTHERS = ["preset", "data", "text", "tokenizer", "prompt", "temperature", "sample", "checkpoint", "resume", "weights", "ids"];

/** What a training is given in later chapters. */
export interface TrainingOptions {
  /** A file; null for characters. */
  readonly tokenizer: string | null;
}
/** What may stand beside the weights of a file, and beside the preset that is timed. */
const [WITH_WEIGHTS, WITH_GPT2] = [["weights", "ids", "heads", "json", "backend"], ["preset", "context", "batch", "steps", "seed", "json", "backend"]];

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, [...SHAPE, ...COURSE, ...OTHERS]);
  if (given.has("help")) return null;
  if (!given.has("backend")) chooseBackend("auto");
  return given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): GptOptions {
  if (given.has("weights") || given.has("ids")) return readingIn(given);
  const preset = oneOf("preset", given.get("preset") ?? "cpu", ["cpu", "gpt2"]);
  return preset === "gpt2" ? timingIn(given) : trainingIn(given);
}

function trainingIn(given: ReadonlyMap<string, string>): TrainingOptions {
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  const number = (name: string, usual: number, range: readonly [number, number]) => numberIn(`--${name}`, given.get(name) ?? String(usual), range);
  if (given.has("data") && given.has("text")) throw new BadInput("--data and --text exclude each other");
  const usual = cpuPreset(1);
  const steps = whole("steps", cpuRecipe.steps, [1, 1e6]);
  const peak = number("lr", cpuRecipe.peak, [1e-8, 10]);
  const [layers, width, context] = [whole("layers", usual.layers, [1, 48]), whole("width", usual.width, [1, 1600]), whole("context", usual.context, [8, 1024])];
  const heads = whole("heads", usual.heads, [1, 1600]);
  if (width % heads !== 0) throw new BadInput(`--heads ${heads} does not divide --width ${grouped(width)}; ${divisorsOf(width).filter((each) => each <= 32).join(", ")} do`);
  const dropout = number("dropout", 0, [0, 0.9]);
  return {
    kind: "training",
    data: oneOf("data", given.get("data") ?? "moby-dick", ["moby-dick", "names"]) as "moby-dick" | "names",
    // Read which text a GPT is trained on
    file: given.get("text") ?? null,
    tokenizer: tokenizerNamed(given.get("tokenizer") ?? null),
    configOf: (vocabularySize) => ({ ...usual, vocabularySize, layers, heads, width, context, dropout }),
    recipe: { ...cpuRecipe, steps, peak, floor: peak / 10, batch: whole("batch", cpuRecipe.batch, [1, 4096]), warmup: whole("warmup", Math.floor(steps / 20), [0, steps - 1]), clip: number("clip", cpuRecipe.clip, [1e-6, 1e6]) },
    accumulate: whole("accumulate", 1, [1, 1000]),
    every: whole("every", Math.ceil(steps / 20), [1, 1e6]),
    seed: seedIn(given),
    prompt: given.get("prompt") ?? null,
    temperature: number("temperature", 1, [0.01, 100]),
    length: whole("sample", 300, [0, 100_000]),
    checkpoint: given.get("checkpoint") ?? null,
    resume: given.get("resume") ?? null,
    format: formatIn(given),
  };
}

function timingIn(given: ReadonlyMap<string, string>): TimingOptions {
  refuseBut(WITH_GPT2, given, "--preset gpt2 times steps on random tokens");
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  return { kind: "timing", config: gpt2Sizes.small, batch: whole("batch", 4, [1, 4096]), time: whole("context", 64, [8, 1024]), steps: whole("steps", 5, [1, 1e6]), seed: seedIn(given), format: formatIn(given) };
}

function readingIn(given: ReadonlyMap<string, string>): ReadingOptions {
  refuseBut(WITH_WEIGHTS, given, "--weights prints logits");
  const [weights, ids] = [given.get("weights"), given.get("ids")];
  if (weights === undefined) throw new BadInput("--ids are read by --weights FILE");
  if (ids === undefined) throw new BadInput("--weights needs tokens to read: --ids 1,2,3");
  if (!/^\d{1,9}(,\d{1,9})*$/.test(ids)) throw new BadInput(`--ids must be whole numbers with commas between them, not ${JSON.stringify(ids)}`);
  return { kind: "reading", weights, ids: ids.split(",").map(Number), heads: given.has("heads") ? wholeNumberIn("--heads", given.get("heads")!, [1, 1600]) : null, format: formatIn(given) };
}

function refuseBut(allowed: readonly string[], given: ReadonlyMap<string, string>, what: string): void {
  const stray = [...given.keys()].find((name) => !allowed.includes(name));
  if (stray !== undefined) throw new BadInput(`${what}, and --${stray} has no place there`);
}

const divisorsOf = (width: number) => Array.from({ length: width }, (_, i) => i + 1).filter((each) => width % each === 0);
//# sourceMappingURL=../../.maps/demos/gpt/options.ts.map
