// Tangled from book/10-tokenisation/06-bits-per-byte.md. Edit the book, then: npm run tangle
/** Bits per byte: the loss of a language model in a unit that no tokenizer changes. */
// Import what bits per byte need
import type { Tokenizer } from "./tokenizer.ts";

// Count the bytes that each token stands for
/** The bytes of text that each id stands for; 0 for special tokens and for unused ids. */
export function bytesByToken({ size, tokens, special }: Tokenizer): Int32Array {
  const specialIds = new Set(special.values());
  return Int32Array.from({ length: size }, (_, id) => {
    if (specialIds.has(id)) return 0;
    // Count the bytes of a token
    return tokens[id]?.length ?? 0;
  });
}

// Add up nats and bytes
/** What predictions cost, and the bytes that they predicted. */
export interface Coded {
  readonly nats: number;
  readonly bytes: number;
}

/** The cost of predicted tokens. Throws `RangeError` unless there is a loss for each. */
export function coded(
  losses: ArrayLike<number>,
  ids: ArrayLike<number>,
  bytesOf: Int32Array,
): Coded {
  // Refuse losses of other tokens
  if (losses.length !== ids.length) throw new RangeError(`coded: ${losses.length} losses for ${ids.length} tokens`);
  let [nats, bytes] = [0, 0];
  for (let i = 0; i < ids.length; i++) {
    nats += losses[i]!;
    bytes += bytesOf[ids[i]!]!;
  }
  return { nats, bytes };
}

/** Bits per byte of parts together. Throws `RangeError` where they have no bytes. */
export function bitsPerByte(parts: Iterable<Coded>): number {
  let [nats, bytes] = [0, 0];
  for (const part of parts) {
    nats += part.nats;
    bytes += part.bytes;
  }
  // Refuse a text without bytes
  if (!(bytes > 0)) throw new RangeError(`bitsPerByte: the text has ${bytes} bytes`);
  return nats / (bytes * Math.LN2);
}
//# sourceMappingURL=../.maps/tokenizers/bits-per-byte.ts.map
