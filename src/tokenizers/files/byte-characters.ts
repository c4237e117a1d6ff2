// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** The printable characters that stand for bytes in GPT-2’s files. */

// Give each byte a printable character
/** The bytes in the order of GPT-2’s first 256 ids: first those that Latin-1 prints, then all others. */
export const byteOrder: readonly number[] = [...range(0x21, 0x7f), ...range(0xa1, 0xad), ...range(0xae, 0x100), ...range(0x00, 0x21), ...range(0x7f, 0xa1), 0xad];

/** The character of each byte: its own in Latin-1 if that is printed, else U+0100 and what follows. */
const characters: readonly string[] = range(0, 256).map((byte) => {
  const place = byteOrder.indexOf(byte);
  return String.fromCodePoint(place < 188 ? byte : 0x100 + place - 188);
});

const byteOf: ReadonlyMap<string, number> = new Map(characters.map((character, byte) => [character, byte]));

/** Bytes as a string of printable characters: `Ġ` for a space. */
export function toCharacters(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => characters[byte]!).join("");
}

/** The bytes that a string of such characters stands for. Throws `RangeError` for any other character. */
export function fromCharacters(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = byteOf.get(character);
    if (byte === undefined) throw new RangeError(`fromCharacters: ${JSON.stringify(character)} stands for no byte`);
    return byte;
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
//# sourceMappingURL=../../.maps/tokenizers/files/byte-characters.ts.map
