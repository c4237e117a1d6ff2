// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** The novel as the long experiments see it, and what their records have. */
import { compressBy } from "../compress/model-coder.ts";
import { split } from "../data/split.ts";
import { data } from "../data/files.ts";
import { encode, vocabularyOf, withUnknown, type Vocabulary } from "../tokenizers/vocabulary.ts";
import { discountRule, PackedReader } from "../models/ngram/packed-model.ts";
import { PackedCounts, packedContinuations } from "../models/ngram/packed.ts";
import { sample } from "../models/language-model.ts";
import { neuralModel } from "../models/adapters.ts";
import { defaultInitStd, lossOf, initMlp, scoresOf, type MlpParameters, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { sgd } from "../optim/sgd.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { streamsFrom } from "../random/streams.ts";
import { meanLoss } from "../train/evaluate.ts";
import { subsample, slidingWindows } from "../data/examples.ts";
import { startFrom, type Run } from "../train/training-loop.ts";
import { inRecord, rounded, type Training } from "./recorded.ts";

/** The novel in numbers. */
export interface NovelInNumbers {
  readonly text: string;
  /** Where the validation tenth begins. */
  readonly cut: number;
  readonly vocabulary: Vocabulary;
  readonly ids: Int32Array;
}

/** The novel, cut, and numbered by what its first part has. */
export function novelInNumbers(): NovelInNumbers {
  const { text, cut, training } = split(data("moby-dick.txt"));
  const vocabulary = withUnknown(vocabularyOf(training));
  return { text, cut, vocabulary, ids: encode(vocabulary, text) };
}

/** A network on the novel. */
interface OnNovel {
  readonly context: number;
  readonly features: number;
  readonly width: number;
  readonly seed: number;
  /** How often it reads the text. */
  readonly epochs: number;
}

/** A training on the novel, with its length. */
export interface NovelTraining extends Training<MlpParameters> {
  readonly shape: MlpShape;
  readonly epochs: number;
  readonly steps: number;
}

/** Batches of 64 in a new order for each reading; the rate falls in a straight line; eight evaluations a reading, on every eighth place of the validation text. */
export function onNovel({ text, cut, vocabulary, ids }: NovelInNumbers, { context, features, width, seed, epochs }: OnNovel): NovelTraining {
  const shape = { context, vocabularySize: vocabulary.size, features, width };
  const examples = slidingWindows(ids, context, context, cut);
  const steps = Math.floor((epochs * examples.count) / 64);
  const validation = subsample(slidingWindows(ids, context, cut, text.length), 8);
  const trial = { lossOf, examples, validation, batch: 64, seed, optimizer: sgd((step) => 0.5 - 0.48 * (step / steps)), evalInterval: Math.floor(steps / (8 * epochs)) };
  const [weights] = streamsFrom(seed);
  return { shape, epochs, steps, trial, start: startFrom(initMlp(shape, weights!, defaultInitStd(shape))) };
}

/** The losses in the end, on the last tenth and on every eighth place of the rest, and the evaluations on the way. */
export function novelResult({ text, cut, ids }: NovelInNumbers, { shape, epochs, steps, trial }: NovelTraining, { parameters, evaluations }: Run<MlpParameters>) {
  const validation = rounded(meanLoss(parameters, lossOf, slidingWindows(ids, shape.context, cut, text.length)));
  const training = rounded(meanLoss(parameters, lossOf, subsample(slidingWindows(ids, shape.context, shape.context, cut), 8)));
  const { context, vocabularySize: faces, features, width } = shape;
  return { shape: { context, faces, features, width }, epochs, batch: trial.batch, steps, parameters: sizeOf(parameters), heldOut: validation, training, marks: evaluations.map(inRecord) };
}

/** What the records of these experiments name `faces` and `heldOut`. */
interface NovelRecord {
  readonly shape: Omit<MlpShape, "vocabularySize"> & { readonly faces: number };
  readonly heldOut: number;
}

/** A recorded result with the names of the program. */
export function fromRecord<R extends NovelRecord>({ shape: { faces, ...rest }, heldOut, ...others }: R) {
  return { ...others, shape: { ...rest, vocabularySize: faces }, validation: heldOut };
}

/** The probability of each validation character by Kneser and Ney’s order 5, discount 0.9. */
export function tableChances({ text, cut }: NovelInNumbers): Float64Array {
  const packed = new PackedCounts(5);
  packed.read(text.slice(0, cut));
  const reader = new PackedReader(packedContinuations(packed), discountRule(0.9));
  for (let i = cut - 5; i < cut; i++) reader.read(text.charCodeAt(i));
  return Float64Array.from({ length: text.length - cut }, (_, i) => reader.read(text.charCodeAt(cut + i)));
}

/** The probability of each validation character by a network. */
export function networkChances({ text, cut, ids }: NovelInNumbers, parameters: MlpParameters, context: number): Float64Array {
  const examples = slidingWindows(ids, context, cut, text.length);
  const chances = new Float64Array(examples.count);
  for (let start = 0; start < chances.length; start += 1024) {
    const places = Int32Array.from({ length: Math.min(1024, chances.length - start) }, (_, i) => start + i);
    const { contexts, targets } = examples.batch(places);
    const logs = logSoftmax(scoresOf(parameters, contexts));
    const [all, wanted] = [logs.dataSync(), targets.dataSync()];
    places.forEach((place, i) => (chances[place] = Math.exp(all[i * logs.shape[1]! + wanted[i]!]!)));
  }
  return chances;
}

/** Where each is better, and what a mixture of the two is worth. In bits a character. */
export function comparison({ text, cut }: NovelInNumbers, network: Float64Array, table: Float64Array) {
  const seen = new Map<string, number>();
  for (let i = 5; i < cut; i++) seen.set(text.slice(i - 5, i), (seen.get(text.slice(i - 5, i)) ?? 0) + 1);
  const limits = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, Infinity];
  const rows = limits.map((least) => ({ least, places: 0, network: 0, table: 0 }));
  table.forEach((chance, i) => {
    const times = seen.get(text.slice(cut + i - 5, cut + i)) ?? 0;
    const row = rows[limits.findIndex((limit) => times < limit) - 1] ?? rows[0]!;
    row.places++;
    row.network -= Math.log2(network[i]!);
    row.table -= Math.log2(chance);
  });
  const mixed = Array.from({ length: 11 }, (_, k) => {
    const sum = table.reduce((bits, chance, i) => bits - Math.log2((k / 10) * network[i]! + (1 - k / 10) * chance), 0);
    return [k / 10, rounded(sum / table.length)] as const;
  });
  const bySeen = rows.filter(({ places }) => places > 0).map(({ least, places, network, table }) => ({ least, places, network: rounded(network / places), table: rounded(table / places) }));
  return { bySeen, mixed };
}

/** A sample, and the validation text in bytes. */
export function work({ text, cut, vocabulary }: NovelInNumbers, parameters: MlpParameters, { context }: MlpShape) {
  const model = neuralModel((read) => scoresOf(parameters, read), vocabulary, context);
  const written = sample(model, randomFrom(1851), { prompt: text.slice(cut - context, cut), length: 600 });
  const code = compressBy(model, text.slice(cut), text.slice(0, cut));
  return { sample: written, bytes: code.length, characters: text.length - cut };
}
//# sourceMappingURL=../.maps/experiments/novel.ts.map
