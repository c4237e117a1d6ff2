// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** A checksum of 32 bits: CRC-32, as in gzip and PNG. */

/** The polynomial x³² + x²⁶ + … + 1 of ISO 3309, its lowest power in the highest bit. */
const POLYNOMIAL = 0xedb88320;

/** What is left of each byte after eight divisions. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/**
 * The CRC-32 of bytes, from 0 to 2³² − 1; `before` is that of the bytes that stand before them. It differs wherever no more than
 * 32 neighbouring bits do. Source: RFC 1952, §8.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before;
  for (let i = 0; i < bytes.length; i++) rest = REMAINDERS[(rest ^ bytes[i]!) & 255]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
//# sourceMappingURL=../.maps/compress/crc-32.ts.map
