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

/** The indexes of some pages, their places numbered as in the book: of each term and field the entries as they stand in the index. */
interface GroupIndex {
  readonly lengths: readonly (readonly number[])[];
  readonly terms: readonly (readonly [term: string, ...fields: (readonly [field: string, entries: string])[]])[];
}

/** So many pages are kept together: where one of them changes, these are joined again, and all others as they were. */
const together = 12;

/** MiniSearch's index of all places as JSON, their numbers counted through all pages; terms are sorted. */
export function joinedIndex(pages: readonly (readonly Indexed[])[], store: Store): string {
  const index = groupIndexer(store);
  const terms = new Map<string, Map<string, string[]>>();
  const lengths: (readonly number[])[] = [];
  for (let from = 0; from < pages.length; from += together) {
    const { lengths: own, terms: found } = index(pages.slice(from, from + together), lengths.length);
    for (const [term, ...fields] of found) addTo(terms, term, fields);
    lengths.push(...own);
  }
  const { fieldIds, index: _none, ...empty } = new MiniSearch<Passage>(indexOptions).toJSON();
  const lines = [...terms.keys()].sort().map((term) => `[${JSON.stringify(term)},{${joinedFields(terms.get(term)).map(([field, entries]) => `"${field}":{${entries}}`).join()}}]`);
  const averageFieldLength = Object.values(fieldIds).map((field) => lengths.reduce((sum, own) => sum + (own[field] ?? 0), 0) / Math.max(1, lengths.length));
  const rest = { ...empty, fieldIds, documentCount: lengths.length, nextId: lengths.length, documentIds: { ...lengths.map((_, place) => place) }, fieldLength: { ...lengths }, averageFieldLength };
  return `${JSON.stringify(rest).slice(0, -1)},"index":[${lines.join()}]}`;
}

/** Adds what some pages have of a term. */
function addTo(terms: Map<string, Map<string, string[]>>, term: string, fields: readonly (readonly [field: string, entries: string])[]): void {
  const known = terms.get(term) ?? new Map<string, string[]>();
  terms.set(term, known);
  for (const [field, entries] of fields) {
    const before = known.get(field);
    if (before === undefined) known.set(field, [entries]);
    else before.push(entries);
  }
}

function joinedFields(fields: ReadonlyMap<string, readonly string[]> = new Map()): readonly (readonly [field: string, entries: string])[] {
  return [...fields].sort(byField).map(([field, entries]) => [field, entries.join()]);
}

/** Takes the index of pages whose first place has this number from the store, else joins those of the pages. */
function groupIndexer(store: Store): (pages: readonly (readonly Indexed[])[], first: number) => GroupIndex {
  const index = pageIndexer(store);
  return (pages, first) => {
    const keys = pages.map((places) => digest(JSON.stringify(places)));
    const key = digest([first, ...keys].join());
    const kept = store.get(key);
    // the indexes of the pages are needed again when one of them changes
    if (kept !== undefined && keys.every(store.has)) return JSON.parse(kept) as GroupIndex;
    const terms = new Map<string, Map<string, string[]>>();
    const lengths: (readonly number[])[] = [];
    for (const [at, places] of pages.entries()) {
      const own = index(places, keys[at] ?? "");
      const base = first + lengths.length;
      for (const [term, ...fields] of own.terms) addTo(terms, term, fields.map(([field, counts]) => [field, counts.map(([place, count]) => `"${base + Number(place)}":${count}`).join()]));
      lengths.push(...own.lengths);
    }
    const made: GroupIndex = { lengths, terms: [...terms].map(([term, fields]) => [term, ...joinedFields(fields)]) };
    store.set(key, JSON.stringify(made));
    return made;
  };
}

function byField([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(a) - Number(b);
}

/** Takes the index of a page, from the store by the digest of its places, else has MiniSearch make it. */
function pageIndexer(store: Store): (places: readonly Indexed[], key: string) => PageIndex {
  const options = { ...indexOptions, processTerm: remembered(indexOptions.processTerm) };
  return (places, key) => {
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
