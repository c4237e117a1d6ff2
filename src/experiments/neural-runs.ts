// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** The long runs of Chapter 4, of which each trains networks for minutes or hours. */
import { compressBy } from "../coding/with-model.ts";
import { split } from "../text/split.ts";
import { data } from "../text/data.ts";
import { encode, vocabularyOf, withStranger, type Vocabulary } from "../text/vocabulary.ts";
import { write } from "../markov/write.ts";
import { discountRule, PackedReader } from "../markov/packed-belief.ts";
import { PackedCounts, packedNeighbours } from "../markov/packed.ts";
import { neural, writer } from "../models/language-model.ts";
import { calm, lossOf, mlp, scoresOf, type MlpParameters, type MlpShape, type Spread } from "../models/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { streamsFrom } from "../random/streams.ts";
import { meanLoss } from "../train/evaluate.ts";
import { everyOf, listsOf, windowsOf, type Examples } from "../train/examples.ts";
import { follow, startFrom, type Mark } from "../train/follow.ts";
import { partsOf } from "../train/parts.ts";
import { fallingRate, type Course } from "../train/train.ts";

interface Run {
  readonly label: string;
  readonly shape: MlpShape;
  readonly spread: Spread;
  readonly course: Course;
  readonly steps: number;
  /** How many steps there are between two marks. */
  readonly every: number;
  readonly marked: Examples;
}

const rounded = (nats: number) => Number(nats.toFixed(5));
const secondsNow = () => performance.now() / 1000;
const say = (line: string) => process.stderr.write(`${line}\n`);
const NOVEL = "moby-dick.txt";

/** Trains, and marks: [steps taken, mean loss of the batches since the last mark, loss on the marked examples]. A step with a mark is not timed. */
function runOf({ label, shape, spread, course, steps, every, marked }: Run) {
  const [weights] = streamsFrom(course.seed);
  const runs = follow({ ...course, lossOf, heldOut: marked, every }, startFrom(mlp(shape, weights!, spread)));
  const began = secondsNow();
  let [seconds, first] = [0, NaN];
  for (;;) {
    const before = secondsNow();
    const { step, parameters, marks, recent } = runs.next().value;
    // a mark has taken the sum
    if (step === 1) first = recent.count > 0 ? recent.sum : marks[0]!.training;
    if (step % every !== 0) seconds += secondsNow() - before;
    else say(`${label} ${line(marks.at(-1)!).join(" ")} after ${Math.round(secondsNow() - began)} s`);
    if (step === steps) return { parameters, first: rounded(first), marks: marks.map(line), seconds: Math.round(seconds) };
  }
}
const line = ({ step, training, heldOut }: Mark) => [step, rounded(training), rounded(heldOut)];

/** Names: 80 of a hundred to train on, 10 to choose by, 10 to be examined on; shuffled first. */
function namesGround() {
  const list = data("names.txt").trim().split("\n");
  const vocabulary = vocabularyOf(data("names.txt"));
  const { training, heldOut, test } = partsOf(list.map((name) => encode(vocabulary, `${name}\n`)), randomFrom(1851));
  const shape = { context: 3, faces: vocabulary.faces, features: 10, width: 200 };
  const starts = { naive: { hidden: 1, output: 1 }, calm: calm(shape) };
  return { vocabulary, training: listsOf(training, 3), chosen: listsOf(heldOut, 3), examined: listsOf(test, 3), shape, starts, steps: 200_000, batch: 32 };
}

/** One run on the names, up to a step of the whole course, or all of it. */
export function onNames(start: "naive" | "calm", seed: number, until?: number) {
  const { shape, starts, training, chosen, steps, batch } = namesGround();
  const course: Course = { examples: training, batch, seed, rate: fallingRate(0.1, steps) };
  return runOf({ label: `names ${start} ${seed}`, shape, spread: starts[start], course, steps: until ?? steps, every: 2000, marked: chosen });
}

/** Both starts, from each seed. */
function names(seeds: readonly number[]) {
  const { vocabulary, shape, starts, training, chosen, examined, steps, batch } = namesGround();
  const runs = (["naive", "calm"] as const).flatMap((start) => seeds.map((seed) => {
    const { parameters, first, marks, seconds } = onNames(start, seed);
    const [ofTraining, ofChosen, ofExamined] = [training, chosen, examined].map((examples) => rounded(meanLoss(parameters, lossOf, examples)));
    return { start, seed, first, training: ofTraining, chosen: ofChosen, examined: ofExamined, seconds, marks, embedding: parameters.embedding.toArray() };
  }));
  return { shape, parameters: sizeOf(mlp(shape, randomFrom(1), starts.calm)), batch, steps, letters: vocabulary.letters, counts: { training: training.count, chosen: chosen.count, examined: examined.count }, runs };
}

