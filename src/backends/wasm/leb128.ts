// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Whole numbers in as few bytes as they need: LEB128, seven bits a byte, the lowest first. */

/** A whole number from 0 on. The highest bit of a byte says that another follows. */
// Encode an unsigned number in LEB128
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) + (rest > 0 ? 128 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}

/** A number of 32 bits with a sign, in two's complement: bit 6 of the last byte is the sign. */
export function signed(value: number): readonly number[] {
  const bytes: number[] = [];
  for (;;) {
    const byte = value & 127;
    value >>= 7;
    const isLast = value === ((byte & 64) === 0 ? 0 : -1);
    bytes.push(isLast ? byte : byte + 128);
    if (isLast) return bytes;
  }
}
//# sourceMappingURL=../../.maps/backends/wasm/leb128.ts.map
