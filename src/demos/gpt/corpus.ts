// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** The text of the demonstration, in windows. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Examples } from "../../data/examples.ts";
import { data } from "../../data/files.ts";
import type { Sequences } from "../../data/sequences.ts";
import { textCorpus, windowsOf } from "../../data/text-corpus.ts";
import type { Vocabulary } from "../../tokenizers/vocabulary.ts";
import { textFor } from "../ngram/text.ts";
import { BadInput } from "../shell/bad-input.ts";
import type { TrainingOptions } from "./options.ts";

/** Windows to train on and to validate, and what stands behind them. */
export interface GptCorpus {
  readonly title: string;
  /** The SHA-256 of the text. */
  readonly hash: string;
  readonly vocabulary: Vocabulary;
  readonly train: Examples;
  readonly validation: Examples;
  /** The first line that is not blank, at most 24 characters of it; where all lines are blank, the first characters. */
  readonly beginning: string;
}

/** Throws `BadInput` if the text cannot be used. */
export function corpusFor({ file, data: name }: Pick<TrainingOptions, "file" | "data">, context: number): GptCorpus {
  const text = file === null && name === "names" ? data("names.txt") : textFor(file);
  const corpus = textCorpus(text);
  for (const [part, count] of [["training", corpus.validationFrom], ["validation", corpus.ids.length - corpus.validationFrom]] as const) {
    if (count <= context) throw new BadInput(`the ${part} part of the text has ${count} characters, and --context ${context} needs more`);
  }
  const { train, validation } = windowsOf(corpus, context);
  const title = file !== null ? basename(file) : name === "names" ? "names" : "Moby-Dick";
  return { title, hash: createHash("sha256").update(text).digest("hex"), vocabulary: corpus.vocabulary, train: asExamples(train), validation: asExamples(validation), beginning: /\S[^\n]{0,23}/u.exec(text)?.[0] ?? text.slice(0, 24) };
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
//# sourceMappingURL=../../.maps/demos/gpt/corpus.ts.map
