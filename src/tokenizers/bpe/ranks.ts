// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Merges from tokens alone, and back: the pair that a token is made of follows from its bytes. */
// Import what ranks need
import { mergeNaively, mergerOf } from "./encode.ts";
import { idsByBytes, idsOfBytes, keyOf, type Merges, type Pair } from "./merges.ts";
import { pairTable } from "./pair-table.ts";

// Find the pair of each token
/**
 * The merges of tokens whose ids are their ranks. Throws `RangeError` for a byte that is no token, and where two tokens have the same
 * bytes.
 */
export function mergesOfRanks(tokens: readonly (Uint8Array | undefined)[]): Merges {
  const ranks = pairTable();
  const merges: Merges = { tokens, byteIds: idsOfBytes(tokens), ranks, results: Int32Array.from(tokens, (_, id) => id) };
  const [merge, idOf] = [mergerOf(merges), idsByBytes(tokens)];
  tokens.forEach((bytes, id) => {
    if (bytes === undefined || bytes.length === 1) return;
    const ids = Int32Array.from(bytes, (byte) => merges.byteIds[byte]!);
    const n = merge(ids, ids.length);
    if (n === 2) ranks.set(ids[0]!, ids[1]!, id);
    else for (const [left, right] of pairsThatMake(bytes, idOf)) ranks.set(left, right, id);
  });
  return merges;
}

/** All pairs of tokens that together have these bytes. */
function pairsThatMake(bytes: Uint8Array, idOf: ReadonlyMap<string, number>): Pair[] {
  const key = keyOf(bytes);
  return Array.from({ length: key.length - 1 }, (_, i) => [idOf.get(key.slice(0, i + 1)), idOf.get(key.slice(i + 1))])
    .filter((pair): pair is [number, number] => !pair.includes(undefined));
}

// List the pairs of merges
/** The pairs in the order of their ranks. */
export function pairsOf(merges: Merges): Pair[] {
  let idOf: ReadonlyMap<string, number> | undefined;
  const pairs: Pair[] = [];
  merges.results.forEach((id, rank) => {
    const bytes = merges.tokens[id];
    if (bytes === undefined || bytes.length === 1) return;
    const [left = -1, right = -1] = mergeNaively(merges, Array.from(bytes, (byte) => merges.byteIds[byte]!), rank);
    if (merges.ranks.get(left, right) === rank) pairs.push([left, right]);
    else pairs.push(...pairsThatMake(bytes, (idOf ??= idsByBytes(merges.tokens))).filter((pair) => merges.ranks.get(...pair) === rank));
  });
  return pairs;
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/ranks.ts.map
