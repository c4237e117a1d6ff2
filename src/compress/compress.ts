// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Bytes ⇄ a file with fewer of them. */
import { TOTAL, Decoder, Encoder } from "./arithmetic-coder.ts";
import { AdaptiveModel } from "./adaptive-model.ts";
import { pack, unpack } from "./file-format.ts";

/**
 * A file from which `decompress` makes `bytes` again: a header of 22 bytes, and the code. An encoder may be given, to be asked
 * afterwards. Throws `RangeError` if `order` is not 0, 1, …, 255 or if there are 2³² bytes or more.
 */
export function compress(bytes: Uint8Array, order: number, encoder = new Encoder()): Uint8Array {
  if (bytes.length >= 2 ** 32) throw new RangeError(`compress: at most ${2 ** 32 - 1} bytes, not ${bytes.length}`);
  const model = new AdaptiveModel(order);
  // Encode each byte, and only then count it
  for (const byte of bytes) {
    model.predict();
    let cumulative = 0;
    for (let other = 0; other < byte; other++) {
      cumulative += model.frequency(other);
    }
    encoder.encode(cumulative, model.frequency(byte));
    model.update(byte);
  }
  return pack({ order, length: bytes.length, code: encoder.finish() });
}

/** What was compressed. Throws `RangeError` if `file` is not one that `compress` made, whole and undamaged. */
export function decompress(file: Uint8Array): Uint8Array {
  const { order, length, code } = unpack(file);
  const model = new AdaptiveModel(order);
  const bytes = new Uint8Array(length);
  const decoder = new Decoder(code);
  // Decode each byte by the same distribution, and only then count it
  const frequencyOf = (byte: number) => model.frequency(byte);
  for (let i = 0; i < bytes.length; i++) {
    model.predict();
    bytes[i] = decoder.decode(frequencyOf);
    model.update(bytes[i]);
  }
  return bytes;
}

/** The information content of each byte in bits, for a model that has counted those before it. */
export function informationContents(bytes: Uint8Array, order: number): Float64Array {
  const model = new AdaptiveModel(order);
  const costs = new Float64Array(bytes.length);
  bytes.forEach((byte, i) => {
    model.predict();
    costs[i] = -Math.log2(model.frequency(byte) / TOTAL);
    model.update(byte);
  });
  return costs;
}
//# sourceMappingURL=../.maps/compress/compress.ts.map
