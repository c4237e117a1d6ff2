// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** Training of byte-pair encoding as it is defined: count all pairs, merge the most frequent one, repeat. */
// Import what naive training needs
import { ledger } from "../../ledger/ledger.ts";
import { encodeUtf8 } from "../utf-8.ts";
import type { Pair } from "./merges.ts";

// Train by counting all pairs again
/** A pre-token as token ids, and how often it occurs. */
interface Word {
  readonly ids: readonly number[];
  readonly count: number;
}

/**
 * The merges of byte-pair encoding, at most `most` of them, from pre-tokens with their counts. Bytes are the tokens 0 to 255, and the
 * merge at index k makes the token 256 + k. It ends where no pair occurs twice.
 * Source: Sennrich and others, “Neural machine translation of rare words with subword units”, 2016.
 */
export function trainNaively(preTokens: ReadonlyMap<string, number>, most: number): Pair[] {
  let words: Word[] = Array.from(preTokens, ([preToken, count]) => ({ ids: [...encodeUtf8(preToken)], count }));
  const merges: Pair[] = [];
  while (merges.length < most) {
    const pair = mostFrequent(countPairs(words));
    // Record the pairs that are counted
    ledger()?.("count again", { pairs: words.reduce((sum, { ids }) => sum + Math.max(0, ids.length - 1), 0) });
    if (pair === undefined) break;
    const id = 256 + merges.length;
    merges.push(pair);
    words = words.map(({ ids, count }) => ({ ids: replacePair(ids, pair, id), count }));
  }
  return merges;
}

// Count the pairs
/** How often each pair of neighbours occurs, by `left * 2 ** 21 + right`. */
function countPairs(words: readonly Word[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { ids, count } of words) {
    for (let i = 1; i < ids.length; i++) {
      const pair = ids[i - 1]! * 2 ** 21 + ids[i]!;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    }
  }
  return counts;
}

// Choose the most frequent pair
/** The pair with the largest count, of several the one with the smallest ids; `undefined` if none occurs twice. */
function mostFrequent(counts: ReadonlyMap<number, number>): Pair | undefined {
  let [best, most] = [Infinity, 1];
  for (const [pair, count] of counts) {
    if (count > most || (count === most && pair < best && most > 1)) [best, most] = [pair, count];
  }
  return most > 1 ? [Math.floor(best / 2 ** 21), best % 2 ** 21] : undefined;
}

// Replace a pair
/** The ids with each occurrence of the pair, from the left, replaced by `id`. */
export function replacePair(ids: readonly number[], [left, right]: Pair, id: number): number[] {
  const merged: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const found = ids[i] === left && ids[i + 1] === right;
    merged.push(found ? id : ids[i]!);
    if (found) i++;
  }
  return merged;
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/train-naively.ts.map
