// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Checkpoints: a run as the bytes of a file, and back. */
// Import what a checkpoint uses
import { readSafetensors, safetensorsOf, type Safetensors } from "../io/safetensors.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import { shapeText } from "../layout/shape.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { sgd } from "../optim/sgd.ts";
import type { TrainState } from "./train.ts";
import type { Evaluation, Run } from "./training-loop.ts";

/** What a run was made with, by name: whatever decides how it goes on. */
export type Configuration = Readonly<Record<string, string>>;

// Write a checkpoint
/** The bytes of a file in the format safetensors. */
export function checkpointOf<P extends Parameters>(
  { step, parameters, state, best, evaluations, recent }: Run<P>,
  configuration: Configuration,
): Uint8Array<ArrayBuffer> {
  const tensors = new Map([
    ...leavesOf(parameters, "parameters."),
    ...leavesOf(best.parameters, "best."),
    ...leavesOf(state?.optimizer.memory ?? {}, "optimizer."),
    ["evaluations", tableOf(evaluations)] as const,
  ]);
  const metadata = { version: VERSION, step, "best step": best.step,
    "best validation loss": best.validation,
    "recent loss sum": recent.sum, "recent steps": recent.count,
    ...(state && stateMetadata(state)) };
  return safetensorsOf(tensors, metadataOf(metadata, configuration));
}

const MADE_WITH = "made with ";
/** Of the format. Version 1, which only SGD has written, had no state; versions 1 and 2 had other names. */
const VERSION = 3;
/** Names of versions 1 and 2, and what they are called now. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  marks: "evaluations",
  "best held-out loss": "best validation loss",
  "sum since mark": "recent loss sum",
  "steps since mark": "recent steps",
};

function stateMetadata({ optimizer, random, order }: TrainState): Readonly<Record<string, string | number>> {
  return { optimizer: optimizer.name, "optimizer step": optimizer.step, generator: random.join(" "), "data order": [order.count, order.batch, order.seed].join(" ") };
}

/** A row for each evaluation, in double precision, as they are in memory. */
function tableOf(evaluations: readonly Evaluation[]): Tensor {
  return asTensor(Float64Array.from(evaluations.flatMap(({ step, training, validation }) => [step, training, validation])), { shape: [evaluations.length, 3] });
}

// a number as JavaScript prints it is the same number when it is read again
function metadataOf(metadata: Readonly<Record<string, string | number>>, configuration: Configuration): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(metadata).map(([name, value]) => [name, String(value)] as const),
    ...Object.entries(configuration).map(([name, value]) => [MADE_WITH + name, value] as const),
  ]);
}

// Read a checkpoint
/** Where a run came to that was made with the same configuration. */
export interface Expected<P> {
  /** Parameters of the model, whose names, shapes and dtypes are those of the file. */
  readonly like: P;
  readonly configuration: Configuration;
  /** The optimizer that goes on; SGD if none is said. */
  readonly optimizer?: Optimizer;
}

/**
 * The run in the bytes of a checkpoint. Throws `RangeError` that says why if they are none, or of another model, another
 * configuration or another optimizer. Those of versions 1 and 2 are read as well.
 */
export function runIn<P extends Parameters>(bytes: Uint8Array, { like, configuration, optimizer = sgd(0) }: Expected<P>): Run<P> {
  const file = withPresentNames(readSafetensors(bytes));
  checkConfiguration(configurationIn(file), configuration);
  const number = (name: string) => numberIn(file, name);
  const count = (name: string) => countIn(file, name);
  const parameters = (prefix: string) => mapLeaves(like, (leaf, path) => tensorIn(file, prefix + path, leaf));
  return {
    step: count("step"),
    parameters: parameters("parameters."),
    state: stateIn(file, like, optimizer),
    best: { step: count("best step"), validation: number("best validation loss"), parameters: parameters("best.") },
    evaluations: evaluationsIn(file),
    recent: { sum: number("recent loss sum"), count: count("recent steps") },
  };
}

/** The configuration of the run that left these tensors and metadata. */
export function configurationIn({ metadata }: Safetensors): Configuration {
  return Object.fromEntries([...metadata].filter(([name]) => name.startsWith(MADE_WITH)).map(([name, value]) => [name.slice(MADE_WITH.length), value]));
}

