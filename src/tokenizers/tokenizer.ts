// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
/** The interface of all tokenizers, and what works with any of them. */
// Import what a tokenizer needs
import { utf8Decoder, type Utf8Decoder } from "./utf-8.ts";

// Define the interface of tokenizers
/** Text ⇄ token ids. */
export interface Tokenizer {
  /** V: ids are 0 to V − 1. */
  readonly size: number;
  /** The bytes of each token by its id; a special token has those of its name, and an id that no token has, none. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  /** The ids of the special tokens by their names. */
  readonly special: ReadonlyMap<string, number>;
  /** The ids of a text, in which the name of a special token is text like any other. */
  encode(text: string): Int32Array;
}

// Decode token ids
/** The bytes of a sequence of tokens. Throws `RangeError` for an id that no token has. */
export function decodeBytes({ tokens }: Tokenizer, ids: Iterable<number>): Uint8Array<ArrayBuffer> {
  const parts = Array.from(ids, (id) => bytesOf(tokens, id));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let n = 0;
  for (const part of parts) {
    bytes.set(part, n);
    n += part.length;
  }
  return bytes;
}

/** The text of a sequence of tokens; bytes that are not UTF-8 become U+FFFD. Throws as `decodeBytes` does. */
export function decode(tokenizer: Tokenizer, ids: Iterable<number>): string {
  const decoder = streamingDecoder(tokenizer);
  let text = "";
  for (const id of ids) text += decoder.push(id);
  return text + decoder.end();
}

function bytesOf(tokens: Tokenizer["tokens"], id: number): Uint8Array {
  const bytes = tokens[id];
  if (bytes === undefined) throw new RangeError(`decode: ${id} is not the id of a token`);
  return bytes;
}

// Decode token ids as they come
/** Decodes tokens one by one: a character that two tokens share comes with the second. */
export interface StreamingDecoder {
  /** The characters that are complete with this token. Throws `RangeError` for an id that no token has. */
  push(id: number): string;
  /** U+FFFD where the last character is incomplete, else nothing. */
  end(): string;
}

/** A decoder of a sequence that begins. */
export function streamingDecoder({ tokens }: Tokenizer): StreamingDecoder {
  const decoder: Utf8Decoder = utf8Decoder();
  return { push: (id) => decoder.push(bytesOf(tokens, id)), end: decoder.end };
}
//# sourceMappingURL=../.maps/tokenizers/tokenizer.ts.map
