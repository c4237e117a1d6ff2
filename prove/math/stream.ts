/** Random numbers that are the same on every run, for draws and samples. */
import { createHash } from "node:crypto";

/** xoshiro128** of Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", seeded with the SHA-256 of a text. */
export class Stream {
  readonly #state: Uint32Array;

  constructor(seed: string) {
    const hash = createHash("sha256").update(seed).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => hash.readUInt32LE(at));
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
    const [a = 0, b = 0, c = 0, d = 0] = this.#state;
    const result = Math.imul(turned(Math.imul(b, 5), 7), 9);
    const third = c ^ a;
    const fourth = d ^ b;
    this.#state.set([a ^ fourth, b ^ third, third ^ (b << 9), turned(fourth, 11)]);
    return result >>> 0;
  }
}

function turned(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
