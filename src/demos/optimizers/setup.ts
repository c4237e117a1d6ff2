// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** What the demonstration trains on. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { data } from "../../data/files.ts";
import { paddedSequences, slidingWindows, type Examples } from "../../data/examples.ts";
import { splitItems } from "../../data/parts.ts";
import { splitText } from "../../data/split.ts";
import { defaultInitStd, initMlp, type MlpParameters } from "../../models/mlp-lm/mlp-lm.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { streamsFrom } from "../../random/streams.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import { encode, encodeCompactly, vocabularyOf, withUnknown } from "../../tokenizers/vocabulary.ts";
import { textFor } from "../ngram/text.ts";
import type { OptimizersOptions } from "./options.ts";

/** Examples in three parts, and the network before training. */
export interface Setup {
  readonly title: string;
  readonly hash: string;
  readonly context: number;
  readonly vocabularySize: number;
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
  readonly start: MlpParameters;
}

type Corpus = Omit<Setup, "start" | "hash"> & { readonly text: string };

/** Throws `BadInput` if the text cannot be used. */
export function setupFor(options: OptimizersOptions): Setup {
  const ofNames = options.file === null && options.corpus === "names";
  const { text, ...corpus } = ofNames ? namesCorpus() : textCorpus(options.file);
  const { context, vocabularySize } = corpus;
  const shape = { context, vocabularySize, ...(ofNames ? { features: 10, width: 200 } : { features: 16, width: 128 }) };
  const [random] = streamsFrom(options.seed);
  return { ...corpus, hash: createHash("sha256").update(text).digest("hex"), start: initMlp(shape, random!, defaultInitStd(shape)) };
}

/** Of a hundred names 80 to train on, 10 to choose by, 10 to be tested on. */
function namesCorpus(): Corpus {
  const text = data("names.txt");
  const vocabulary = vocabularyOf(text);
  const names = text.trim().split("\n").map((name) => encode(vocabulary, `${name}\n`));
  const [train, validation, test] = Object.values(splitItems(names, randomFrom(1851))).map((part) => paddedSequences(part, 3)) as [Examples, Examples, Examples];
  return { title: "names", text, context: 3, vocabularySize: vocabulary.size, train, validation, test };
}

/** Eight tenths to train on, one to choose by, one to be tested on. */
function textCorpus(file: string | null): Corpus {
  const parts = splitText(textFor(file));
  const vocabulary = withUnknown(vocabularyOf(parts.train));
  const ids = encodeCompactly(vocabulary, parts.text);
  const validationStart = countCharacters(parts.train);
  const testStart = ids.length - countCharacters(parts.test);
  const window = (from: number, to: number) => slidingWindows(ids, 8, from, to);
  return {
    title: file === null ? "Moby-Dick" : basename(file),
    text: parts.text,
    context: 8,
    vocabularySize: vocabulary.size,
    train: window(8, validationStart),
    validation: window(validationStart, testStart),
    test: window(testStart, ids.length),
  };
}
//# sourceMappingURL=../../.maps/demos/optimizers/setup.ts.map
