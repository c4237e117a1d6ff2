// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
/** Sequences to train on, cut from a text or from names. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Examples } from "../../data/examples.ts";
import { data } from "../../data/files.ts";
import { splitItems } from "../../data/parts.ts";
import { textSequences, type Sequences } from "../../data/sequences.ts";
import { splitText, type TextParts } from "../../data/split.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { encodeCompactly, vocabularyOf, withUnknown, type Vocabulary } from "../../tokenizers/vocabulary.ts";
import { textFor } from "../ngram/text.ts";
import { isNames, type Corpus, type CorpusChoice } from "../optimizers/corpus.ts";
import { BadInput } from "../shell/bad-input.ts";

/** Sequences in three parts as examples of several targets each, and what stands behind them. */
export interface SequenceCorpus extends Corpus {
  readonly vocabulary: Vocabulary;
  /** The first line of the training part that is not blank, at most 24 characters of it; where all lines are blank, the first of those. */
  readonly beginning: string;
}

/** Throws `BadInput` if the text cannot be used. */
export function sequencesFor(choice: CorpusChoice & { readonly context: number }): SequenceCorpus {
  const { context } = choice;
  const { text, ...parts } = isNames(choice) ? namesIn(data("names.txt")) : splitText(textFor(choice.file));
  const vocabulary = withUnknown(vocabularyOf(parts.train));
  const scored = Math.floor(context / 2);
  const [train, validation, test] = ([["train", {}], ["validation", { scored, stride: scored, from: context - scored + 1 }], ["test", { scored, stride: scored, from: context - scored + 1 }]] as const).map(([name, windows]) => {
    const ids = encodeCompactly(vocabulary, parts[name]);
    if (ids.length <= context) throw new BadInput(`the ${name} part of the text has ${ids.length} characters, and --context ${context} needs more`);
    return asExamples(textSequences(ids, { length: context, ...windows }));
  }) as [Examples, Examples, Examples];
  const title = isNames(choice) ? "names" : choice.file === null ? "Moby-Dick" : basename(choice.file);
  return { title, hash: createHash("sha256").update(text).digest("hex"), context, vocabularySize: vocabulary.size, train, validation, test, targets: context, vocabulary, beginning: /\S[^\n]{0,23}/u.exec(parts.train)?.[0] ?? parts.train.slice(0, 24) };
}

/** The names of three parts, each a line, in an order of their own. */
function namesIn(text: string): TextParts {
  const [train, validation, test] = Object.values(splitItems(text.trim().split("\n"), randomFrom(1851))).map((names) => `${names.join("\n")}\n`) as [string, string, string];
  return { text: train + validation + test, train, validation, test };
}

/** Sequences by the interface of examples: contexts are sequences, and each has a target for every position. */
function asExamples({ count, batch }: Sequences): Examples {
  return {
    count,
    batch(indices) {
      const { ids, targets } = batch(indices);
      return { contexts: ids, targets };
    },
  };
}
//# sourceMappingURL=../../.maps/demos/attention/corpus.ts.map
