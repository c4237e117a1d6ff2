// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** A text in tokens, as a GPT reads it. */
// Import what a corpus of tokens uses
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { encodeUtf8 } from "../tokenizers/utf-8.ts";
import type { Vocabulary } from "../tokenizers/vocabulary.ts";
import { split } from "./split.ts";
import type { TextCorpus } from "./text-corpus.ts";

// Number the tokens of a text
/**
 * The vocabulary of a model whose tokens are those of a tokenizer: each item is written with
 * a character for each of its bytes.
 */
export function vocabularyIn({ tokens, size }: Tokenizer): Vocabulary {
  const written = (bytes: Uint8Array = new Uint8Array()) => String.fromCharCode(...bytes);
  return { tokens: Array.from(tokens, (bytes) => written(bytes)), size };
}

/** A text in tokens, with the bytes of its validation part, whose loss is divided by them. */
export interface TokenCorpus extends TextCorpus {
  readonly validationBytes: number;
}

/**
 * Nine tenths to train on, and the last to validate; each is encoded by itself, so that no
 * token crosses the boundary.
 */
export function tokenCorpus(tokenizer: Tokenizer, text: string): TokenCorpus {
  const { train, test } = split(text);
  const [first, last] = [tokenizer.encode(train), tokenizer.encode(test)];
  const ids = new Int32Array(first.length + last.length);
  ids.set(first);
  ids.set(last, first.length);
  return { vocabulary: vocabularyIn(tokenizer), ids,
    validationFrom: first.length, validationBytes: encodeUtf8(test).length };
}
//# sourceMappingURL=../.maps/data/token-corpus.ts.map
