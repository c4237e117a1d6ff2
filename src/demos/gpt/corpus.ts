// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** The text of the demonstration, in windows. */
// Import what the corpus of the GPT is made of
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
import { tokenCorpus } from "../../data/token-corpus.ts";
import { charTokenizer } from "../../tokenizers/char.ts";
import type { Tokenizer } from "../../tokenizers/tokenizer.ts";
import { encodeUtf8 } from "../../tokenizers/utf-8.ts";
import { tokenizerIn } from "../tokenizers/source.ts";

/** What the text is made of. */
export interface GptCorpus {
  readonly tokenizer: Tokenizer;
  readonly unit: "character" | "token";
  /** Of the validation part, for each of its characters or tokens. */
  readonly bytesPerUnit: number;
}
import { split } from "../../data/split.ts";

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

// Number the text of the demonstration
/** Throws `BadInput` if the text or the tokenizer cannot be used. */
export function corpusFor({ file, data: name, tokenizer: given }: Pick<TrainingOptions, "file" | "data" | "tokenizer">, context: number): GptCorpus {
  const tokenizer = given === null ? null : tokenizerIn(given);
  const text = file === null && name === "names" ? data("names.txt") : textFor(file);
  const unit = tokenizer === null ? "character" : "token";
  const corpus = tokenizer === null ? charactersOf(text) : tokenCorpus(tokenizer, text);
  const parts = { training: corpus.validationFrom, validation: corpus.ids.length - corpus.validationFrom };
  for (const [part, count] of Object.entries(parts)) {
    if (count <= context) throw new BadInput(`the ${part} part of the text has ${count} ${unit}s, and --context ${context} needs more`);
  }
  const { train, validation } = windowsOf(corpus, context);
  const title = file !== null ? basename(file) : name === "names" ? "names" : "Moby-Dick";
  return {
    title, unit, hash: createHash("sha256").update(text).digest("hex"), vocabulary: corpus.vocabulary,
    tokenizer: tokenizer ?? charTokenizer(corpus.vocabulary), bytesPerUnit: corpus.validationBytes / parts.validation,
    train: asExamples(train), validation: asExamples(validation), beginning: /\S[^\n]{0,23}/u.exec(text)?.[0] ?? text.slice(0, 24),
  };
}

/** The characters of a text, with the bytes of the last tenth. */
function charactersOf(text: string) {
  return { ...textCorpus(text), validationBytes: encodeUtf8(split(text).test).length };
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
