// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** Byte-level byte-pair encoding as a tokenizer. */
// Import what the tokenizer needs
import { preTokensOf, whole, type PreTokenizer } from "../pre-tokenizer.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { encodeUtf8 } from "../utf-8.ts";
import { mergerOf } from "./encode.ts";
import { idsByBytes, keyOf, mergesOf, type Merges } from "./merges.ts";
import { trainMerges } from "./train.ts";

// Describe a BPE tokenizer
/** A tokenizer by byte-pair encoding, with what it is made of. */
export interface BpeTokenizer extends Tokenizer {
  readonly merges: Merges;
  readonly split: PreTokenizer;
  readonly ignoreMerges: boolean;
}

/** How a text is cut before merging, the special tokens, and whether a pre-token is looked up whole; none of it by default. */
export interface BpeOptions {
  readonly split?: PreTokenizer;
  readonly special?: ReadonlyMap<string, number>;
  /** Whether a pre-token that is a token as a whole is that token, whatever the merges make of it. */
  readonly ignoreMerges?: boolean;
}

// Train a BPE tokenizer
/**
 * Learns merges from a text until there are `size` tokens, the 256 bytes and the special ones among them, or until no pair occurs twice.
 * Throws `RangeError` for a size that the bytes and the special tokens do not fit in.
 */
export function trainBpe(text: string, { size, split = whole, special = [] }: { readonly size: number; readonly split?: PreTokenizer; readonly special?: readonly string[] }): BpeTokenizer {
  const least = 256 + special.length;
  if (!(Number.isSafeInteger(size) && size >= least)) throw new RangeError(`trainBpe: a vocabulary of ${size} does not hold 256 bytes and ${special.length} special tokens`);
  const merges = mergesOf(trainMerges(countPreTokens(preTokensOf(split, text)), size - least));
  return bpeTokenizer(merges, { split, special: new Map(special.map((name, i) => [name, merges.tokens.length + i])) });
}

/** How often each pre-token occurs. */
export function countPreTokens(preTokens: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const preToken of preTokens) counts.set(preToken, (counts.get(preToken) ?? 0) + 1);
  return counts;
}

// Encode pre-token by pre-token
/** How many pre-tokens are remembered, and how long they may be, in UTF-16 units. */
const [MOST, LONGEST] = [2 ** 17, 64];

/** A tokenizer of merges. Throws `RangeError` for a special token whose id another token has. */
export function bpeTokenizer(merges: Merges, { split = whole, special = new Map(), ignoreMerges = false }: BpeOptions = {}): BpeTokenizer {
  const tokens = [...merges.tokens];
  // Give the special tokens their ids
  for (const [name, id] of special) {
    if (!(Number.isSafeInteger(id) && id >= 0) || tokens[id]) throw new RangeError(`bpeTokenizer: the id ${id} of ${JSON.stringify(name)} is not free`);
    while (tokens.length < id) tokens.push(undefined);
    tokens[id] = encodeUtf8(name);
  }
  const known = new Map<string, number | Int32Array>(); // one token, or several
  const merge = mergerOf(merges);
  // List the tokens that are looked up whole
  const wholeTokens = ignoreMerges ? idsByBytes(merges.tokens) : undefined;
  const encodePreToken = (preToken: string) => {
    const bytes = encodeUtf8(preToken);
    // Look the pre-token up as a whole
    const token = wholeTokens?.get(keyOf(bytes));
    if (token !== undefined) return token;
    const ids = Int32Array.from(bytes, (byte) => merges.byteIds[byte]!);
    const n = merge(ids, ids.length);
    return n === 1 ? ids[0]! : ids.slice(0, n);
  };
  const encode = (text: string) => {
    let [ids, n] = [new Int32Array(Math.ceil(text.length / 2) + 16), 0];
    for (let from = 0, end = 0; from < text.length; from = end) {
      // Find where the pre-token ends
      end = split.endOf(text, from);
      const preToken = text.slice(from, end);
      let found = known.get(preToken);
      // Encode a pre-token that is not remembered
      if (found === undefined) {
        found = encodePreToken(preToken);
        if (preToken.length <= LONGEST) {
          if (known.size >= MOST) known.clear();
          known.set(preToken, found);
        }
      }
      // Append the ids of the pre-token
      const count = typeof found === "number" ? 1 : found.length;
      if (n + count > ids.length) {
        const longer = new Int32Array(2 * (n + count));
        longer.set(ids.subarray(0, n));
        ids = longer;
      }
      if (typeof found === "number") ids[n++] = found;
      else for (let i = 0; i < count; i++) ids[n++] = found[i]!;
    }
    return ids.slice(0, n);
  };
  return { size: tokens.length, tokens, special, encode, merges, split, ignoreMerges };
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/bpe.ts.map
