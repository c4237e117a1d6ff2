// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** Trains a vocabulary of word pieces: merges the pair with the highest score, over and over. */

// Describe a word piece
/** A token, and whether it continues a word, which is written `##`. */
export interface WordPiece {
  readonly text: string;
  readonly continues: boolean;
}

/** What a pair is worth, from its count and those of its parts. */
export type PairScore = (pair: number, first: number, second: number) => number;

/** The exponential of the pointwise mutual information of the parts, but for a factor. */
export const pmiScore: PairScore = (pair, first, second) => pair / (first * second);

// Train word pieces
/** How word pieces are trained. */
export interface WordPieceTraining {
  readonly vocabularySize: number;
  /** `pmiScore` by default; with the count alone it is byte-pair encoding. */
  readonly score?: PairScore;
  /** Pairs that occur less often are not merged; 1 by default. */
  readonly minCount?: number;
}

/**
 * Characters, then merged pairs in the order of the merges; fewer than asked for
 * where no pair is left. Of equal scores, the smaller ids come first.
 */
export function trainWordPieces(
  words: ReadonlyMap<string, number>,
  training: WordPieceTraining,
): readonly WordPiece[] {
  const { vocabularySize, score = pmiScore, minCount = 1 } = training;
  const table = new WordCounts(words);
  while (table.pieces.length < vocabularySize) {
    let [best, highest] = [-1, -Infinity];
    for (const [pair, { count }] of table.pairs) {
      const [left, right] = partsOf(pair);
      const value = score(count, table.counts[left]!, table.counts[right]!);
      const first = value > highest || (value === highest && pair < best);
      if (count >= minCount && first) [best, highest] = [pair, value];
    }
    if (best === -1) break;
    table.merge(best);
  }
  return table.pieces;
}

// Keep the counts of tokens and pairs
const LIMIT = 2 ** 24; // a pair of ids as one number

function partsOf(pair: number): readonly [number, number] {
  return [Math.floor(pair / LIMIT), pair % LIMIT];
}

/** A text as words of token ids, with the counts of tokens and of neighbours, which follow each merge. */
class WordCounts {
  readonly pieces: WordPiece[] = [];
  readonly counts: number[] = [];
  /** How often each pair occurs, and in which words. */
  readonly pairs = new Map<number, { count: number; readonly words: Set<number> }>();
  readonly #words: { ids: number[]; readonly count: number }[] = [];
  readonly #ids = new Map<string, number>();

  constructor(words: ReadonlyMap<string, number>) {
    for (const [word, count] of words) {
      const ids = Array.from(word, (text, i) => this.#idOf({ text, continues: i > 0 }));
      this.#words.push({ ids, count });
      this.#enter(this.#words.length - 1, 1);
    }
  }

  /** Makes one token of a pair, wherever it stands, from left to right. */
  merge(pair: number): void {
    const [first, second] = partsOf(pair);
    const [left, right] = [this.pieces[first]!, this.pieces[second]!];
    const merged = this.#idOf({ text: left.text + right.text, continues: left.continues });
    for (const w of [...this.pairs.get(pair)!.words]) {
      this.#enter(w, -1);
      const word = this.#words[w]!;
      const ids: number[] = [];
      for (let i = 0; i < word.ids.length; i++) {
        const here = word.ids[i] === first && word.ids[i + 1] === second;
        ids.push(here ? merged : word.ids[i]!);
        if (here) i++;
      }
      word.ids = ids;
      this.#enter(w, 1);
    }
  }

  /** The id of a piece, a new one where it has none: different pairs may make the same piece. */
  #idOf(piece: WordPiece): number {
    const key = (piece.continues ? "##" : "  ") + piece.text;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.pieces.push(piece) - 1;
      this.counts.push(0);
      this.#ids.set(key, id);
    }
    return id;
  }

  /** Adds a word’s tokens and pairs to the counts, or takes them away. */
  #enter(w: number, sign: 1 | -1): void {
    const { ids, count } = this.#words[w]!;
    ids.forEach((id, i) => {
      this.counts[id]! += sign * count;
      if (i === 0) return;
      const pair = ids[i - 1]! * LIMIT + id;
      const entry = this.pairs.get(pair) ?? { count: 0, words: new Set() };
      this.pairs.set(pair, entry);
      entry.count += sign * count;
      if (sign === 1) entry.words.add(w);
      else entry.words.delete(w);
      if (entry.count === 0) this.pairs.delete(pair);
    });
  }
}
//# sourceMappingURL=../../.maps/tokenizers/wordpiece/train.ts.map
