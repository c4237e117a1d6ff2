// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** Encoding by rank: of all pairs of neighbours the one with the lowest rank is merged, until none has a rank. */
// Import what encoding by rank needs
import { ledger } from "../../ledger/ledger.ts";
import { heap } from "./heap.ts";
import type { Merges } from "./merges.ts";

// Merge by rank, as it is defined
/** A merge: its rank, the place of its left token, and the ids after it. */
export interface MergeStep {
  readonly rank: number;
  readonly at: number;
  readonly ids: readonly number[];
}

/** Merges the ids of bytes: as long as a pair of neighbours has a rank, and one below `limit`, the first one of the lowest. O(n²). */
export function* mergeSteps({ ranks, results }: Merges, bytes: readonly number[], limit = Infinity): Generator<MergeStep> {
  let ids = bytes;
  for (;;) {
    let [best, at] = [limit, -1];
    for (let i = 1; i < ids.length; i++) {
      const rank = ranks.get(ids[i - 1]!, ids[i]!);
      if (rank >= 0 && rank < best) [best, at] = [rank, i - 1];
    }
    // Record the pairs that are looked up
    ledger()?.("by definition", { "look-ups": Math.max(0, ids.length - 1) });
    if (at < 0) return;
    ids = ids.toSpliced(at, 2, results[best]!);
    yield { rank: best, at, ids };
  }
}

/** What the last step leaves. */
export function mergeNaively(merges: Merges, bytes: readonly number[], limit = Infinity): readonly number[] {
  let ids = bytes;
  for (const step of mergeSteps(merges, bytes, limit)) ids = step.ids;
  return ids;
}

// Merge by rank with a heap
/** In a heap, an entry is a rank times this, plus a place. */
const PLACES = 2 ** 31;

/** The same in O(n log n): merges the first `n` of `ids` in place, and returns how many are left. */
export type Merger = (ids: Int32Array, n: number) => number;

/** A merger by these ranks. Its lists are kept for the next call. */
export function mergerOf({ ranks, results }: Merges): Merger {
  let [next, previous, rankAt] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];
  const queue = heap((one, other) => one < other);
  return (ids, n) => {
    // Lengthen the lists
    if (n > next.length) [next, previous, rankAt] = [new Int32Array(2 * n), new Int32Array(2 * n), new Int32Array(2 * n)];
    const rankPair = (i: number) => {
      const rank = next[i]! < n ? ranks.get(ids[i]!, ids[next[i]!]!) : -1;
      rankAt[i] = rank;
      if (rank < 0) return;
      queue.push(rank * PLACES + i);
      // Record an entry of the queue
      ledger()?.("by a heap", { entries: 1 });
    };
    for (let i = 0; i < n; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      rankPair(i);
    }
    for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
      const rank = Math.floor(entry / PLACES);
      const i = entry - rank * PLACES;
      if (rankAt[i] !== rank) continue; // a neighbour was merged meanwhile
      // Merge the pair that begins here
      const j = next[i]!;
      const k = next[j]!;
      ids[i] = results[rank]!;
      rankAt[j] = -1;
      next[i] = k;
      if (k < n) previous[k] = i;
      rankPair(i);
      if (previous[i]! >= 0) rankPair(previous[i]!);
    }
    // Close the gaps
    let count = 0;
    for (let i = 0; i < n; i = next[i]!) ids[count++] = ids[i]!;
    return count;
  };
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/encode.ts.map
