// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Formats in which numbers are stored otherwise than the program has them: a block at a time. */
import { float16, type SmallFloat } from "./small-floats.ts";

/** The arrays in which such numbers come to the program. */
type Host = Float32Array | Int32Array;

/** How a block of numbers stands in bytes. */
export interface BlockFormat {
  /** How many numbers a block has, and how many bytes. */
  readonly blockLength: number;
  readonly blockBytes: number;
  /** Puts the numbers from place `from` on into the block at byte `at`. */
  put(numbers: ArrayLike<number>, from: number, bytes: Uint8Array, at: number): void;
  /** Takes them out of it, to place `to` on. */
  get(bytes: Uint8Array, at: number, numbers: Host, to: number): void;
}

/** The two directions between numbers and the bytes in which they are stored. Nothing is checked. */
export interface Conversion {
  /** Puts numbers, whole blocks of them, into bytes, the first as number `start` of all that are there, where a block begins. */
  readonly encode: (numbers: ArrayLike<number>, bytes: Uint8Array, start: number) => void;
  /** A copy of so many numbers, from number `start` on, which may be within a block. */
  readonly decode: (bytes: Uint8Array, start: number, count: number) => Host;
}

/** The columns of the table of dtypes for a format by blocks, whose numbers come to the program in arrays of one kind. */
export function inBlocks<H extends Host>(host: new (length: number) => H, { blockLength, blockBytes, put, get }: BlockFormat): Conversion & { readonly host: new (length: number) => H; readonly blockLength: number; readonly blockBytes: number } {
  return {
    host, blockLength, blockBytes,
    encode(numbers, bytes, start) {
      let at = (start / blockLength) * blockBytes;
      for (let i = 0; i < numbers.length; i += blockLength, at += blockBytes) put(numbers, i, bytes, at);
    },
    decode(bytes, start, count) {
      const first = Math.floor(start / blockLength);
      const blocks = Math.ceil((start + count) / blockLength) - first;
      const numbers = new host(Math.max(0, blocks) * blockLength);
      for (let block = 0; block < blocks; block++) get(bytes, (first + block) * blockBytes, numbers, block * blockLength);
      const before = start - first * blockLength;
      return numbers.length === count ? numbers : (numbers.slice(before, before + count) as H);
    },
  };
}

/** A number of 16 bits, the low byte first. */
export function small({ bits, value }: SmallFloat): BlockFormat {
  return {
    blockLength: 1, blockBytes: 2,
    put: (numbers, from, bytes, at) => putHalf(bits(numbers[from]!), bytes, at),
    get(bytes, at, numbers, to) {
      numbers[to] = value(halfAt(bytes, at));
    },
  };
}

/** A whole number of a byte, from `least` on 256 of them; what lies beyond an end is the end, a fraction loses what is behind its point, and NaN is 0. */
export function saturated(least: -128 | 0): BlockFormat {
  return {
    blockLength: 1, blockBytes: 1,
    put(numbers, from, bytes, at) {
      bytes[at] = Math.min(least + 255, Math.max(least, numbers[from]!));
    },
    get(bytes, at, numbers, to) {
      numbers[to] = least < 0 ? (bytes[at]! << 24) >> 24 : bytes[at]!;
    },
  };
}

/**
 * Q8_0 of GGUF: 32 numbers as a scale d in float16 and 32 whole numbers q of a byte; each number is d q. The scale is the largest size
 * over 127, so an error is at most half of it, if it is at least 127 · 2⁻²⁴: below, it is a subnormal float16 and rounded coarsely. A block with a number that is not finite, or whose scale is beyond float16, is NaN all over.
 */
export const q8_0: BlockFormat = {
  blockLength: 32, blockBytes: 34,
  put(numbers, from, bytes, at) {
    // Store 32 numbers under one scale
    let largest = 0;
    for (let i = 0; i < 32; i++)
      largest = Math.max(largest, Math.abs(numbers[from + i]!));
    const bits = float16.bits(largest / 127);
    // the codes are those of the scale that is stored
    const scale = float16.value(bits);
    putHalf(bits, bytes, at);
    for (let i = 0; i < 32; i++) {
      const code = scale === 0 ? 0 : Math.round(numbers[from + i]! / scale);
      bytes[at + 2 + i] = Math.min(127, Math.max(-127, code));
    }
  },
  get(bytes, at, numbers, to) {
    const scale = float16.value(halfAt(bytes, at));
    for (let i = 0; i < 32; i++) numbers[to + i] = scale * ((bytes[at + 2 + i]! << 24) >> 24);
  },
};

/**
 * Q4_1 of GGUF: 32 numbers as a scale d and a minimum m in float16 and 16 bytes of codes q from 0 to 15, in whose low halves the first 16
 * numbers stand and in their high halves the others; each number is d q + m. Not finite is the block of a number that is not.
 */
export const q4_1: BlockFormat = {
  blockLength: 32, blockBytes: 20,
  put(numbers, from, bytes, at) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < 32; i++) {
      least = Math.min(least, numbers[from + i]!);
      most = Math.max(most, numbers[from + i]!);
    }
    const [ofScale, ofLeast] = [float16.bits((most - least) / 15), float16.bits(least)];
    putHalf(ofScale, bytes, at);
    putHalf(ofLeast, bytes, at + 2);
    const [scale, minimum] = [float16.value(ofScale), float16.value(ofLeast)];
    const code = (x: number) => (scale === 0 ? 0 : Math.min(15, Math.max(0, Math.round((x - minimum) / scale))));
    for (let i = 0; i < 16; i++) bytes[at + 4 + i] = code(numbers[from + i]!) + 16 * code(numbers[from + 16 + i]!);
  },
  get(bytes, at, numbers, to) {
    const [scale, minimum] = [float16.value(halfAt(bytes, at)), float16.value(halfAt(bytes, at + 2))];
    for (let i = 0; i < 16; i++) {
      numbers[to + i] = scale * (bytes[at + 4 + i]! & 15) + minimum;
      numbers[to + 16 + i] = scale * (bytes[at + 4 + i]! >> 4) + minimum;
    }
  },
};

function putHalf(bits: number, bytes: Uint8Array, at: number): void {
  bytes[at] = bits & 255;
  bytes[at + 1] = bits >> 8;
}

function halfAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! + 256 * bytes[at + 1]!;
}
//# sourceMappingURL=../.maps/layout/block-formats.ts.map
