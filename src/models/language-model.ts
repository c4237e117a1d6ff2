// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** One interface for all language models: counted or trained, they give a row of chances. */
// Import what a language model is made of
import type { Distribution } from "../information/entropy.ts";
import type { Belief } from "./ngram/smoothing.ts";
import type { Writer } from "./ngram/sampler.ts";
import { softmax } from "../ops/softmax.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import { lastCharacters } from "../tokenizers/characters.ts";
import { encode, type Vocabulary } from "../tokenizers/vocabulary.ts";

// Say what a language model is
/** Whatever believes something of the next character. */
export interface LanguageModel {
  /** How many characters it looks back, at most. */
  readonly order: number;
  readonly vocabulary: Vocabulary;
  /** The chances of all faces after a history; they sum to one. */
  row(history: string): Distribution;
}

// See a table as a language model
/** A belief, asked about each letter; what they leave is the stranger’s. */
export function counted(
  belief: Belief,
  vocabulary: Vocabulary,
): LanguageModel {
  const { letters, faces } = vocabulary;
  const row = (history: string) => {
    const p = letters.map((each) => belief.probability(history, each));
    const left = 1 - p.reduce((sum, each) => sum + each, 0);
    return faces > letters.length ? [...p, Math.max(0, left)] : p;
  };
  return { order: belief.order, vocabulary, row };
}

// See a network as a language model
/**
 * A network that reads `context` characters; where fewer were read, the
 * first letter of the vocabulary stands before them.
 */
export function neural(
  scores: (contexts: Tensor) => Tensor,
  vocabulary: Vocabulary,
  context: number,
): LanguageModel {
  const filling = vocabulary.letters[0]!.repeat(context);
  const row = (history: string) => {
    const read = encode(vocabulary, lastCharacters(filling + history, context));
    const p = softmax(scores(asTensor(read, { shape: [1, context] })));
    return [...p.toData()];
  };
  return { order: context, vocabulary, row };
}

// Let a language model write
/** The model as a writer, who writes no strangers. */
export function writer({ order, vocabulary, row }: LanguageModel): Writer {
  const { letters } = vocabulary;
  return {
    order,
    letters,
    row(history) {
      const p = row(history).slice(0, letters.length);
      const sum = p.reduce((left, right) => left + right, 0);
      return p.map((chance) => chance / sum);
    },
  };
}
//# sourceMappingURL=../.maps/models/language-model.ts.map
