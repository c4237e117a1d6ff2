// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** The code that knows only how frequent each token is. */
// Import what frequencies alone need
import type { Tokenizer } from "./tokenizer.ts";
import { encodeUtf8 } from "./utf-8.ts";

// Code each token by its frequency
/** Bits per byte of a text, when each token has its share of the training text, with one added to each count. */
export function orderZeroBits(tokenizer: Tokenizer, training: string, text: string): number {
  const counts = new Float64Array(tokenizer.size).fill(1);
  for (const id of tokenizer.encode(training)) counts[id]! += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bits = Array.from(tokenizer.encode(text), (id) => Math.log2(total / counts[id]!));
  return bits.reduce((sum, each) => sum + each, 0) / encodeUtf8(text).length;
}
//# sourceMappingURL=../.maps/tokenizers/order-zero.ts.map
