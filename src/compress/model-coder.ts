// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
/** A text ⇄ fewer bytes, by any language model and the arithmetic coder. */
import type { Distribution } from "../information/entropy.ts";
import { readerOf, type LanguageModel } from "../models/language-model.ts";
import { encode as idsOf } from "../tokenizers/vocabulary.ts";
import { TOTAL, Decoder, Encoder } from "./arithmetic-coder.ts";

// Quantise a distribution for the coder
/**
 * The frequencies of all tokens: 1 or more each, together TOTAL, in
 * proportion to their probabilities up to rounding.
 */
export function quantise(p: Distribution): Int32Array {
  const spare = TOTAL - p.length;
  const frequencies = Int32Array.from(p, (probability) =>
    1 + Math.floor(probability * spare));
  const assigned = frequencies.reduce((sum, each) => sum + each, 0);
  // the most probable token takes what rounding has left
  const largest = frequencies.indexOf(Math.max(...frequencies));
  frequencies[largest]! += TOTAL - assigned;
  // Refuse what is no distribution
  const without = frequencies.findIndex((each) => each < 1);
  if (without >= 0) throw new RangeError(`quantise: token ${without}, of probability ${p[without]}, would have the frequency ${frequencies[without]}`);
  return frequencies;
}

// Encode a text by a language model
/** The code of `text`, given the text `before` it. Throws `RangeError` for an unknown character that has no id, or for no distribution. */
export function compressBy(
  model: LanguageModel,
  text: string,
  before = "",
): Uint8Array {
  const encoder = new Encoder();
  const ids = idsOf(model.vocabulary, text);
  const reader = readerOf(model, before);
  let place = 0;
  for (const character of text) {
    const frequencies = quantise(reader.distribution());
    const id = ids[place++]!;
    encoder.encode(cumulative(frequencies, id), frequencies[id]!);
    // Encode an unknown character by its code point
    if (id === model.vocabulary.tokens.length) {
      const point = character.codePointAt(0)!;
      for (const byte of [point >> 16, (point >> 8) & 255, point & 255]) encoder.encode(byte * BYTE, BYTE);
    }
    reader.read(id);
  }
  return encoder.finish();
}

// Decode a text by a language model
/** The first `length` characters of what was compressed after `before`, by the same model. */
export function decompressBy(model: LanguageModel, code: Uint8Array, { length, before = "" }: { readonly length: number; readonly before?: string }): string {
  const { tokens } = model.vocabulary;
  const decoder = new Decoder(code);
  const reader = readerOf(model, before);
  let text = "";
  for (let i = 0; i < length; i++) {
    const frequencies = quantise(reader.distribution());
    const id = decoder.decode((token) => frequencies[token]!);
    text += tokens[id] ?? String.fromCodePoint((byteOf(decoder) << 16) | (byteOf(decoder) << 8) | byteOf(decoder));
    reader.read(id);
  }
  return text;
}

// an unknown character is coded by its code point, in three bytes that are all equally likely
const BYTE = TOTAL / 256;
const byteOf = (decoder: Decoder) => decoder.decode(() => BYTE);

/** The sum of the frequencies before a token’s. */
function cumulative(frequencies: Int32Array, id: number): number {
  return frequencies.subarray(0, id).reduce((sum, each) => sum + each, 0);
}
//# sourceMappingURL=../.maps/compress/model-coder.ts.map
