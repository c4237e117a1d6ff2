// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** A text as a GPT reads it: nine tenths to train on, the last tenth to validate. */
// Import what a text corpus uses
import { countCharacters } from "../tokenizers/characters.ts";
import { encodeCompactly, vocabularyOf, type Ids, type Vocabulary } from "../tokenizers/vocabulary.ts";
import { textSequences, type Sequences } from "./sequences.ts";
import { split } from "./split.ts";

// Number the characters of a text
/** A text in numbers. */
export interface TextCorpus {
  readonly vocabulary: Vocabulary;
  readonly ids: Ids;
  /** Where the validation part begins. */
  readonly validationFrom: number;
}

/** The vocabulary is that of the whole text. */
export function textCorpus(text: string): TextCorpus {
  const vocabulary = vocabularyOf(text);
  const ids = encodeCompactly(vocabulary, text);
  return { vocabulary, ids, validationFrom: countCharacters(split(text).train) };
}

// Cut both parts into windows
/** Windows of `context` tokens: to train on, one from each place; for validation disjoint ones, so that each target is in one. */
export function windowsOf(
  { ids, validationFrom }: TextCorpus, context: number,
): { readonly train: Sequences; readonly validation: Sequences } {
  return {
    train: textSequences(ids, { length: context, to: validationFrom }),
    validation: textSequences(ids,
      { length: context, stride: context, from: validationFrom }),
  };
}
//# sourceMappingURL=../.maps/data/text-corpus.ts.map
