// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Binary digits ⇄ bytes, the first digit highest. */

/** The byte that has a digit; `>> 3` would be negative from 2³¹ digits on. */
export function byteOf(digit: number): number {
  return Math.floor(digit / 8);
}

/** Collects digits. */
export class DigitWriter {
  #bytes = new Uint8Array(1024);
  digits = 0;

  /** Writes 0 or 1. */
  write(digit: number): void {
    const at = byteOf(this.digits);
    if (at === this.#bytes.length) {
      const longer = new Uint8Array(2 * at);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[at] |= digit << (7 - (this.digits & 7));
    this.digits++;
  }

  /** The digits, with zeros after the last to fill its byte. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, byteOf(this.digits + 7));
  }
}

/** Gives digits out again, and zeros after the last. */
export class DigitReader {
  readonly #bytes: Uint8Array;
  #digits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): number {
    const at = byteOf(this.#digits);
    if (at >= this.#bytes.length) return 0;
    return (this.#bytes[at] >> (7 - (this.#digits++ & 7))) & 1;
  }
}
//# sourceMappingURL=../.maps/compress/digits.ts.map
