// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** The command line of the demonstration. */
import { BadInput } from "../shell/bad-input.ts";
import { commonOptions } from "../shell/help.ts";
import { numberIn, seedIn, valuesOf, wholeNumberIn } from "../shell/options.ts";
import { formatIn, type OutputFormat } from "../shell/report.ts";
import type { CorpusChoice } from "./corpus.ts";
import { OPTIMIZERS, SCHEDULES } from "./rules.ts";
import type { Course } from "./session.ts";

/** What `--help` prints. */
export const optimizersHelp = (command: string): string => `Trains the network of Chapter 4 with an optimizer and a learning rate schedule, or sweeps learning rates, and plots the validation loss.

usage: ${command} [options]

  --sweep            train at seven learning rates, from --lr / 31.6 to 31.6 --lr, and compare them
${courseHelp("2000; 300 for each rate of a sweep")}
  --json             print one JSON object a line: \`start\`, \`evaluation\` or \`rate\`, \`kept\`, and at last \`done\`, \`stopped\` or \`diverged\`
  ${commonOptions(19)}

${courseNotes}`;

/** What `--help` prints of the options that say how a network is trained, and where it is kept. */
export const courseHelp = (steps: string, file = "optimizers.safetensors"): string => `  --data NAME        names, or moby-dick (names)
  --text FILE        learn from this UTF-8 file of at least 1,000 characters
  --optimizer NAME   ${Object.keys(OPTIMIZERS).join(", ")} (adamw)
  --lr X             the peak learning rate, 1e-8 to 1e12 (${Object.entries(OPTIMIZERS).map(([name, { rate }]) => `${name} ${rate}`).join(", ")})
  --schedule NAME    what the rate does after the warm-up: ${Object.keys(SCHEDULES).join(", ")} (cosine);
                     wsd stays, and falls linearly to zero in the last fifth
  --warmup N         steps in which the rate rises linearly, fewer than --steps (a twentieth of them)
  --clip X           clip gradients to this global norm, 0.000001 to 1000000 (they are not clipped)
  --steps N          1 to 100000000 (${steps})
  --batch N          examples in a step, 1 to 4096 (32)
  --every N          steps from evaluation to evaluation, 1 to 100000000 (a tenth of --steps)
  --checkpoint FILE  keep the training in this new file, at every evaluation; without it, in ${file} when it ends
  --resume FILE      go on with a training that was kept, and keep it there; it knows its options, and only --steps may be another
  --seed N           a whole number (1851)`;

/** The end of what `--help` prints of a training. */
export const courseNotes = `A training that is resumed with more steps follows the schedule of the new number.
Ctrl-C ends the training after its step; it is kept, and it is said how to go on with it. A second one ends at once.

exit codes: 0; 1 for a text or a checkpoint that cannot be used, and for a training that diverges: its loss is no number, or above a million nats; 2 for a wrong command line; 130 after Ctrl-C, 143 and 129 after SIGTERM and SIGHUP`;

/** How a network is trained, on what, and where it is kept. A null option was not given. */
export interface CourseOptions extends Course, CorpusChoice {
  readonly checkpoint: string | null;
  readonly resume: string | null;
  readonly format: OutputFormat;
}

/** The options, checked. */
export interface OptimizersOptions extends CourseOptions {
  readonly sweep: boolean;
}

/** The options of a training that have a value. */
export const COURSE = ["data", "text", "optimizer", "lr", "schedule", "warmup", "clip", "steps", "batch", "every", "checkpoint", "resume", "seed"];

/** The arguments as they were typed; null for `--help`. Throws `BadInput` that says what is wrong with them. */
export function givenIn(args: readonly string[]): ReadonlyMap<string, string> | null {
  const given = valuesOf(args, COURSE, ["sweep"]);
  return given.has("help") ? null : given;
}

/** The options that are given, checked, and the usual for those that are not. Throws `BadInput` that says what is wrong with them. */
export function checkedOptions(given: ReadonlyMap<string, string>): OptimizersOptions {
  const sweep = given.has("sweep");
  if (sweep && (given.has("checkpoint") || given.has("resume"))) throw new BadInput("--sweep keeps no training, and goes with neither --checkpoint nor --resume");
  return { ...courseIn(given, sweep ? 300 : 2000), sweep };
}

/** The options of a training, checked, and the usual for those that are not given. Throws `BadInput` that says what is wrong with them. */
export function courseIn(given: ReadonlyMap<string, string>, usualSteps: number): CourseOptions {
  const whole = (name: string, usual: number, range: readonly [number, number]) => wholeNumberIn(`--${name}`, given.get(name) ?? String(usual), range);
  const text = (name: string) => given.get(name) ?? null;
  if (given.has("data") && given.has("text")) throw new BadInput("--data and --text exclude each other");
  const optimizer = oneOf("optimizer", given.get("optimizer") ?? "adamw", Object.keys(OPTIMIZERS));
  const steps = whole("steps", usualSteps, [1, 1e8]);
  return {
    corpus: oneOf("data", given.get("data") ?? "names", ["names", "moby-dick"]) as "names" | "moby-dick",
    file: text("text"),
    optimizer,
    lr: numberIn("--lr", given.get("lr") ?? String(OPTIMIZERS[optimizer]!.rate), [1e-8, 1e12]),
    schedule: oneOf("schedule", given.get("schedule") ?? "cosine", Object.keys(SCHEDULES)),
    warmup: whole("warmup", Math.floor(steps / 20), [0, steps - 1]),
    clip: given.has("clip") ? numberIn("--clip", given.get("clip")!, [1e-6, 1e6]) : null,
    steps,
    batch: whole("batch", 32, [1, 4096]),
    evalInterval: whole("every", Math.ceil(steps / 10), [1, 1e8]),
    seed: seedIn(given),
    checkpoint: text("checkpoint"),
    resume: text("resume"),
    format: formatIn(given),
  };
}

/** The name that an option was given; throws `BadInput` for another than these. */
export function oneOf(option: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new BadInput(`--${option} must be one of ${names.join(", ")}, not ${JSON.stringify(name)}`);
}
//# sourceMappingURL=../../.maps/demos/optimizers/options.ts.map
