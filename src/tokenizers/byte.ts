// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
/** The tokenizer whose 256 tokens are the bytes of UTF-8. */
// Import what bytes as tokens need
import type { Tokenizer } from "./tokenizer.ts";
import { encodeUtf8 } from "./utf-8.ts";

// Make a tokenizer of bytes
/** Every byte as a token: no text has an unknown one. */
export const byteTokenizer: Tokenizer = {
  size: 256,
  tokens: Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  special: new Map(),
  encode: (text) => Int32Array.from(encodeUtf8(text)),
};
//# sourceMappingURL=../.maps/tokenizers/byte.ts.map
