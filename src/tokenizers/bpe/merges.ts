// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** What byte-pair encoding has learned: tokens, and which pairs become one, in which order. */
// Import what a table of merges needs
import { pairTable, type PairTable } from "./pair-table.ts";

// Describe merges by rank
/** Two token ids that become one token where they are neighbours. */
export type Pair = readonly [left: number, right: number];

/** Tokens and merges. */
export interface Merges {
  /** The bytes of each token by its id. */
  readonly tokens: readonly (Uint8Array | undefined)[];
  /** The token ids of the 256 bytes. */
  readonly byteIds: Int32Array;
  /** The rank of each pair that is merged: a lower rank is merged first. */
  readonly ranks: PairTable;
  /** The token id that the pairs of each rank become. */
  readonly results: Int32Array;
}

// Make the table of trained merges
/**
 * The table of merges in the order in which they were learned: the first 256 ids are the bytes, in their order unless another one is
 * given, and the merge at index k makes the token 256 + k. Throws `RangeError` for a pair of tokens that are not made before.
 */
export function mergesOf(pairs: readonly Pair[], bytes: readonly number[] = ALL_BYTES): Merges {
  const tokens = bytes.map((byte) => Uint8Array.of(byte));
  const ranks = pairTable();
  pairs.forEach(([left, right], rank) => {
    const [first, second] = [tokens[left], tokens[right]];
    if (!first || !second) throw new RangeError(`mergesOf: merge ${rank} joins ${left} and ${right}, and the tokens before it are 0 to ${tokens.length - 1}`);
    ranks.set(left, right, rank);
    tokens.push(Uint8Array.of(...first, ...second));
  });
  return { tokens, byteIds: idsOfBytes(tokens), ranks, results: Int32Array.from(pairs, (_, rank) => 256 + rank) };
}

const ALL_BYTES: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

/** The id of each byte. Throws `RangeError` for a byte that is no token. */
export function idsOfBytes(tokens: Merges["tokens"]): Int32Array {
  const ids = new Int32Array(256).fill(-1);
  tokens.forEach((bytes, id) => {
    if (bytes?.length === 1) ids[bytes[0]!] = id;
  });
  if (ids.includes(-1)) throw new RangeError(`merges: the byte ${ids.indexOf(-1)} is no token`);
  return ids;
}

/** The id of each token by its bytes, as `keyOf` writes them. Throws `RangeError` where two tokens have the same bytes. */
export function idsByBytes(tokens: Merges["tokens"]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  tokens.forEach((bytes, id) => {
    if (bytes === undefined) return;
    const key = keyOf(bytes);
    if (ids.has(key)) throw new RangeError(`merges: the tokens ${ids.get(key)} and ${id} have the same bytes`);
    ids.set(key, id);
  });
  return ids;
}

/** Bytes as a string, a character for each. */
export function keyOf(bytes: Uint8Array): string {
  return oneForEach.decode(bytes);
}

const oneForEach = new TextDecoder("latin1");
//# sourceMappingURL=../../.maps/tokenizers/bpe/merges.ts.map
