/** A long index on several pages, so that none grows with the book: each has the entries of some letters, or some of a letter's. */
import type { BookDocument, BookIndex, IndexEntry } from "../tree.ts";
import { byLetter, type Letter } from "./letters.ts";

/** Links on one page of an index; a longer one is divided. */
export const mostLinks = 4000;

/** A page of an index. */
export interface IndexPart {
  readonly of: BookIndex["of"];
  readonly href: string;
  /** "A–C", "S", or "S (2)" where a letter has several. */
  readonly title: string;
  readonly letters: readonly Letter<IndexEntry>[];
}

/** The entries of an index. */
export function entriesOf({ chunkIndex, identifierIndex, termIndex }: BookDocument, of: BookIndex["of"]): readonly IndexEntry[] {
  return { chunks: chunkIndex, identifiers: identifierIndex, terms: termIndex }[of];
}

/** The pages of the index that stands on the page at `from`; none where that page has room for it. */
export function indexParts(entries: readonly IndexEntry[], of: BookIndex["of"], from: string, most = mostLinks): readonly IndexPart[] {
  const letters = byLetter(entries, ({ text }) => text);
  if (letters === null || weigh(entries) <= most) return [];
  const parts: Piece[] = [];
  for (const piece of letters.flatMap((letter) => pieces(letter, most))) {
    const last = parts.at(-1);
    if (last !== undefined && last.nth === 0 && piece.nth === 0 && weigh(last.letters.flatMap(({ entries: own }) => own)) + weigh(piece.letters[0]?.entries ?? []) <= most) parts[parts.length - 1] = { nth: 0, letters: [...last.letters, ...piece.letters] };
    else parts.push(piece);
  }
  return parts.map(({ letters: own, nth }) => ({ of, letters: own, title: titleOf(own, nth), href: `${from.replace(/\.html$/, "")}/${of}-${slugOf(own, nth)}.html` }));
}

/** Letters that stand together, or one of the pieces of a letter, by its number. */
interface Piece {
  readonly letters: readonly Letter<IndexEntry>[];
  readonly nth: number;
}

/** The links of an entry: a synonym has one, to its term. */
function weigh(entries: readonly IndexEntry[]): number {
  return entries.reduce((sum, { see, places }) => sum + (see === null ? places.length : 1), 0);
}

/** A letter in as many pieces as it needs. */
function pieces(letter: Letter<IndexEntry>, most: number): readonly Piece[] {
  if (weigh(letter.entries) <= most) return [{ letters: [letter], nth: 0 }];
  const runs: IndexEntry[][] = [];
  let weight = Infinity;
  for (const entry of letter.entries) {
    weight += weigh([entry]);
    if (weight > most) {
      runs.push([]);
      weight = weigh([entry]);
    }
    runs.at(-1)?.push(entry);
  }
  return runs.map((entries, index) => ({ letters: [{ ...letter, entries }], nth: index + 1 }));
}

function titleOf(letters: readonly Letter<IndexEntry>[], nth: number): string {
  const [first, last] = [letters[0]?.short ?? "", letters.at(-1)?.short ?? ""];
  return first === last ? `${first}${nth === 0 ? "" : ` (${nth})`}` : `${first}–${last}`;
}

/** As an address has it: a letter of another script by its code point. */
function slugOf(letters: readonly Letter<IndexEntry>[], nth: number): string {
  const name = ({ short }: Letter<IndexEntry>): string => short.toLowerCase().replace(/[^a-z]/gu, (sign) => `u${(sign.codePointAt(0) ?? 0).toString(16)}`);
  const ends = [...new Set([letters[0], letters.at(-1)].flatMap((letter) => (letter === undefined ? [] : [name(letter)])))];
  return [...ends, ...(nth === 0 ? [] : [String(nth)])].join("-");
}
