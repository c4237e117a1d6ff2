// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Bits ⇄ bytes, the first bit highest. */

/** The byte that has a bit; `>> 3` would be negative from 2³¹ bits on. */
export function byteOf(bit: number): number {
  return Math.floor(bit / 8);
}

/** Collects bits. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  bits = 0;

  /** Writes 0 or 1. */
  write(bit: number): void {
    const at = byteOf(this.bits);
    if (at === this.#bytes.length) {
      const longer = new Uint8Array(2 * at);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[at] |= bit << (7 - (this.bits & 7));
    this.bits++;
  }

  /** The bits, with zeros after the last to fill its byte. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, byteOf(this.bits + 7));
  }
}

/** Gives bits out again, and zeros after the last. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): number {
    const at = byteOf(this.#bits);
    if (at >= this.#bytes.length) return 0;
    return (this.#bytes[at] >> (7 - (this.#bits++ & 7))) & 1;
  }
}
//# sourceMappingURL=../.maps/compress/bits.ts.map
