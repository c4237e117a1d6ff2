// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Bytes ⇄ a file with fewer of them. */
import { BUDGET, Decoder, Encoder } from "./arithmetic-coder.ts";
import { Predictor } from "./predictor.ts";
import { pack, unpack } from "./file-format.ts";

/**
 * A file from which `decompress` makes `bytes` again: a header of 22 bytes, and the code. An encoder may be given, to be asked
 * afterwards. Throws `RangeError` if `order` is not 0, 1, …, 255 or if there are 2³² bytes or more.
 */
export function compress(bytes: Uint8Array, order: number, encoder = new Encoder()): Uint8Array {
  if (bytes.length >= 2 ** 32) throw new RangeError(`compress: at most ${2 ** 32 - 1} bytes, not ${bytes.length}`);
  const predictor = new Predictor(order);
  // Encode each byte, and only then count it
  for (const byte of bytes) {
    predictor.predict();
    let start = 0;
    for (let other = 0; other < byte; other++) {
      start += predictor.units(other);
    }
    encoder.encode(start, predictor.units(byte));
    predictor.update(byte);
  }
  return pack({ order, length: bytes.length, code: encoder.finish() });
}

/** What was compressed. Throws `RangeError` if `file` is not one that `compress` made, whole and undamaged. */
export function decompress(file: Uint8Array): Uint8Array {
  const { order, length, code } = unpack(file);
  const predictor = new Predictor(order);
  const bytes = new Uint8Array(length);
  const decoder = new Decoder(code);
  // Decode each byte by the same distribution, and only then count it
  const unitsOf = (byte: number) => predictor.units(byte);
  for (let i = 0; i < bytes.length; i++) {
    predictor.predict();
    bytes[i] = decoder.decode(unitsOf);
    predictor.update(bytes[i]);
  }
  return bytes;
}

/** The information content of each byte in bits, for a model that has counted those before it. */
export function informationContents(bytes: Uint8Array, order: number): Float64Array {
  const predictor = new Predictor(order);
  const costs = new Float64Array(bytes.length);
  bytes.forEach((byte, i) => {
    predictor.predict();
    costs[i] = -Math.log2(predictor.units(byte) / BUDGET);
    predictor.update(byte);
  });
  return costs;
}
//# sourceMappingURL=../.maps/compress/compress.ts.map
