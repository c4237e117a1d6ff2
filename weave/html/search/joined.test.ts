/** The index that is joined from those of the pages is the one that MiniSearch makes of all places at once. */
import fc from "fast-check";
import MiniSearch from "minisearch";
import { expect, test } from "vitest";
import { indexOptions, type Passage } from "../../reader/searchData.ts";
import { memoryStore } from "../store.ts";
import { indexedPage, joinedIndex, type Indexed } from "./joined.ts";

const words = fc.array(fc.constantFrom("tea", "Tea's", "the", "logProbability", "top-k", "λ", "constructor", "__proto__", "12"), { maxLength: 6 }).map((all) => all.join(" "));
const place: fc.Arbitrary<Indexed> = fc.record({ title: words, names: words, text: words, signs: words });
const pages = fc.array(fc.array(place, { maxLength: 3 }), { maxLength: 30 });

/** An index as data, its terms sorted. */
function contentOf(index: unknown): unknown {
  const { index: terms, averageFieldLength, ...rest } = index as ReturnType<MiniSearch["toJSON"]>;
  return { ...rest, averageFieldLength: Array.from(indexOptions.fields, (_, field) => (averageFieldLength[field] ?? 0).toFixed(9)), terms: [...terms].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

test("whatever stands on the pages, and whether they are in the store", () => {
  fc.assert(fc.property(pages, pages, (before, now) => {
    const whole = new MiniSearch<Passage>(indexOptions);
    whole.addAll(now.flat().map((each, id) => ({ id, ...each })));
    const store = memoryStore();
    joinedIndex(before.map(indexedPage), store);
    const joined = joinedIndex(now.map(indexedPage), store);
    expect(contentOf(JSON.parse(joined))).toEqual(contentOf(JSON.parse(JSON.stringify(whole))));
    expect(joinedIndex(now.map(indexedPage), memoryStore())).toBe(joined);
  }));
});

test("only a page that changed is indexed, and joined with those beside it", () => {
  const [a, b, c] = ["tea", "water", "cup"].map((text): Indexed[] => [{ title: text, names: "", text, signs: "" }]) as [Indexed[], Indexed[], Indexed[]];
  const store = memoryStore();
  const set: string[] = [];
  const counting = { ...store, set: (key: string, text: string) => (set.push(key), store.set(key, text)) };
  joinedIndex([a, b].map(indexedPage), counting);
  expect(set).toHaveLength(2 + 1);
  joinedIndex([c, a].map(indexedPage), counting);
  expect(set).toHaveLength(2 + 1 + 1 + 1);
});
