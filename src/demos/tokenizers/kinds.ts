// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** The tokenizers that the demonstration can make of a text. */
import { countPreTokens, trainBpe } from "../../tokenizers/bpe/bpe.ts";
import { byteTokenizer } from "../../tokenizers/byte.ts";
import { charTokenizer } from "../../tokenizers/char.ts";
import { patterns, preTokensOf, splitBy, whole } from "../../tokenizers/pre-tokenizer.ts";
import type { Tokenizer } from "../../tokenizers/tokenizer.ts";
import { trainUnigram } from "../../tokenizers/unigram/train.ts";
import { unigramTokenizer } from "../../tokenizers/unigram/unigram.ts";
import { vocabularyOf, withUnknown } from "../../tokenizers/vocabulary.ts";

/** How a tokenizer is made. */
export interface Making {
  readonly size: number;
  readonly split: keyof typeof patterns | "none";
}

/** A kind of tokenizer: what it is, which options it takes, and how it is made of a training text. */
interface Maker {
  readonly title: string;
  readonly takes: readonly string[];
  readonly make: (text: string, making: Making) => Tokenizer;
}

const splitOf = (name: Making["split"]) => (name === "none" ? whole : splitBy(patterns[name]));

/** All kinds by name. */
export const kinds = {
  bpe: { title: "byte-pair encoding (the usual)", takes: ["vocab", "split", "save"], make: (text, { size, split }) => trainBpe(text, { size, split: splitOf(split) }) },
  unigram: { title: "unigram language model", takes: ["vocab", "split", "save"], make: (text, { size, split }) => unigramTokenizer(trainUnigram(countPreTokens(preTokensOf(splitOf(split), text)), { vocabularySize: size }), splitOf(split)) },
  byte: { title: "bytes, without any merge", takes: [], make: () => byteTokenizer },
  char: { title: "the characters of the text, and one token for all others", takes: [], make: (text) => charTokenizer(withUnknown(vocabularyOf(text))) },
} as const satisfies Readonly<Record<string, Maker>>;

/** The name of a kind. */
export type Kind = keyof typeof kinds;
//# sourceMappingURL=../../.maps/demos/tokenizers/kinds.ts.map
