// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Arithmetic coding: a text as one long binary fraction. */
import { BitReader, BitWriter } from "./bits.ts";

/** The total frequency: frequency f means a probability of f / 2²⁰. */
export const TOTAL = 2 ** 20;
const [WHOLE, HALF, QUARTER] = [2 ** 32, 2 ** 31, 2 ** 30];

/** [low, high), where the fraction must lie. */
class Interval {
  low = 0;
  high = WHOLE;

  // Narrow the interval to the part of a token
  /** Keeps the part of a token, by its cumulative and own frequency. */
  narrow(cumulative: number, frequency: number): void {
    const range = this.high - this.low;
    const end = Math.floor((range * (cumulative + frequency)) / TOTAL);
    this.high = this.low + end;
    this.low += Math.floor((range * cumulative) / TOTAL);
  }

  // Renormalise the interval
  /** Doubles the half around the interval; returns its start or −1. */
  renormalise(): number {
    let from = -1;
    if (this.high <= HALF) from = 0;
    else if (this.low >= HALF) from = HALF;
    else if (this.low >= QUARTER && this.high <= HALF + QUARTER) {
      from = QUARTER;
    } else return from;
    this.low = 2 * (this.low - from);
    this.high = 2 * (this.high - from);
    return from;
  }
}

// Encode
/** Writes tokens, each as its part of the total. */
export class Encoder {
  // Start with the whole interval
  readonly #interval = new Interval();
  readonly #writer = new BitWriter();
  #pending = 0;

  /** How many bits have been written. */
  get bits(): number {
    return this.#writer.bits;
  }

  /** Writes a token, given the sum of frequencies before it and its own. */
  encode(cumulative: number, frequency: number): void {
    this.#interval.narrow(cumulative, frequency);
    for (;;) {
      const from = this.#interval.renormalise();
      if (from < 0) return;
      if (from === QUARTER) this.#pending++;
      else this.#settle(from === HALF ? 1 : 0);
    }
  }

  #settle(bit: number): void {
    this.#writer.write(bit);
    for (; this.#pending > 0; this.#pending--) {
      this.#writer.write(1 - bit);
    }
  }

  // Write a number within the last interval
  /** The whole code: the last interval contains the second or third quarter, and two bits name it. */
  finish(): Uint8Array {
    this.#pending++;
    this.#settle(this.#interval.low < QUARTER ? 0 : 1);
    return this.#writer.bytes();
  }
}

// Decode
/** Reads what an encoder wrote. */
export class Decoder {
  readonly #interval = new Interval();
  readonly #reader: BitReader;
  #number = 0;

  constructor(code: Uint8Array) {
    this.#reader = new BitReader(code);
    for (let i = 0; i < 32; i++) this.#number = 2 * this.#number + this.#reader.read();
  }

  // Find the token whose part contains the number
  /** The next token, by the frequencies that the encoder used. */
  decode(frequencyOf: (token: number) => number): number {
    const { low, high } = this.#interval;
    const above = this.#number - low;
    const place = Math.floor(((above + 1) * TOTAL - 1) / (high - low));
    let [token, cumulative, frequency] = [0, 0, frequencyOf(0)];
    while (cumulative + frequency <= place) {
      cumulative += frequency;
      frequency = frequencyOf(++token);
    }
    this.#interval.narrow(cumulative, frequency);
    // Renormalise, and read the next bits
    for (;;) {
      const from = this.#interval.renormalise();
      if (from < 0) break;
      this.#number = 2 * (this.#number - from) + this.#reader.read();
    }
    return token;
  }
}
//# sourceMappingURL=../.maps/compress/arithmetic-coder.ts.map
