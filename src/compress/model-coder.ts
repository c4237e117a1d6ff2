// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
/** A text ⇄ fewer bytes, by any language model and the arithmetic coder. */
import type { Distribution } from "../information/entropy.ts";
import { readerOf, type LanguageModel } from "../models/language-model.ts";
import { encode as numbersOf } from "../tokenizers/vocabulary.ts";
import { TOTAL, Decoder, Encoder } from "./arithmetic-coder.ts";

// Quantise a distribution for the coder
/**
 * The units of all tokens: 1 or more each, together TOTAL, in
 * proportion to their probabilities up to rounding.
 */
export function unitsOf(row: Distribution): Int32Array {
  const spare = TOTAL - row.length;
  const units = Int32Array.from(row, (chance) =>
    1 + Math.floor(chance * spare));
  // the most probable token takes what rounding has left
  const largest = units.indexOf(Math.max(...units));
  units[largest]! += TOTAL - units.reduce((sum, each) => sum + each, 0);
  // Refuse what is no distribution
  const without = units.findIndex((each) => each < 1);
  if (without >= 0) throw new RangeError(`unitsOf: number ${without}, of chance ${row[without]}, would have ${units[without]} units`);
  return units;
}

// Encode a text by a language model
/** The code of `text`, given the text `before` it. Throws `RangeError` for an unknown character that has no id, or for no distribution. */
export function compressBy(
  model: LanguageModel,
  text: string,
  before = "",
): Uint8Array {
  const encoder = new Encoder();
  const numbers = numbersOf(model.vocabulary, text);
  const reader = readerOf(model, before);
  let place = 0;
  for (const character of text) {
    const [units, number] = [unitsOf(reader.distribution()), numbers[place++]!];
    encoder.encode(startOf(units, number), units[number]!);
    // Encode an unknown character by its code point
    if (number === model.vocabulary.tokens.length) {
      const point = character.codePointAt(0)!;
      for (const byte of [point >> 16, (point >> 8) & 255, point & 255]) encoder.encode(byte * BYTE, BYTE);
    }
    reader.read(number);
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
    const units = unitsOf(reader.distribution());
    const number = decoder.decode((token) => units[token]!);
    text += tokens[number] ?? String.fromCodePoint((byteOf(decoder) << 16) | (byteOf(decoder) << 8) | byteOf(decoder));
    reader.read(number);
  }
  return text;
}

// an unknown character is coded by its code point, in three bytes that are all equally likely
const BYTE = TOTAL / 256;
const byteOf = (decoder: Decoder) => decoder.decode(() => BYTE);

function startOf(units: Int32Array, number: number): number {
  return units.subarray(0, number).reduce((sum, each) => sum + each, 0);
}
//# sourceMappingURL=../.maps/compress/model-coder.ts.map
