// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
/** What is trained on: names, or a text. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { data } from "../../data/files.ts";
import { paddedSequences, slidingWindows, type Examples } from "../../data/examples.ts";
import { splitItems } from "../../data/parts.ts";
import { splitText } from "../../data/split.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import { encode, encodeCompactly, vocabularyOf, withUnknown } from "../../tokenizers/vocabulary.ts";
import { textFor } from "../ngram/text.ts";

/** Examples in three parts, and the SHA-256 of the text they were cut from. */
export interface Corpus {
  readonly title: string;
  readonly hash: string;
  readonly context: number;
  readonly vocabularySize: number;
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
  /** How many characters an example of a training step predicts; 1 if nothing is said. */
  readonly targets?: number;
}

/** Which corpus: a file, or without one the names or the novel. */
export interface CorpusChoice {
  readonly corpus: "names" | "moby-dick";
  readonly file: string | null;
}

/** Whether the names are meant. */
export const isNames = ({ corpus, file }: CorpusChoice): boolean => file === null && corpus === "names";

/** Throws `BadInput` if the text cannot be used. */
export function corpusFor(choice: CorpusChoice): Corpus {
  const { text, ...corpus } = isNames(choice) ? namesCorpus() : textCorpus(choice.file);
  return { ...corpus, hash: createHash("sha256").update(text).digest("hex") };
}

type Read = Omit<Corpus, "hash"> & { readonly text: string };

/** Of a hundred names 80 to train on, 10 to choose by, 10 to be tested on. */
function namesCorpus(): Read {
  const text = data("names.txt");
  const vocabulary = vocabularyOf(text);
  const names = text.trim().split("\n").map((name) => encode(vocabulary, `${name}\n`));
  const [train, validation, test] = Object.values(splitItems(names, randomFrom(1851))).map((part) => paddedSequences(part, 3)) as [Examples, Examples, Examples];
  return { title: "names", text, context: 3, vocabularySize: vocabulary.size, train, validation, test };
}

/** Eight tenths to train on, one to choose by, one to be tested on. */
function textCorpus(file: string | null): Read {
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
//# sourceMappingURL=../../.maps/demos/optimizers/corpus.ts.map
