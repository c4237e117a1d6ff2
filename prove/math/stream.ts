/** Random numbers that are the same on every run, for draws and samples. */
import { createHash } from "node:crypto";

/** xoshiro128** of Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", seeded with the SHA-256 of a text. */
export class Stream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string) {
    const hash = createHash("sha256").update(seed).digest();
    this.#a = hash.readInt32LE(0);
    this.#b = hash.readInt32LE(4);
    this.#c = hash.readInt32LE(8);
    this.#d = hash.readInt32LE(12);
  }

  /** A number from [0, 1), of 53 random bits. */
  readonly uniform = (): number => ((this.#next() >>> 5) * 2 ** 26 + (this.#next() >>> 6)) / 2 ** 53;

  /** A number with mean 0 and variance 1. The polar method of Marsaglia and Bray (1964), of which one of two numbers is used. */
  readonly normal = (): number => {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };

  /** A whole number from 0 to n - 1. */
  readonly below = (n: number): number => Math.floor(this.uniform() * n);

  #next(): number {
    const result = Math.imul(turned(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = turned(this.#d, 11);
    return result >>> 0;
  }
}

function turned(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
