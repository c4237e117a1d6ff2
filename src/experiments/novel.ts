// Tangled from book/04-neural-lm/08-tuning-the-network.md. Edit the book, then: npm run tangle
/** The novel as the long experiments see it, and what their records have. */
import { compressBy } from "../compress/model-coder.ts";
import { data } from "../data/files.ts";
import { slidingWindows, subsample, type Examples } from "../data/examples.ts";
import { splitText } from "../data/split.ts";
import { encode, vocabularyOf, withUnknown, type Vocabulary } from "../tokenizers/vocabulary.ts";
import { discountRule, PackedReader } from "../models/ngram/packed-model.ts";
import { PackedCounts, packedContinuations } from "../models/ngram/packed.ts";
import { sample } from "../models/language-model.ts";
import { neuralModel } from "../models/adapters.ts";
import { defaultInitStd, lossOf, initMlp, logitsOf, type MlpParameters, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { sgd } from "../optim/sgd.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { streamsFrom } from "../random/streams.ts";
import { meanLoss } from "../train/evaluate.ts";
import { startFrom, type Run } from "../train/training-loop.ts";
import { inRecord, rounded, type Training } from "./recorded.ts";

// Lower the learning rate linearly
/** A learning rate that falls linearly to a twenty-fifth of itself. */
export function linearDecay(rate: number, steps: number) {
  return (step: number): number => rate * (1 - 0.96 * (step / steps));
}

/** The novel in numbers. */
export interface NovelInNumbers {
  readonly text: string;
  /** Where the validation part begins, and where the test part does, in UTF-16 units. */
  readonly validationFrom: number;
  readonly testFrom: number;
  readonly vocabulary: Vocabulary;
  readonly ids: Int32Array;
}

/** The parts of the novel. */
export type NovelPart = "train" | "validation" | "test";

/** The novel in three parts, numbered by the vocabulary of its training part. */
export function novelInNumbers(): NovelInNumbers {
  const { text, train, validation } = splitText(data("moby-dick.txt"));
  const vocabulary = withUnknown(vocabularyOf(train));
  return { text, validationFrom: train.length, testFrom: train.length + validation.length, vocabulary, ids: encode(vocabulary, text) };
}

/** Where a part begins and ends. */
function rangeOf({ text, validationFrom, testFrom }: NovelInNumbers, part: NovelPart): readonly [number, number] {
  return { train: [0, validationFrom], validation: [validationFrom, testFrom], test: [testFrom, text.length] }[part] as [number, number];
}

/** The examples of a part. The contexts of its first characters are in the part before; those of the training part begin after a whole context. */
export function examplesOf(novel: NovelInNumbers, part: NovelPart, context: number): Examples {
  const [from, to] = rangeOf(novel, part);
  return slidingWindows(novel.ids, context, Math.max(from, context), to);
}

/** A network on the novel, and how it is trained. */
export interface NovelSettings {
  readonly context: number;
  readonly features: number;
  readonly width: number;
  readonly seed: number;
  readonly batch: number;
  /** The learning rate of the first step. */
  readonly rate: number;
  readonly steps: number;
  /** How many evaluations there are. */
  readonly evaluations: number;
}

/** A training on the novel, with its length. */
export interface NovelTraining extends Training<MlpParameters> {
  readonly shape: MlpShape;
  readonly batch: number;
  readonly rate: number;
  readonly steps: number;
}

/** Minibatches in a new order for each epoch; the learning rate falls linearly; evaluated on every eighth position of the validation part. */
export function onNovel(novel: NovelInNumbers, { context, features, width, seed, batch, rate, steps, evaluations }: NovelSettings): NovelTraining {
  const shape = { context, vocabularySize: novel.vocabulary.size, features, width };
  const validation = subsample(examplesOf(novel, "validation", context), 8);
  const trial = { lossOf, examples: examplesOf(novel, "train", context), validation, batch, seed, optimizer: sgd(linearDecay(rate, steps)), evalInterval: Math.floor(steps / evaluations) };
  const [weights] = streamsFrom(seed);
  return { shape, batch, rate, steps, trial, start: startFrom(initMlp(shape, weights!, defaultInitStd(shape))) };
}

/** How a training went, without a look at the test part; losses in nats. */
export function novelResult({ shape, batch, rate, steps }: NovelTraining, { parameters, evaluations }: Run<MlpParameters>) {
  return { shape, batch, rate, steps, parameters: sizeOf(parameters), evaluations: evaluations.map(inRecord) };
}

/** The mean loss of a network on a part, in nats: on every position, or on each of so many. */
export function lossOn(novel: NovelInNumbers, part: NovelPart, { shape: { context } }: NovelTraining, { parameters }: Run<MlpParameters>, stride = 1): number {
  return rounded(meanLoss(parameters, lossOf, subsample(examplesOf(novel, part, context), stride)));
}

/** Interpolated Kneser–Ney smoothing of an order, with a discount. */
export interface TableSettings {
  readonly order: number;
  readonly discount: number;
}

/** The probability of each character of a part, by an n-gram model of the training part. */
export function tableProbabilities(novel: NovelInNumbers, part: NovelPart, { order, discount }: TableSettings): Float64Array {
  const { text, validationFrom } = novel;
  const [from, to] = rangeOf(novel, part);
  const packed = new PackedCounts(order);
  packed.read(text.slice(0, validationFrom));
  const reader = new PackedReader(packedContinuations(packed), discountRule(discount));
  for (let i = from - order; i < from; i++) reader.read(text.charCodeAt(i));
  return Float64Array.from({ length: to - from }, (_, i) => reader.read(text.charCodeAt(from + i)));
}

/** The probability of each character of a part, by a network. */
export function networkProbabilities(novel: NovelInNumbers, part: NovelPart, parameters: MlpParameters, context: number): Float64Array {
  const examples = examplesOf(novel, part, context);
  const probabilities = new Float64Array(examples.count);
  for (let start = 0; start < probabilities.length; start += 1024) {
    const indices = Int32Array.from({ length: Math.min(1024, probabilities.length - start) }, (_, i) => start + i);
    const { contexts, targets } = examples.batch(indices);
    const logs = logSoftmax(logitsOf(parameters, contexts));
    const [all, wanted] = [logs.dataSync(), targets.dataSync()];
    indices.forEach((index, i) => (probabilities[index] = Math.exp(all[i * logs.shape[1]! + wanted[i]!]!)));
  }
  return probabilities;
}

/** The loss of each character under a mixture, in bits; `share` is the weight of the first. */
export function mixedBits(one: Float64Array, other: Float64Array, share: number): Float64Array {
  return one.map((chance, i) => -Math.log2(share * chance + (1 - share) * other[i]!));
}

/** Means over blocks of so many numbers, one behind the other; the last has what is left. */
export function blockMeans(numbers: Float64Array, length: number): readonly number[] {
  return Array.from({ length: Math.ceil(numbers.length / length) }, (_, k) => meanOf(numbers.subarray(k * length, (k + 1) * length)));
}

/** What is compared: the probabilities of all characters of the validation part and of the test part. */
export type Probabilities = Readonly<Record<"validation" | "test", Float64Array>>;

/** A network, a table, and their mixture with the weight that is best on the validation part, in bits per character. */
export function comparison(novel: NovelInNumbers, network: Probabilities, table: Probabilities, order: number) {
  const mixed = (part: "validation" | "test", share: number) => mixedBits(network[part], table[part], share);
  const mixtures = Array.from({ length: 21 }, (_, k) => [k / 20, ...(["validation", "test"] as const).map((part) => rounded(meanOf(mixed(part, k / 20))))] as const);
  const [share] = mixtures.reduce((least, each) => (each[1]! < least[1]! ? each : least));
  const blocks = (weight: number) => blockMeans(mixed("test", weight), 1000).map(rounded);
  const nats = (part: "validation" | "test") => rounded(meanOf(mixed(part, 1)) * Math.LN2);
  return { validation: nats("validation"), test: nats("test"), mixtures, share, bySeen: bySeen(novel, network.test, table.test, order), blocks: { network: blocks(1), table: blocks(0), mixture: blocks(share) } };
}

/** The losses on the test part by how often the characters before a position, as many as the order, occurred in training. */
function bySeen({ text, validationFrom, testFrom }: NovelInNumbers, network: Float64Array, table: Float64Array, order: number) {
  const seen = new Map<string, number>();
  for (let i = order; i < validationFrom; i++) seen.set(text.slice(i - order, i), (seen.get(text.slice(i - order, i)) ?? 0) + 1);
  const limits = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, Infinity];
  const rows = limits.map((least) => ({ least, places: 0, network: 0, table: 0 }));
  table.forEach((chance, i) => {
    const times = seen.get(text.slice(testFrom + i - order, testFrom + i)) ?? 0;
    const row = rows[limits.findIndex((limit) => times < limit) - 1] ?? rows[0]!;
    row.places++;
    row.network -= Math.log2(network[i]!);
    row.table -= Math.log2(chance);
  });
  return rows.filter(({ places }) => places > 0).map(({ least, places, network, table }) => ({ least, places, network: rounded(network / places), table: rounded(table / places) }));
}

/** A sample, and the first characters of the test part in bytes. */
export function work({ text, testFrom, vocabulary }: NovelInNumbers, parameters: MlpParameters, { context }: MlpShape, characters: number) {
  const model = neuralModel((read) => logitsOf(parameters, read), vocabulary, context);
  const written = sample(model, randomFrom(1851), { prompt: text.slice(testFrom - context, testFrom), length: 300 });
  const code = compressBy(model, text.slice(testFrom, testFrom + characters), text.slice(0, testFrom));
  return { sample: written, compressed: { characters, bytes: code.length } };
}

function meanOf(numbers: Float64Array): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
//# sourceMappingURL=../.maps/experiments/novel.ts.map
