// Tangled from book/11-memory/10-exercises.md. Edit the book, then: npm run tangle
/** A real training step beside its prediction. */
import { backend as backendNamed } from "../../backends/choose.ts";
import { shapesOf } from "../../backends/shapes.ts";
import { grouped } from "../../format/text.ts";
import type { Architecture } from "../../memory/architecture.ts";
import { largestThatFits } from "../../memory/budget.ts";
import { publishedModels } from "../../memory/published-models.ts";
import { contents, type Block, type Content } from "../../memory/recording-pool.ts";
import { recordedTraining, type RecordedTraining } from "../../memory/step.ts";
import { peakOf } from "../../memory/timeline.ts";
import type { GptConfig } from "../../models/gpt/gpt.ts";
import { adafactor } from "../../optim/adafactor.ts";
import { adamW } from "../../optim/adam.ts";
import { leafByLeaf } from "../../optim/leaf-by-leaf.ts";
import { momentum } from "../../optim/momentum.ts";
import type { Optimizer } from "../../optim/optimizer.ts";
import { sgd } from "../../optim/sgd.ts";
import type { Backend } from "../../tensor-core.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { Task } from "./fit.ts";
import { gigabytes } from "./gigabytes.ts";

/** A memory of WebAssembly has no more bytes. */
const MOST_IN_WASM = 2 ** 32;

/** Optimisers that run, where their rule allows it tensor by tensor. The learning rate is no matter. */
const OPTIMIZERS: Readonly<Record<string, () => Optimizer>> = {
  sgd: () => leafByLeaf(sgd(1e-3)),
  momentum: () => leafByLeaf(momentum(1e-3, 0.9)),
  adamw: () => leafByLeaf(adamW(1e-3)),
  adafactor: () => adafactor(1e-3),
};

/** Why a GPT of this program cannot have an architecture; null where it can. */
export function whyNotRun({ name, gated, norm, learnedPositions, latent, experts, heads, keyValueHeads }: Architecture): string | null {
  if (latent || experts) return `${name} has ${latent ? "latent attention" : "experts"}`;
  if (keyValueHeads !== heads) return `${name} shares each key among several queries`;
  if (gated || norm !== "layer" || !learnedPositions) return `${name} has ${gated ? "gated feed-forward networks" : "another norm, or no learned positions"}`;
  return null;
}

function configOf({ vocabularySize, context, layers, width, heads, feedForward, bias, tied }: Architecture): GptConfig {
  return { vocabularySize, context, layers, width, heads, feedForward, bias, tied };
}

/** Bytes of one content when most is allocated. */
export interface ContentBytes {
  readonly content: Content;
  readonly predicted: number;
  readonly measured: number;
}

/** A step on a backend, and the same on its shapes. */
export interface Measured {
  readonly backend: string;
  readonly rows: readonly ContentBytes[];
  /** The largest number of bytes. */
  readonly predicted: number;
  readonly measured: number;
  /** The largest difference: of a row, of the peaks, or of the bytes of any of the blocks. */
  readonly apart: number;
}

/** Predicts a step, and then runs it unless it takes more than `memory`; `begins` is told of the prediction in between. Throws `BadInput` with what would fit. */
export function measuredStep({ architecture, batch, time }: Task, { optimizer, backend: name, memory, begins }: { readonly optimizer: string; readonly backend: string; readonly memory: number; readonly begins: (predicted: number, backend: string) => void }): Measured {
  const backend = backendNamed(name);
  const task = { config: configOf(architecture), batch, time, optimizer: OPTIMIZERS[optimizer]!() };
  const prediction = recordedTraining(shapesOf(backend), task);
  const predicted = peakOf(prediction);
  checkMemory(backend, task, predicted.bytes, memory);
  begins(predicted.bytes, backend.name);
  const measurement = recordedTraining(backend, task);
  const measured = peakOf(measurement);
  const rows = contents.map((content) => ({ content, predicted: predicted.by[content], measured: measured.by[content] }));
  const apart = Math.max(blocksApart(prediction, measurement), Math.abs(predicted.bytes - measured.bytes), ...rows.map((row) => Math.abs(row.predicted - row.measured)));
  return { backend: backend.name, rows, predicted: predicted.bytes, measured: measured.bytes, apart };
}

/** The largest difference between blocks of two steps, in the order of their allocation; infinite where one has more of them, or a block another life or content. */
export function blocksApart(some: readonly Block[], others: readonly Block[]): number {
  if (some.length !== others.length) return Infinity;
  return some.reduce((most, { bytes, content, start, end }, i) => {
    const other = others[i]!;
    return content === other.content && start === other.start && end === other.end ? Math.max(most, Math.abs(bytes - other.bytes)) : Infinity;
  }, 0);
}

function checkMemory(backend: Backend, task: RecordedTraining, predicted: number, memory: number): void {
  const most = backend.name.includes("wasm") ? Math.min(MOST_IN_WASM, memory) : memory;
  if (predicted <= most) return;
  const bytesOf = (config: GptConfig, batch: number, time: number) => peakOf(recordedTraining(shapesOf(backend), { ...task, config, batch, time })).bytes;
  throw new BadInput(`the step would take ${gigabytes(predicted)} GB on ${backend.name}, and there are ${gigabytes(most)} GB; ${cure(task, bytesOf, most)}`);
}

function cure({ config, batch, time = config.context }: RecordedTraining, bytesOf: (config: GptConfig, batch: number, time: number) => number, most: number): string {
  const fewer = largestThatFits((count) => bytesOf(config, count, time), most, batch);
  if (fewer > 0) return `--batch ${fewer} would fit`;
  const shorter = largestThatFits((length) => bytesOf(config, 1, length), most, time);
  if (shorter > 0) return `--batch 1 --context ${shorter} would fit`;
  const { gpt2 } = publishedModels;
  const model = bytesOf(configOf(gpt2), 1, 1) <= most ? `, such as --model gpt2 --batch 1 --context ${largestThatFits((length) => bytesOf(configOf(gpt2), 1, length), most, gpt2.context)},` : ", with fewer layers or less width,";
  return `only a smaller model${model} would fit`;
}

/** The rows as lines of a table: content, predicted and measured bytes, and their difference. */
export function measuredRows({ rows, predicted, measured }: Measured): readonly (readonly string[])[] {
  const line = (name: string, one: number, other: number) => [name, grouped(one), grouped(other), grouped(Math.abs(one - other))];
  return [...rows.map((row) => line(row.content, row.predicted, row.measured)), line("together", predicted, measured)];
}
//# sourceMappingURL=../../.maps/demos/memory/measure.ts.map