/** The novel in numbers. */
interface Novel {
  readonly text: string;
  readonly cut: number;
  readonly vocabulary: Vocabulary;
  readonly ids: Int32Array;
}

/** The novel, cut, and numbered by what its first part has. */
function novel(): Novel {
  const { text, cut, training } = split(data(NOVEL));
  const vocabulary = withStranger(vocabularyOf(training));
  return { text, cut, vocabulary, ids: encode(vocabulary, text) };
}

/** A network on the novel. */
interface OnNovel {
  readonly context: number;
  readonly features: number;
  readonly width: number;
  readonly seed: number;
  readonly epochs: number;
}

/** One network on the novel; the rate falls in a straight line. */
function onNovel({ text, cut, vocabulary, ids }: Novel, { context, features, width, seed, epochs }: OnNovel) {
  const shape = { context, faces: vocabulary.faces, features, width };
  const examples = windowsOf(ids, context, context, cut);
  const batch = 64;
  const steps = Math.floor((epochs * examples.count) / batch);
  const course: Course = { examples, batch, seed, rate: (step) => 0.5 - 0.48 * (step / steps) };
  const everyEighth = everyOf(windowsOf(ids, context, cut, text.length), 8);
  const { parameters, first, marks, seconds } = runOf({ label: `novel ${context} ${features} ${width} ${seed}`, shape, spread: calm(shape), course, steps, every: Math.floor(steps / (8 * epochs)), marked: everyEighth });
  const heldOut = rounded(meanLoss(parameters, lossOf, windowsOf(ids, context, cut, text.length)));
  const training = rounded(meanLoss(parameters, lossOf, everyOf(examples, 8)));
  return { run: { shape, seed, epochs, batch, steps, parameters: sizeOf(parameters), first, heldOut, training, seconds, marks }, parameters };
}

/** How much farther looking back helps. */
function contexts(seeds: readonly number[]) {
  const ground = novel();
  const runs = [1, 2, 3, 5, 8].flatMap((context) => seeds.map((seed) => onNovel(ground, { context, features: 16, width: 128, seed, epochs: 1 }).run));
  return { runs };
}

/** A larger network, and what it knows beside the table of order 5. */
function longer(seeds: readonly number[]) {
  const ground = novel();
  const table = tableChances(ground);
  const runs = seeds.map((seed) => {
    const { run, parameters } = onNovel(ground, { context: 8, features: 24, width: 256, seed, epochs: 3 });
    const chances = networkChances(ground, parameters, 8);
    return { ...run, ...comparison(ground, chances, table), ...(seed === seeds[0] ? work(ground, parameters, run.shape) : {}) };
  });
  return { runs };
}

/** The chance of each held-out character by Kneser and Ney’s order 5, discount 0.9. */
function tableChances({ text, cut }: Novel): Float64Array {
  const packed = new PackedCounts(5);
  packed.read(text.slice(0, cut));
  const reader = new PackedReader(packedNeighbours(packed), discountRule(0.9));
  for (let i = cut - 5; i < cut; i++) reader.read(text.charCodeAt(i));
  return Float64Array.from({ length: text.length - cut }, (_, i) => reader.read(text.charCodeAt(cut + i)));
}

function networkChances({ text, cut, ids }: Novel, parameters: MlpParameters, context: number): Float64Array {
  const examples = windowsOf(ids, context, cut, text.length);
  const chances = new Float64Array(examples.count);
  for (let start = 0; start < chances.length; start += 1024) {
    const places = Int32Array.from({ length: Math.min(1024, chances.length - start) }, (_, i) => start + i);
    const { contexts, targets } = examples.batch(places);
    const logs = logSoftmax(scoresOf(parameters, contexts));
    const [all, wanted] = [logs.toData(), targets.toData()];
    places.forEach((place, i) => (chances[place] = Math.exp(all[i * logs.shape[1]! + wanted[i]!]!)));
  }
  return chances;
}

/** Where each is better, and what a mixture of the two is worth. In bits a character. */
function comparison({ text, cut }: Novel, network: Float64Array, table: Float64Array) {
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

/** A sample, and the held-out text in bytes. */
function work({ text, cut, vocabulary }: Novel, parameters: MlpParameters, { context }: MlpShape) {
  const model = neural((read) => scoresOf(parameters, read), vocabulary, context);
  const sample = write(writer(model), randomFrom(1851), { prompt: text.slice(cut - context, cut), length: 600 });
  say("compressing");
  const code = compressBy(model, text.slice(cut), text.slice(0, cut));
  return { sample, bytes: code.length, characters: text.length - cut };
}

/** What can be run, by name; each takes seeds. */
export const experiments = { names, contexts, novel: longer };
//# sourceMappingURL=../.maps/experiments/neural-runs.ts.map
