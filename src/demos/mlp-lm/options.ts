// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";

/** What `--help` prints. */
export const neuralHelp = (command: string): string => `Trains a network on the first eight tenths of a text, evaluates it on the ninth while it trains and on the last at its end, and writes a sample.

usage: ${command} [options]

  --text FILE        learn from this UTF-8 file of at least 1,000 characters, not from Moby-Dick
  --context N        how many characters it reads, 1 to 64 (8)
  --features N       how many numbers stand for a character, 1 to 256 (16)
  --width N          how many units are between, 1 to 4096 (128)
  --steps N          how many steps it takes, 1 to 100000000 (5000)
  --batch N          on how many examples each, 1 to 4096 (64)
  --rate X           how far, for a slope of 1, 0.0001 to 10 (0.5); a tenth of it in the second half
  --every N          steps from evaluation to evaluation, 1 to 100000000 (a twentieth of --steps)
  --patience N       how many evaluations it waits for a better one, 1 to 1000000 (10)
  --checkpoint FILE  keep the training in this new file, at every evaluation; without it, in mlp-lm.safetensors when it ends
  --resume FILE      go on with a training that was kept, and keep it there; it knows its options, and only
                     --steps, --patience and what concerns the sample may be others than they were
  --prompt TEXT      what the sample continues
  --temperature X    0.01 to 100 (1); below 1 the sample is more timid, above 1 bolder
  --length N         how many characters to write, 0 to 100000 (400)
  --seed N           a whole number (1851); the same seed trains the same network
  --json             print one JSON object a line, for programs: \`start\`, \`evaluation\`, \`kept\`, and at last \`done\` or \`stopped\`
  ${commonOptions(19)}

In the second half of --steps the rate is a tenth: whoever resumes with more steps than before puts it up again if half of them are not done.
Ctrl-C ends the training after its step, or its evaluation; the training is kept, and it is said how to go on with it. A second one ends at once.

exit codes: 0; 1 for a text or a checkpoint that cannot be used; 2 for a wrong command line; 130 after Ctrl-C, 143 and 129 after SIGTERM and SIGHUP`;

/** The options, checked. A null one was not given. */
export interface NeuralOptions {
  readonly context: number;
  readonly features: number;
  readonly width: number;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly evalInterval: number;
  readonly patience: number;
  readonly temperature: number;
  readonly length: number;
  readonly seed: number;
  readonly file: string | null;
  readonly prompt: string | null;
  readonly checkpoint: string | null;
  readonly resume: string | null;
  readonly format: OutputFormat;
}

const NAMES = ["text", "context", "features", "width", "steps", "batch", "rate", "every", "patience", "checkpoint", "resume", "prompt", "temperature", "length", "seed"];

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, NAMES);
  return given.has("help") ? null : given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): NeuralOptions {
  const whole = (name: string, usual: string, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? usual, range);
  const number = (name: string, usual: string, range: readonly [number, number]) => numberIn(`--${name}`, given.get(name) ?? usual, range);
  const text = (name: string) => given.get(name) ?? null;
  const steps = whole("steps", "5000", [1, 1e8]);
  const shape = { context: whole("context", "8", [1, 64]), features: whole("features", "16", [1, 256]), width: whole("width", "128", [1, 4096]) };
  numberIn("--context times --features times --width", String(shape.context * shape.features * shape.width), [1, 1e7]);
  return {
    ...shape,
    steps,
    batch: whole("batch", "64", [1, 4096]),
    rate: number("rate", "0.5", [0.0001, 10]),
    evalInterval: whole("every", String(Math.ceil(steps / 20)), [1, 1e8]),
    patience: whole("patience", "10", [1, 1e6]),
    temperature: number("temperature", "1", [0.01, 100]),
    length: whole("length", "400", [0, 100_000]),
    seed: seedIn(given),
    file: text("text"),
    prompt: text("prompt"),
    checkpoint: text("checkpoint"),
    resume: text("resume"),
    format: formatIn(given),
  };
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/options.ts.map