/** A file of any version that is read, with the names of this one. Throws `RangeError` for other versions. */
function withPresentNames(file: Safetensors): Safetensors {
  const version = file.metadata.get("version") ?? "1";
  if (version === String(VERSION)) return file;
  if (version !== "1" && version !== "2") throw new RangeError(`checkpoint: it is of version ${version}, and versions 1 to ${VERSION} are read`);
  const renamed = <T>(entries: ReadonlyMap<string, T>) => new Map([...entries].map(([name, value]) => [FORMER_NAMES[name] ?? name, value]));
  return { ...file, tensors: renamed(file.tensors), metadata: renamed(file.metadata) };
}

/** What the last step has left; null if there was none, and in version 1. */
function stateIn(file: Safetensors, like: Parameters, optimizer: Optimizer): TrainState | null {
  const name = file.metadata.get("optimizer") ?? (file.metadata.has("version") ? undefined : "sgd");
  if (name !== undefined && name !== optimizer.name) throw new RangeError(`checkpoint: trained with ${name}, and now it is ${optimizer.name}`);
  if (!file.metadata.has("optimizer")) return null;
  const expected = optimizer.init(like).memory;
  const memory = mapLeaves(expected, (leaf, path) => tensorIn(file, `optimizer.${path}`, leaf));
  const known = new Set(leavesOf(expected, "optimizer.").map(([path]) => path));
  const other = [...file.tensors.keys()].find((each) => each.startsWith("optimizer.") && !known.has(each));
  if (other !== undefined) throw new RangeError(`checkpoint: it has \`${other}\`, which ${optimizer.name} does not remember`);
  const [count, batch, seed] = numbersIn(file, "data order", 3) as [number, number, number];
  return { optimizer: { name: optimizer.name, step: countIn(file, "optimizer step"), memory }, random: numbersIn(file, "generator", 4) as [number, number, number, number], order: { count, batch, seed } };
}

/** So many integers, with spaces between them. */
function numbersIn({ metadata }: Safetensors, name: string, count: number): readonly number[] {
  const text = metadata.get(name) ?? "";
  const numbers = text.split(" ").map(Number);
  if (!/^-?\d+( -?\d+)*$/.test(text) || numbers.length !== count || !numbers.every(Number.isSafeInteger)) throw new RangeError(`checkpoint: its ${name} is ${JSON.stringify(text)}, and not ${count} whole numbers`);
  return numbers;
}

function checkConfiguration(made: Configuration, wanted: Configuration): void {
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(made)])) {
    const [with_, now] = [made[name], wanted[name]];
    if (with_ !== now) throw new RangeError(`checkpoint: made with ${name} ${with_ ?? "unsaid"}, and now it is ${now ?? "unsaid"}`);
  }
}

function numberIn({ metadata }: Safetensors, name: string): number {
  const text = metadata.get(name) ?? "";
  const number = Number(text);
  // the losses of a run that has gone astray are no numbers, and are written as they are
  if (text.trim() === "" || (Number.isNaN(number) && text !== "NaN")) throw new RangeError(`checkpoint: it does not say its ${name}`);
  return number;
}

function countIn(file: Safetensors, name: string): number {
  const number = numberIn(file, name);
  if (!(Number.isSafeInteger(number) && number >= 0)) throw new RangeError(`checkpoint: its ${name} is ${number}, and not a whole number`);
  return number;
}

function tensorIn({ tensors }: Safetensors, name: string, like: Tensor): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`checkpoint: it has no \`${name}\``);
  const [found, wanted] = [tensor, like].map(({ dtype, shape }) => `${dtype} ${shapeText(shape)}`);
  if (found !== wanted) throw new RangeError(`checkpoint: \`${name}\` is ${found}, and in the model ${wanted}`);
  return tensor;
}

function evaluationsIn({ tensors }: Safetensors): readonly Evaluation[] {
  const table = tensors.get("evaluations");
  if (table?.dtype !== "float64" || table.shape.length !== 2 || table.shape[1] !== 3) throw new RangeError("checkpoint: it has no table of evaluations");
  const numbers = table.dataSync();
  return Array.from({ length: table.shape[0]! }, (_, i) => ({ step: numbers[3 * i]!, training: numbers[3 * i + 1]!, validation: numbers[3 * i + 2]! }));
}
//# sourceMappingURL=../.maps/train/checkpoint.ts.map
