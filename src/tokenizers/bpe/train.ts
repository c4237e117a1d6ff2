// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** Training of byte-pair encoding with an index of the places of each pair, and a heap of the pairs by their counts. */
// Import what fast training needs
import { ledger } from "../../ledger/ledger.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { heap } from "./heap.ts";
import type { Pair } from "./merges.ts";
import { pairTable } from "./pair-table.ts";

// Train with an index and a heap
/** The merges of `trainNaively`, the same ones, in O(N log N) for pre-tokens of N bytes together. */
export function trainMerges(preTokens: ReadonlyMap<string, number>, most: number): Pair[] {
  const { ids, weights, next, previous } = layOut(preTokens);
  const pairs = pairIndex();
  for (let i = 0; i < ids.length; i++) if (next[i]! >= 0) pairs.add(ids[i]!, ids[next[i]!]!, { place: i, weight: weights[i]! });
  pairs.queueFrom(0);
  const merges: Pair[] = [];
  while (merges.length < most) {
    const pair = pairs.mostFrequent();
    if (pair === undefined) break;
    const { left, right, places } = pair;
    const id = 256 + merges.length;
    merges.push([left, right]);
    // Record the places that are read
    ledger()?.("index", { places: places.length });
    const first = pairs.size();
    for (const i of places) {
      // Merge the pair at one place
      const j = next[i]!;
      if (j < 0 || ids[i] !== left || ids[j] !== right) continue; // an earlier merge has changed it
      const weight = weights[i]!;
      const [h, k] = [previous[i]!, next[j]!];
      pairs.remove(left, right, weight);
      if (h >= 0) {
        pairs.remove(ids[h]!, left, weight);
        pairs.add(ids[h]!, id, { place: h, weight });
      }
      if (k >= 0) {
        pairs.remove(right, ids[k]!, weight);
        pairs.add(id, ids[k]!, { place: i, weight });
        previous[k] = i;
      }
      ids[i] = id;
      ids[j] = -1;
      next[i] = k;
    }
    pairs.queueFrom(first);
  }
  return merges;
}

// Lay out the pre-tokens
/** All pre-tokens one after the other, as doubly linked lists: an id for each place, how often its pre-token occurs, and its neighbours, −1 at an end. */
function layOut(preTokens: ReadonlyMap<string, number>) {
  const encoded = Array.from(preTokens, ([preToken, count]) => ({ bytes: encodeUtf8(preToken), count }));
  const length = encoded.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const [ids, weights, next, previous] = [new Int32Array(length), new Int32Array(length), new Int32Array(length), new Int32Array(length)];
  let from = 0;
  for (const { bytes, count } of encoded) {
    bytes.forEach((byte, i) => {
      ids[from + i] = byte;
      weights[from + i] = count;
      next[from + i] = i + 1 < bytes.length ? from + i + 1 : -1;
      previous[from + i] = i > 0 ? from + i - 1 : -1;
    });
    from += bytes.length;
  }
  return { ids, weights, next, previous };
}

// Keep counts and places of pairs
/** The pairs that there were, by numbers in the order in which they came: their counts, and where they are or once were. */
function pairIndex() {
  const table = pairTable();
  const [lefts, rights, counts, queued]: [number[], number[], number[], number[]] = [[], [], [], []];
  const places: number[][] = [];
  const queue = heap((p, q) => queued[p]! > queued[q]! || (queued[p] === queued[q] && (lefts[p]! < lefts[q]! || (lefts[p] === lefts[q] && rights[p]! < rights[q]!))));
  const add = (left: number, right: number, { place, weight }: { readonly place: number; readonly weight: number }) => {
    let p = table.get(left, right);
    if (p < 0) {
      p = counts.length;
      table.set(left, right, p);
      lefts.push(left);
      rights.push(right);
      counts.push(0);
      places.push([]);
    }
    counts[p]! += weight;
    places[p]!.push(place);
  };
  const remove = (left: number, right: number, weight: number) => void (counts[table.get(left, right)]! -= weight);
  /** Puts a pair into the heap with its present count, if it occurs twice. */
  const enqueue = (p: number) => {
    queued[p] = counts[p]!;
    // Record an entry of the heap
    ledger()?.("heap", { entries: 1 });
    if (counts[p]! > 1) queue.push(p);
    else places[p] = [];
  };
  // Take the most frequent pair from the heap
  const mostFrequent = () => {
    for (let p = queue.pop(); p !== undefined; p = queue.pop()) {
      if (counts[p] === queued[p]) return { left: lefts[p]!, right: rights[p]!, places: places[p]! };
      enqueue(p); // its count has fallen since
    }
    return undefined;
  };
  const queueFrom = (first: number) => {
    for (let p = first; p < counts.length; p++) enqueue(p);
  };
  return { add, remove, mostFrequent, queueFrom, size: () => counts.length };
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/train.ts.map
