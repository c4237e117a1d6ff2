/** The search index of a book, joined from those of its pages, each of which is kept for as long as what can be found there is the same. */
import MiniSearch from "minisearch";
import { indexOptions, type Passage } from "../../reader/searchData.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";

/** What is indexed of a place, which is numbered by where it stands. */
export type Indexed = Omit<Passage, "id">;

/** A page whose places are read only where nothing is known of them. */
export interface IndexedPage {
  /** A digest of what is indexed. */
  readonly key: string;
  /** How many places it has. */
  readonly count: number;
  readonly places: () => readonly Indexed[];
}

/** A page whose places are at hand. */
export function indexedPage(places: readonly Indexed[]): IndexedPage {
  return { key: digest(JSON.stringify(places)), count: places.length, places: () => places };
}

/** What MiniSearch makes of the places of a page. */
interface PageIndex {
  /** For each place the count of words in each field. */
  readonly lengths: readonly (readonly number[])[];
  /** Each term with the fields where it stands, and there the places, each with how often it has the term. */
  readonly terms: readonly (readonly [term: string, ...fields: (readonly [field: string, places: readonly (readonly [place: string, count: number])[]])[]])[];
}

/**
 * The indexes of some pages, their places numbered as in the book: as a text, since most of it goes into the index of the book as it
 * stands. Its first line has the lengths; each other one a term as JSON and then, between tabs, each field with its entries.
 */
interface GroupIndex {
  readonly lengths: readonly (readonly number[])[];
  /** Sorted, as are the terms of the whole index. */
  readonly lines: readonly string[];
}

/** So many pages are kept together: where one of them changes, these are joined again, and all others as they were. */
const together = 8;

/** Pages that are joined first. */
interface Group {
  readonly key: string;
  readonly pages: readonly IndexedPage[];
  /** The number of their first place. */
  readonly first: number;
}

function groupsOf(pages: readonly IndexedPage[]): readonly Group[] {
  const groups: Group[] = [];
  let first = 0;
  for (let from = 0; from < pages.length; from += together) {
    const own = pages.slice(from, from + together);
    groups.push({ key: digest([first, ...own.map(({ key }) => key)].join()), pages: own, first });
    first += own.reduce((sum, { count }) => sum + count, 0);
  }
  return groups;
}

/** The keys under which a store has what the index of these pages is joined from. */
export function indexKeys(pages: readonly IndexedPage[]): readonly string[] {
  return [...pages, ...groupsOf(pages)].map(({ key }) => key);
}

/** MiniSearch's index of all places as JSON, their numbers counted through all pages; terms are sorted. */
export function joinedIndex(pages: readonly IndexedPage[], store: Store): string {
  const groups = groupsOf(pages).map(groupIndexer(store));
  const lengths = groups.flatMap((group) => group.lengths);
  const { fieldIds, index: _none, ...empty } = new MiniSearch<Passage>(indexOptions).toJSON();
  const averageFieldLength = Object.values(fieldIds).map((field) => lengths.reduce((sum, own) => sum + (own[field] ?? 0), 0) / Math.max(1, lengths.length));
  const rest = { ...empty, fieldIds, documentCount: lengths.length, nextId: lengths.length, documentIds: { ...lengths.map((_, place) => place) }, fieldLength: { ...lengths }, averageFieldLength };
  return `${JSON.stringify(rest).slice(0, -1)},"index":[${merged(groups.map(({ lines }) => lines)).join()}]}`;
}

/** Each term with its entries in all groups, as MiniSearch writes it. */
function merged(groups: readonly (readonly string[])[]): readonly string[] {
  const heads = groups.map((lines) => ({ lines, at: 0, term: termOf(lines[0]) }));
  const all: string[] = [];
  for (;;) {
    let term: string | null = null;
    for (const head of heads) if (head.term !== null && (term === null || head.term < term)) term = head.term;
    if (term === null) return all;
    const fields = new Map<string, string>();
    for (const head of heads) {
      if (head.term !== term) continue;
      const parts = (head.lines[head.at] ?? "").slice(term.length + 1).split("\t");
      for (let at = 0; at < parts.length; at += 2) {
        const [field = "", entries = ""] = [parts[at], parts[at + 1]];
        const before = fields.get(field);
        fields.set(field, before === undefined ? entries : `${before},${entries}`);
      }
      head.at++;
      head.term = termOf(head.lines[head.at]);
    }
    all.push(`[${term},{${[...fields].sort(byField).map(([field, entries]) => `"${field}":{${entries}}`).join()}}]`);
  }
}

function termOf(line: string | undefined): string | null {
  return line === undefined ? null : line.slice(0, line.indexOf("\t"));
}

/** Takes the index of a group from the store, else joins those of its pages. */
function groupIndexer(store: Store): (group: Group) => GroupIndex {
  const index = pageIndexer(store);
  return ({ key, pages, first }) => {
    const kept = store.get(key);
    // the indexes of the pages are needed again when one of them changes
    if (kept !== undefined && pages.every((page) => store.has(page.key))) return unpacked(kept);
    const terms = new Map<string, Map<string, string[]>>();
    const lengths: (readonly number[])[] = [];
    for (const page of pages) {
      const own = index(page);
      const base = first + lengths.length;
      for (const [term, ...fields] of own.terms) addTo(terms, term, fields.map(([field, counts]) => [field, counts.map(([place, count]) => `"${base + Number(place)}":${count}`).join()]));
      lengths.push(...own.lengths);
    }
    const lines = [...terms].map(([term, fields]) => [JSON.stringify(term), ...[...fields].flatMap(([field, entries]) => [field, entries.join()])].join("\t"));
    const sorted = lines.map((line) => [line.slice(0, line.indexOf("\t")), line] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
    store.set(key, [JSON.stringify(lengths), ...sorted].join("\n"));
    return { lengths, lines: sorted };
  };
}

function unpacked(kept: string): GroupIndex {
  const [lengths = "[]", ...lines] = kept.split("\n");
  return { lengths: JSON.parse(lengths) as GroupIndex["lengths"], lines };
}

/** Adds what a page has of a term. */
function addTo(terms: Map<string, Map<string, string[]>>, term: string, fields: readonly (readonly [field: string, entries: string])[]): void {
  const known = terms.get(term) ?? new Map<string, string[]>();
  terms.set(term, known);
  for (const [field, entries] of fields) {
    const before = known.get(field);
    if (before === undefined) known.set(field, [entries]);
    else before.push(entries);
  }
}

function byField([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(a) - Number(b);
}

/** Takes the index of a page, from the store by the digest of its places, else has MiniSearch make it. */
function pageIndexer(store: Store): (page: IndexedPage) => PageIndex {
  const options = { ...indexOptions, processTerm: remembered(indexOptions.processTerm) };
  return ({ key, places: read }) => {
    const kept = store.get(key);
    if (kept !== undefined) return JSON.parse(kept) as PageIndex;
    const places = read();
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
