// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
/** The trainings of the demonstration in files. */
import { createHash } from "node:crypto";
import { existsSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../../io/atomic-write.ts";
import { readSafetensors } from "../../io/safetensors.ts";
import type { MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import type { Parameters } from "../../nn/parameters.ts";
import { checkpointOf, configurationIn, runIn, type Configuration } from "../../train/checkpoint.ts";
import { startFrom, type Run } from "../../train/training-loop.ts";
import { BadInput } from "../shell/bad-input.ts";
import { grouped } from "../../format/text.ts";
import type { Screen } from "../shell/console.ts";
import { bytesOf, onDisk, placeOf } from "../shell/files.ts";
import type { Setup } from "./setup.ts";
import type { NeuralOptions } from "./options.ts";

/** A file as it was found, and what the training in it was made with. */
export interface Kept {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly made: Configuration;
}

/** The training in a file. Throws `BadInput` if it cannot be read, or is none. */
export function keptIn(file: string): Kept {
  const bytes = bytesOf(file);
  return { file, bytes, made: understood(file, () => configurationIn(readSafetensors(bytes))) };
}

/** The options of a training, as they would be typed. */
export function optionsOf({ made }: Kept): readonly (readonly [string, string])[] {
  return Object.entries(made).filter(([name]) => name !== HASH && name !== SPLIT);
}

/** The run in a file. Throws `BadInput` if it is one of another text or of other options. */
export function runOf({ file, bytes, made }: Kept, { start }: Setup, configuration: Configuration): Run<MlpParameters> {
  if (made[HASH] === undefined) throw new BadInput(`cannot go on with ${file}: ${contentsOf(bytes)}, and no training of this program`);
  if (made[HASH] !== configuration[HASH]) throw new BadInput(`cannot go on with ${file}: it was trained on another text`);
  // how many steps there will be may be changed, and the text may have been moved
  const free = Object.entries(made).filter(([name]) => name === "steps" || name === "text");
  const { text, ...rest } = configuration;
  return understood(file, () => runIn(bytes, { like: start, configuration: { ...rest, ...Object.fromEntries(free) } }));
}

/** What stands in a file of tensors, such as `it has 2 tensors (bias, weight)`. */
function contentsOf(bytes: Uint8Array): string {
  const names = [...readSafetensors(bytes).tensors.keys()];
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name)).join(", ");
  return names.length === 0 ? "it has no tensors" : `it has ${names.length === 1 ? "one tensor" : `${grouped(names.length)} tensors`} (${shown}${names.length > 3 ? ", …" : ""})`;
}

/** Before the first step. */
export function newRun({ start }: Setup): Run<MlpParameters> {
  return startFrom(start);
}

const HASH = "text’s SHA-256";
const SPLIT = "split";

/** What decides how a training goes on. */
export function configurationOf(options: NeuralOptions, { parts }: Setup): Configuration {
  const { context, features, width, steps, batch, rate, evalInterval, seed, file } = options;
  const numbers = Object.entries({ context, features, width, steps, batch, rate, every: evalInterval, seed }).map(([name, number]) => [name, String(number)]);
  return { ...Object.fromEntries(numbers), ...(file !== null && { text: placeOf(file) }), [SPLIT]: "8 train, 1 validation, 1 test", [HASH]: createHash("sha256").update(parts.text).digest("hex") };
}

/** Puts a run into a file. Throws `BadInput` if that is not possible. */
export function keep<P extends Parameters>(file: string, run: Run<P>, configuration: Configuration): void {
  onDisk(`write ${file}`, () => replaceFile(placeOf(file), checkpointOf(run, configuration)));
}

/** Where a training is kept: a file, or without one a new file in a folder; and what it was made with. */
export interface KeptWhere {
  readonly file: string | null;
  readonly folder: string;
  readonly configuration: Configuration;
}

/**
 * Keeps a run of a demonstration that has ended and returns the file: that of its session, or a new one. Where it cannot be written, says
 * so and keeps the run in the system’s folder for temporary files. Throws `BadInput` if that is not possible either.
 */
export function keepSomewhere<P extends Parameters>({ file, folder, configuration }: KeptWhere, run: Run<P>, { screen, topic }: { readonly screen: Screen; readonly topic: string }): string {
  const first = file ?? newName(folder, topic);
  try {
    keep(first, run, configuration);
    return first;
  } catch (mistake) {
    if (!(mistake instanceof BadInput)) throw mistake;
    screen.complain(`${topic}: ${mistake.message}`);
    const second = newName(tmpdir(), topic);
    keep(second, run, configuration);
    return second;
  }
}

/** Throws `BadInput` if there is a file already. */
export function checkNew(file: string): void {
  if (existsSync(placeOf(file))) throw new BadInput(`${file} is there already; to go on with it: --resume ${file}`);
}

/** Where a training is kept that has no file: where the program was called, or, if no file can be made there, in the system’s folder for such. */
export function fallbackFolder(): string {
  const trial = placeOf(`mlp-lm-${process.pid}.trial`);
  try {
    writeFileSync(trial, "", { flag: "wx" });
    unlinkSync(trial);
    return ".";
  } catch {
    return tmpdir();
  }
}

/** A name that no file in a folder has. */
function newName(folder: string, topic: string): string {
  for (let number = 1; ; number++) {
    const file = join(folder, `${topic}${number === 1 ? "" : `-${number}`}.safetensors`);
    if (!existsSync(placeOf(file))) return file;
  }
}

function understood<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    throw new BadInput(`cannot go on with ${file}: ${failure.message.replace(/^(checkpoint|safetensors): /, "")}`);
  }
}
//# sourceMappingURL=../../.maps/demos/mlp-lm/checkpoints.ts.map
