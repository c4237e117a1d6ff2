// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** The trainings of the demonstration in files. */
import { readSafetensors } from "../../io/safetensors.ts";
import type { Parameters } from "../../nn/parameters.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { runIn, type Configuration } from "../../train/checkpoint.ts";
import type { Run } from "../../train/training-loop.ts";
import type { Kept } from "../mlp-lm/checkpoints.ts";
import { BadInput } from "../shell/bad-input.ts";
import { placeOf } from "../shell/files.ts";
import type { Corpus, CorpusChoice } from "./corpus.ts";
import type { Course } from "./session.ts";

const HASH = "text’s SHA-256";

/** The options of a training that goes on: those it was made with, and over them those that are typed now; of a file and a corpus the one that is typed. */
export function typedOptions(made: readonly (readonly [string, string])[], typed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const other = new Map([["text", "data"], ["data", "text"]]);
  return new Map([...made.filter(([name]) => !typed.has(other.get(name) ?? "")), ...typed]);
}

/** What decides how a training goes on; `model` is what decides what is trained. */
export function configurationOf({ optimizer, lr, schedule, warmup, clip, steps, batch, evalInterval, seed, corpus, file }: Course & CorpusChoice, { hash }: Corpus, model: Readonly<Record<string, string | number>> = {}): Configuration {
  const figures = { ...model, optimizer, lr, schedule, warmup, ...(clip !== null && { clip }), steps, batch, every: evalInterval, seed };
  const named = Object.entries(figures).map(([name, value]) => [name, String(value)]);
  return { ...Object.fromEntries(named), ...(file === null ? { data: corpus } : { text: placeOf(file) }), [HASH]: hash };
}

/** The run in a file, to go on with by an optimizer, with parameters of the shapes of `start`. Throws `BadInput` if it is one of another text or of other options. */
export function runOf<P extends Parameters>({ file, bytes, made }: Kept, start: P, { configuration, optimizer }: { readonly configuration: Configuration; readonly optimizer: Optimizer }): Run<P> {
  if (made[HASH] === undefined || made.optimizer === undefined) throw new BadInput(`cannot go on with ${file}: it has ${readSafetensors(bytes).tensors.size} tensors, and no training of this demonstration`);
  if (made[HASH] !== configuration[HASH]) throw new BadInput(`cannot go on with ${file}: it was trained on another text`);
  // how many steps there will be may be changed, and the text may have been moved
  const free = Object.fromEntries(Object.entries(made).filter(([name]) => name === "steps" || name === "text"));
  const { text, ...rest } = configuration;
  try {
    return runIn(bytes, { like: start, configuration: { ...rest, ...free }, optimizer });
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    throw new BadInput(`cannot go on with ${file}: ${failure.message.replace(/^(checkpoint|safetensors): /, "")}`);
  }
}
//# sourceMappingURL=../../.maps/demos/optimizers/checkpoints.ts.map
