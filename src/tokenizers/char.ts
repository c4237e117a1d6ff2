// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
/** The tokenizer whose tokens are code points, Chapter 4’s vocabulary. */
// Import what characters as tokens need
import type { Tokenizer } from "./tokenizer.ts";
import { encodeUtf8 } from "./utf-8.ts";
import { encode, type Vocabulary } from "./vocabulary.ts";

// Make a tokenizer of characters
/** Characters as tokens. If the vocabulary has an id for unknown ones, it is decoded as U+FFFD; if not, `encode` throws `RangeError` for one. */
export function charTokenizer(vocabulary: Vocabulary): Tokenizer {
  const tokens = vocabulary.tokens.map(encodeUtf8);
  while (tokens.length < vocabulary.size) tokens.push(encodeUtf8("\ufffd"));
  return { size: vocabulary.size, tokens, special: new Map(), encode: (text) => encode(vocabulary, text) };
}
//# sourceMappingURL=../.maps/tokenizers/char.ts.map
