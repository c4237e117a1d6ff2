// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** A text ⇄ fewer bytes, by any language model and the arithmetic coder. */
import type { Distribution } from "../information/entropy.ts";
import type { LanguageModel } from "../models/language-model.ts";
import { encode as numbersOf } from "../tokenizers/vocabulary.ts";
import { BUDGET, Decoder, Encoder } from "./arithmetic-coder.ts";

// Spend the budget on a row
/**
 * The units of all faces: 1 or more each, together BUDGET; as near to
 * the chances as can be.
 */
export function unitsOf(row: Distribution): Int32Array {
  const spare = BUDGET - row.length;
  const units = Int32Array.from(row, (chance) =>
    1 + Math.floor(chance * spare));
  // the largest can spare, or take, what rounding has left
  const largest = units.indexOf(Math.max(...units));
  units[largest]! += BUDGET - units.reduce((sum, each) => sum + each, 0);
  // Refuse a row that is none
  const without = units.findIndex((each) => each < 1);
  if (without >= 0) throw new RangeError(`unitsOf: number ${without}, of chance ${row[without]}, would have ${units[without]} units`);
  return units;
}

// Write each character at the model’s price
/** The code of `text`, which stands after `before`. Throws `RangeError` for a stranger that has no number, or a row that has no chance for one that has. */
export function compressBy(
  { vocabulary, order, row }: LanguageModel,
  text: string,
  before = "",
): Uint8Array {
  const encoder = new Encoder();
  const whole = before + text;
  const numbers = numbersOf(vocabulary, text);
  for (let i = 0; i < text.length; i++) {
    const place = before.length + i;
    const history = whole.slice(Math.max(0, place - order), place);
    const units = unitsOf(row(history));
    encoder.encode(startOf(units, numbers[i]!), units[numbers[i]!]!);
    // Spell a stranger out
    if (numbers[i] === vocabulary.letters.length) {
      const unit = text.charCodeAt(i);
      for (const byte of [unit >> 8, unit & 255]) encoder.encode(byte * BYTE, BYTE);
    }
  }
  return encoder.finish();
}

// Read them back
/** The first `length` characters of what was compressed after `before`, by the same model. */
export function decompressBy({ vocabulary, order, row }: LanguageModel, code: Uint8Array, { length, before = "" }: { readonly length: number; readonly before?: string }): string {
  const decoder = new Decoder(code);
  let whole = before;
  for (let i = 0; i < length; i++) {
    const number = decoder.decode(unitsOf(row(whole.slice(Math.max(0, whole.length - order)))));
    whole += vocabulary.letters[number] ?? String.fromCharCode((decoder.decode(EVEN) << 8) | decoder.decode(EVEN));
  }
  return whole.slice(before.length);
}

// a stranger is told by its UTF-16 unit, in two bytes that are all equally likely
const BYTE = BUDGET / 256;
const EVEN = new Int32Array(256).fill(BYTE);

function startOf(units: Int32Array, number: number): number {
  return units.subarray(0, number).reduce((sum, each) => sum + each, 0);
}
//# sourceMappingURL=../.maps/compress/model-coder.ts.map
