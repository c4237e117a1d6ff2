// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
/** Token ids ⇄ fewer bytes, by any language model and the arithmetic coder. */
// Import what coding of tokens uses
import { readerAfter, type LanguageModel } from "../models/language-model.ts";
import { Decoder, Encoder } from "./arithmetic-coder.ts";
import { quantise } from "./model-coder.ts";

// Encode tokens by a language model
/**
 * The code of tokens, given the tokens `before` them. Throws `RangeError` for an id that the
 * model does not know.
 */
export function compressTokens(
  model: LanguageModel, ids: ArrayLike<number>, before: ArrayLike<number> = [],
): Uint8Array {
  const encoder = new Encoder();
  const reader = readerAfter(model, before);
  for (const id of Array.from(ids)) {
    const frequencies = quantise(reader.distribution());
    const cumulative = frequencies.subarray(0, id).reduce((sum, each) => sum + each, 0);
    encoder.encode(cumulative, frequencies[id]!);
    reader.read(id);
  }
  return encoder.finish();
}

// Decode tokens by a language model
/** The first `length` tokens of what was compressed after `before`, by the same model. */
export function decompressTokens(model: LanguageModel, code: Uint8Array, { length, before = [] }: { readonly length: number; readonly before?: ArrayLike<number> }): number[] {
  const decoder = new Decoder(code);
  const reader = readerAfter(model, before);
  return Array.from({ length }, () => {
    const frequencies = quantise(reader.distribution());
    const id = decoder.decode((token) => frequencies[token]!);
    reader.read(id);
    return id;
  });
}
//# sourceMappingURL=../.maps/compress/token-coder.ts.map
