// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** Arithmetic coding: a text as one long binary fraction. */
import { DigitReader, DigitWriter } from "./digits.ts";

/** How many units a distribution has: all of them are a probability of 1. */
export const BUDGET = 2 ** 20;
const [WHOLE, HALF, QUARTER] = [2 ** 32, 2 ** 31, 2 ** 30];

/** [low, high), where the fraction must lie. */
class Interval {
  low = 0;
  high = WHOLE;

  // Narrow the interval to the part of a token
  /** Keeps so many `units` from `start` on, of the interval's BUDGET. */
  narrow(start: number, units: number): void {
    const range = this.high - this.low;
    const end = Math.floor((range * (start + units)) / BUDGET);
    this.high = this.low + end;
    this.low += Math.floor((range * start) / BUDGET);
  }

  // Renormalise the interval
  /** Doubles one half. Says where it begins; −1 if none has it all. */
  magnify(): number {
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
/** Writes tokens, each as its part of the budget. */
export class Encoder {
  // Start with the whole interval
  readonly #interval = new Interval();
  readonly #writer = new DigitWriter();
  #waiting = 0;

  /** How many bits have been written. */
  get digits(): number {
    return this.#writer.digits;
  }

  /** Writes the token that has the units from `start` on. */
  encode(start: number, units: number): void {
    this.#interval.narrow(start, units);
    for (;;) {
      const from = this.#interval.magnify();
      if (from < 0) return;
      if (from === QUARTER) this.#waiting++;
      else this.#settle(from === HALF ? 1 : 0);
    }
  }

  #settle(digit: number): void {
    this.#writer.write(digit);
    for (; this.#waiting > 0; this.#waiting--) {
      this.#writer.write(1 - digit);
    }
  }

  // Write a number within the last interval
  /** The whole code: the last interval contains the second or third quarter, and two bits name it. */
  finish(): Uint8Array {
    this.#waiting++;
    this.#settle(this.#interval.low < QUARTER ? 0 : 1);
    return this.#writer.bytes();
  }
}

// Decode
/** Reads what an encoder wrote. */
export class Decoder {
  readonly #interval = new Interval();
  readonly #reader: DigitReader;
  #number = 0;

  constructor(code: Uint8Array) {
    this.#reader = new DigitReader(code);
    for (let i = 0; i < 32; i++) this.#number = 2 * this.#number + this.#reader.read();
  }

  // Find the token whose part contains the number
  /** The next token, if it has the units that the encoder used. */
  decode(unitsOf: (token: number) => number): number {
    const { low, high } = this.#interval;
    const above = this.#number - low;
    const place = Math.floor(((above + 1) * BUDGET - 1) / (high - low));
    let [token, start, units] = [0, 0, unitsOf(0)];
    while (start + units <= place) {
      start += units;
      units = unitsOf(++token);
    }
    this.#interval.narrow(start, units);
    // Renormalise, and read the next bits
    for (;;) {
      const from = this.#interval.magnify();
      if (from < 0) break;
      this.#number = 2 * (this.#number - from) + this.#reader.read();
    }
    return token;
  }
}
//# sourceMappingURL=../.maps/compress/arithmetic-coder.ts.map
