/** What the names of terms and titles tell about a query: whom it names, and how else it can be read. */
import { placeKinds, type SearchData } from "./searchData.ts";
import { stemOf } from "./stem.ts";
import { compoundsOf, folded, meantOf, phraseKeys } from "./terms.ts";

/** Words to look for together. */
export interface Reading {
  readonly words: readonly string[];
  /** What it counts beside the query as it is written. */
  readonly weight: number;
}

/** The names of a book. */
export interface Phrasebook {
  /** The places that have these words for a name, with what that counts: definitions by their terms and synonyms, pages and headings by their titles. */
  readonly named: (words: readonly string[]) => ReadonlyMap<number, number>;
  /** The words as they are, then two of them as one, then terms in the place of their synonyms. */
  readonly readings: (words: readonly string[]) => readonly Reading[];
  /** Every word that stands in a name. */
  readonly words: ReadonlySet<string>;
}

/** Of the very words, of their spelling together, of some of the words. */
const nameWeights = { whole: 10, joined: 6, part: 2 } as const;
const joinedWeight = 0.95;
const synonymWeight = 0.8;
/** A longer name is known only as the whole of a query. */
const longestName = 5;

/** Reads so many names at a time. */
const namesAtOnce = 200;

/** Reads the names, with pauses, in which the page answers keys. */
export async function phrasebookOf(data: SearchData): Promise<Phrasebook> {
  const places = new Map<string, number[]>();
  const terms = new Map<string, string>();
  const known = new Set<string>();
  for (const [at, { name, term, place }] of namesIn(data).entries()) {
    if (at % namesAtOnce === 0) await new Promise((resolve) => setTimeout(resolve));
    const words = meantOf(name);
    for (const word of [...words, ...compoundsOf(name).map(folded)]) known.add(word);
    for (const key of phraseKeys(words)) {
      places.set(key, [...(places.get(key) ?? []), place]);
      if (term !== null && !terms.has(key)) terms.set(key, term);
    }
  }
  const named = (words: readonly string[]): ReadonlyMap<number, number> => {
    const parts = slicesOf(words).filter((slice) => slice.length < words.length).flatMap((slice) => places.get(slice.map(stemOf).join(" ")) ?? []);
    const [whole = "", ...joined] = phraseKeys(words);
    return new Map([
      ...parts.map((place) => [place, nameWeights.part] as const),
      ...joined.flatMap((key) => places.get(key) ?? []).map((place) => [place, nameWeights.joined] as const),
      ...(places.get(whole) ?? []).map((place) => [place, nameWeights.whole] as const),
    ]);
  };
  const termOf = (words: readonly string[]): string | undefined => phraseKeys(words).map((key) => terms.get(key)).find((term) => term !== undefined);
  return { named, words: known, readings: (words) => [{ words, weight: 1 }, ...joined(words, known), ...written(words, termOf)] };
}

/** Words that stand together. */
function slicesOf(words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((_, from) => Array.from({ length: Math.min(longestName, words.length - from) }, (_each, more) => words.slice(from, from + more + 1)));
}

interface Name {
  readonly name: string;
  /** The term of which it is a name; null for a title. */
  readonly term: string | null;
  readonly place: number;
}

/** A title is known by what stands before its colon, too. */
function namesIn({ places, synonyms }: SearchData): readonly Name[] {
  return places.flatMap(([, , title, kind], place): Name[] => {
    switch (placeKinds[kind]) {
      case "definition": return [title, ...(synonyms[place] ?? [])].map((name) => ({ name, term: title, place }));
      case "page": case "heading": return [...new Set([title, title.replace(/:.*/, "")])].map((name) => ({ name, term: null, place }));
      default: return [];
    }
  });
}

/** "mini batch" where the book writes minibatch. */
function joined(words: readonly string[], known: ReadonlySet<string>): readonly Reading[] {
  return words.slice(1).flatMap((second, index) => {
    const one = `${words[index] ?? ""}${second}`;
    return known.has(one) ? [{ words: [...words.slice(0, index), one, ...words.slice(index + 2)], weight: joinedWeight }] : [];
  });
}

/** The longest synonyms first, from the left, each by its term; nothing where there are none. */
function written(words: readonly string[], termOf: (words: readonly string[]) => string | undefined): readonly Reading[] {
  const made: string[] = [];
  for (let at = 0; at < words.length;) {
    const lengths = Array.from({ length: Math.min(longestName, words.length - at) }, (_, index) => index + 1).reverse();
    const length = lengths.find((each) => termOf(words.slice(at, at + each)) !== undefined) ?? 0;
    made.push(...(length === 0 ? words.slice(at, at + 1) : meantOf(termOf(words.slice(at, at + length)) ?? "")));
    at += Math.max(1, length);
  }
  return made.join(" ") === words.join(" ") ? [] : [{ words: made, weight: synonymWeight }];
}
