// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
/** What the instructions of a warp move: sectors of device memory, transactions of shared memory. */
import type { Space } from "./memory.ts";

/** Threads of a warp. */
export const WARP = 32;
/** Bytes of a sector, the least that device memory delivers. */
export const SECTOR = 32;
/** Banks of shared memory: word i lies in bank i mod 32. */
export const BANKS = 32;

// Count the sectors of one instruction
/** Sectors of 32 bytes in which these words of a buffer lie. */
export function sectorsOf(words: readonly number[]): number {
  return new Set(words.map((word) => Math.floor((4 * word) / SECTOR))).size;
}

// Count the transactions of a bank conflict
/** Transactions of one access to shared memory: the most different words that one bank must deliver. */
export function bankTransactionsOf(words: readonly number[]): number {
  const banks = Array.from({ length: BANKS }, () => new Set<number>());
  for (const word of words) banks[word % BANKS]?.add(word);
  return Math.max(...banks.map(({ size }) => size));
}

/** Transactions of an atomic access to shared memory: threads that change one word take turns. */
function turnsOf(words: readonly number[]): number {
  const banks = new Array<number>(BANKS).fill(0);
  for (const word of words) banks[word % BANKS] = (banks[word % BANKS] ?? 0) + 1;
  return Math.max(...banks);
}

// Count the instructions of each warp
/** The accesses of one kind to one memory. */
export class Traffic {
  /** Instructions of warps. */
  instructions = 0;
  /** Words that threads asked for. */
  words = 0;
  /** Sectors of a buffer, or transactions of shared memory. */
  transactions = 0;
  readonly #count: (words: readonly number[]) => number;
  /** Of each thread, its accesses since the last barrier; of each warp, the words of its first, second … instruction. */
  readonly #made: number[] = [];
  readonly #asked: number[][][] = [];

  constructor(space: Space, access: Access) {
    this.#count = space === "storage" ? sectorsOf : access === "atomic" ? turnsOf : bankTransactionsOf;
  }

  /** Notes that a thread asks for a word of the space. */
  note(thread: number, word: number): void {
    const instruction = (this.#made[thread] = (this.#made[thread] ?? -1) + 1);
    const warp = (this.#asked[Math.floor(thread / WARP)] ??= []);
    (warp[instruction] ??= []).push(word);
  }

  /** Counts what was noted: the i-th access of every thread of a warp is one instruction. */
  count(): void {
    for (const words of this.#asked.flat()) {
      this.instructions += 1;
      this.words += words.length;
      this.transactions += this.#count(words);
    }
    this.#made.length = 0;
    this.#asked.length = 0;
  }
}

/** What a thread does with a word. An atomic access reads it and writes it, and no other comes between. */
export type Access = "read" | "write" | "atomic";
//# sourceMappingURL=../.maps/gpu/traffic.ts.map
