/** The search index of a book, joined from those of its pages, each of which is kept for as long as what can be found there is the same. */
import MiniSearch from "minisearch";
import { indexOptions, type Passage } from "../../reader/searchData.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";

/** What is indexed of a place, which is numbered by where it stands. */
export type Indexed = Omit<Passage, "id">;

/** What MiniSearch makes of the places of a page. */
interface PageIndex {
  /** For each place the count of words in each field. */
  readonly lengths: readonly (readonly number[])[];
  /** Each term with the fields where it stands, and there the places, each with how often it has the term. */
  readonly terms: readonly (readonly [term: string, ...fields: (readonly [field: string, places: readonly (readonly [place: string, count: number])[]])[]])[];
}

/** MiniSearch's index of all places as JSON, their numbers counted through all pages; terms are sorted. */
export function joinedIndex(pages: readonly (readonly Indexed[])[], store: Store): string {
  const index = pageIndexer(store);
  const terms = new Map<string, Map<string, string[]>>();
  const lengths: (readonly number[])[] = [];
  for (const page of pages) {
    const { lengths: own, terms: found } = index(page);
    for (const [term, ...fields] of found) {
      const known = terms.get(term) ?? new Map<string, string[]>();
      terms.set(term, known);
      for (const [field, places] of fields) {
        const entries = known.get(field) ?? [];
        known.set(field, entries);
        for (const [place, count] of places) entries.push(`"${lengths.length + Number(place)}":${count}`);
      }
    }
    lengths.push(...own);
  }
  const { fieldIds, index: _none, ...empty } = new MiniSearch<Passage>(indexOptions).toJSON();
  const lines = [...terms.keys()].sort().map((term) => `[${JSON.stringify(term)},{${[...(terms.get(term) ?? [])].sort(byField).map(([field, entries]) => `"${field}":{${entries.join()}}`).join()}}]`);
  const averageFieldLength = Object.values(fieldIds).map((field) => lengths.reduce((sum, own) => sum + (own[field] ?? 0), 0) / Math.max(1, lengths.length));
  const rest = { ...empty, fieldIds, documentCount: lengths.length, nextId: lengths.length, documentIds: { ...lengths.map((_, place) => place) }, fieldLength: { ...lengths }, averageFieldLength };
  return `${JSON.stringify(rest).slice(0, -1)},"index":[${lines.join()}]}`;
}

function byField([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(a) - Number(b);
}

/** Takes the index of a page from the store, else has MiniSearch make it. */
function pageIndexer(store: Store): (places: readonly Indexed[]) => PageIndex {
  const options = { ...indexOptions, processTerm: remembered(indexOptions.processTerm) };
  return (places) => {
    const key = digest(JSON.stringify(places));
    const kept = store.get(key);
    if (kept !== undefined) return JSON.parse(kept) as PageIndex;
    const made = new MiniSearch<Passage>(options);
    made.addAll(places.map((place, id) => ({ id, ...place })));
    const { index, fieldLength } = made.toJSON();
    const own: PageIndex = {
      lengths: places.map((_, place) => fieldLength[place] ?? []),
      terms: index.map(([term, fields]) => [term, ...Object.entries(fields).map(([field, counts]) => [field, Object.entries(counts)] as const)]),
    };
    store.set(key, JSON.stringify(own));
    return own;
  };
}

type ProcessTerm = typeof indexOptions.processTerm;

/** The terms of each word, found once: a book says most of its words many times. */
function remembered(process: ProcessTerm): ProcessTerm {
  const known = new Map<string | undefined, Map<string, ReturnType<ProcessTerm>>>();
  return (word, field) => {
    const own = known.get(field) ?? new Map<string, ReturnType<ProcessTerm>>();
    known.set(field, own);
    const terms = own.get(word);
    if (terms !== undefined) return terms;
    const found = process(word, field);
    own.set(word, found);
    return found;
  };
}
