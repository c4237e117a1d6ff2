// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** The tokenizer of word pieces: greedy longest match, from the left. */
// Import what word pieces use
import { ledger } from "../../ledger/ledger.ts";
import { preTokensOf, type PreTokenizer } from "../pre-tokenizer.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { encodeUtf8 } from "../utf-8.ts";
import type { WordPiece } from "./train.ts";

// Make a tokenizer of word pieces
/** Word pieces by their texts, those that begin a word and those that continue one. */
export interface Lookup {
  readonly first: ReadonlyMap<string, number>;
  readonly later: ReadonlyMap<string, number>;
  /** Characters of the longest piece. */
  readonly longest: number;
}

/**
 * The tokenizer of word pieces, over the words that `split` makes of a text. A word that they do not make up becomes the last id, `[UNK]`,
 * which is decoded as U+FFFD. It keeps the ids of words that it has met.
 * Source of the encoding: Wu and others, “Google’s neural machine translation system”, 2016; Devlin and others, “BERT”, 2019.
 */
export function wordPieceTokenizer(pieces: readonly WordPiece[], split: PreTokenizer): Tokenizer {
  const tableOf = (continues: boolean) => new Map(pieces.flatMap((piece, id) => (piece.continues === continues ? [[piece.text, id] as const] : [])));
  const longest = pieces.reduce((most, { text }) => Math.max(most, Array.from(text).length), 0);
  const lookup = { first: tableOf(false), later: tableOf(true), longest };
  const unknown = pieces.length;
  const known = new Map<string, readonly number[]>();
  const idsOf = (word: string) => {
    let ids = known.get(word);
    if (ids === undefined) {
      ids = longestMatches(lookup, word) ?? [unknown];
      if (known.size < MOST_KEPT) known.set(word, ids);
    }
    return ids;
  };
  return {
    size: pieces.length + 1,
    tokens: [...pieces.map(({ text }) => encodeUtf8(text)), encodeUtf8("\ufffd")],
    special: new Map(),
    encode: (text) => {
      const ids: number[] = [];
      for (const word of preTokensOf(split, text)) for (const id of idsOf(word)) ids.push(id);
      return Int32Array.from(ids);
    },
  };
}

const MOST_KEPT = 2 ** 16;

// Match the longest piece again and again
/** The pieces of a word, each the longest that there is; null where there is none. */
export function longestMatches(
  { first, later, longest }: Lookup,
  word: string,
): number[] | null {
  const characters = Array.from(word);
  const ids: number[] = [];
  for (let start = 0; start < characters.length; ) {
    const table = start === 0 ? first : later;
    let end = Math.min(characters.length, start + longest);
    let id: number | undefined;
    for (; end > start; end--) {
      // Record a look-up
      ledger()?.("longest match", { lookups: 1 });
      id = table.get(characters.slice(start, end).join(""));
      if (id !== undefined) break;
    }
    if (id === undefined) return null;
    ids.push(id);
    start = end;
  }
  return ids;
}
//# sourceMappingURL=../../.maps/tokenizers/wordpiece/wordpiece.ts.map
