/** What the search index of a small foreign book has, and where it leads. */
import { join } from "node:path";
import MiniSearch from "minisearch";
import { beforeAll, describe, expect, test } from "vitest";
import { readDocument } from "../../build.ts";
import { noCache } from "../../cache.ts";
import { engineOf, type Find } from "../../reader/searchEngine.ts";
import { indexOptions, type Passage, type SearchData } from "../../reader/searchData.ts";
import { siteOf } from "../site.ts";
import { memoryStore } from "../store.ts";
import { filesOf } from "../batch.ts";
import { foundPages, searchBatches, searchData } from "./index.ts";
import { plainFormula } from "./plain.ts";

const root = join(import.meta.dirname, "../../fixtures/coffee");
const { document } = readDocument(root, { cache: noCache });
if (document === null) throw new Error("the small foreign book cannot be read");
const book = document;

let data: SearchData;
let find: Find;
beforeAll(async () => {
  data = searchData(foundPages(book, null), memoryStore());
  find = await engineOf(data);
});

/** The best places for a query: `PAGE#ID title`. */
function best(query: string): readonly string[] {
  return find(query).pages.flatMap(({ hits }) => hits.map(({ place }) => {
    const [page, id, title] = data.places[place] ?? [0, "", ""];
    return `${data.pages[page]?.[0]}#${id} ${title}`;
  }));
}

describe("a reader finds", () => {
  test.each([
    ["prose, at its heading", "twice the surface for the same coffee", "01-grinding/01-how-fine.html# How fine"],
    ["a derivation by its title", "what halving does", "01-grinding/01-how-fine.html#halving Derivation 1.1 · What halving does"],
    ["a theorem by its title", "fine is slow", "02-brewing/01-how-long.html#th-slow Theorem 2.1 · Fine is slow"],
    ["the file that defines a name", "surface(r: number)", "01-grinding/01-how-fine.html#file-src-grind-ts src/grind.ts"],
    ["a chunk by its name", "refuse a radius", "01-grinding/01-how-fine.html#chunk-refuse-a-radius-that-is-not-positive ⟨Refuse a radius that is not positive⟩"],
    ["a chunk in another language", "celsius steam", "02-brewing/01-how-long.html#chunk-check-the-temperature ⟨Check the temperature⟩"],
    ["what an author named a term", "particle", "01-grinding/01-how-fine.html# How fine"],
    ["a term by a synonym of the list", "coffee ground", "01-grinding/01-how-fine.html# How fine"],
    ["a block that the list names for a term", "specific surface", "01-grinding/01-how-fine.html#eq-surface Equation 1.1"],
    ["a term that only the glossary defines, at its entry", "solubles yield", "lists.html#term-extraction-yield extraction yield"],
    ["a note", "grinder click before the last", "01-grinding/01-how-fine.html# How fine"],
    ["a solution, which stands elsewhere", "6a^2/a^3", "lists.html#solution-1-1 Solution · Exercise 1.1"],
    ["a Greek letter by its name", "pi r^2", "01-grinding/01-how-fine.html#volume Derivation 1.2 · A sphere, sliced"],
  ])("%s", (_, query, place) => {
    expect(best(query)).toContain(place);
  });

  test("the words of which one is not finished", () => expect(best("check the temp")).toContain("02-brewing/01-how-long.html#chunk-check-the-temperature ⟨Check the temperature⟩"));
  test.each(["why what halving does", "how is it that what halving does", "Why halving?"])("the answer to a question: %s", (query) => expect(best(query).join()).toContain("#halving Derivation 1.1 · What halving does"));
  test("words with errors", () => expect(best("haling doess")).toContain("01-grinding/01-how-fine.html#halving Derivation 1.1 · What halving does"));
  test("where each word stands, but nowhere together, the places of each", () => {
    const found = find("kettle halving");
    expect(found).toMatchObject({ words: "some", near: [] });
    expect(best("kettle halving")).toEqual(expect.arrayContaining([...best("kettle").slice(0, 1), ...best("halving").slice(0, 1)]));
  });
  test.each(["hlaving", "ahlving", "havling does"])("two letters in each other’s place: %s", (query) => {
    expect(best(query)).toContain("01-grinding/01-how-fine.html#halving Derivation 1.1 · What halving does");
  });
  test.each(["halving=True", "book.halving(x, radius=3)", "halving(radius = 0.5)"])("a call by its name: %s", (query) => {
    expect(find(query)).toEqual(find(query.startsWith("book") ? "book.halving" : "halving"));
  });
  test("where no place has all of three words or more, those with most of them", () => {
    const found = find("refuse a radius kettle");
    expect(found).toMatchObject({ words: "most", near: [] });
    expect(best("refuse a radius kettle")[0]).toBe("01-grinding/01-how-fine.html#chunk-refuse-a-radius-that-is-not-positive ⟨Refuse a radius that is not positive⟩");
    expect(find("refuse a radius").words).toBe("all");
    expect(find("refuse astronaut kettle zebra").words).toBe("some");
    expect(find("astronaut zebra").total).toBe(0);
  });
  test("what is near a word with many errors", () => {
    expect(find("partcel")).toMatchObject({ total: 0, near: expect.arrayContaining(["particle"]) });
    expect(find("halving partcel")).toMatchObject({ words: "some", near: expect.arrayContaining(["halving particle"]) });
  });
  test("nothing for nothing", () => expect(find(" .")).toEqual({ words: "all", pages: [], total: 0, shown: 0, near: [] }));
});

test("a name of the program is found by its parts", async () => {
  const index = new MiniSearch<Passage>(indexOptions);
  index.add({ id: 0, title: "", names: "", text: "logProbability of XMLParser", signs: "" });
  const known = await engineOf({ pages: [["a", "A"]], places: [[0, "", "A", 1]], synonyms: {}, index: JSON.stringify(index) });
  expect(["logprobability", "probability", "log", "parser", "xml"].filter((word) => known(word).total === 0)).toEqual([]);
  expect(known("ability").total).toBe(0);
});

test("every place that is found is on its page", async () => {
  const caches = { pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() };
  const { files } = await siteOf(root, book, caches);
  const lost = data.places.flatMap(([page, id, title]) => {
    const href = data.pages[page]?.[0] ?? "";
    const file = files.get(href);
    return file !== undefined && "text" in file && (id === "" || file.text.includes(` id="${id}"`)) ? [] : [`${href}#${id} ${title}`];
  });
  expect(lost).toEqual([]);
});

test("the index does not keep the texts, which each page has in a file of its own", () => {
  expect(JSON.stringify(data)).not.toContain("twice the surface");
});

test.each([
  ["\\frac{n}{2}", "n/2"],
  ["\\frac{m_t}{\\sqrt{v_t} + \\varepsilon}", "m_t/(√v_t + ε)"],
  ["\\sqrt{\\lVert x \\rVert^2 + 1}", "√(‖ x ‖^2 + 1)"],
  ["\\frac{4\\pi r^2}{\\frac{4}{3}\\pi r^3}", "(4π r^2)/(4/3π r^3)"],
  ["\\lambda_{k} \\mathrm{softmax}(x)", "λ_k softmax(x)"],
  ["\\tfrac12 \\le \\left\\{ a \\right\\}", "1/2 ≤ { a }"],
])("%s is read as %s", (latex, plain) => {
  expect(plainFormula(latex)).toBe(plain);
});

test("where pages are as they were, nothing is read of what they say but for a file that is made again", async () => {
  const store = memoryStore();
  const read: string[] = [];
  const counting = { ...store, get: (key: string) => (read.push(key), store.get(key)) };
  const batches = () => searchBatches(book, null, { store: counting, placed: ({ href }) => href });
  const first = await filesOf(batches());
  read.length = 0;
  const again = batches();
  expect(read.filter((key) => key.endsWith(".places"))).toEqual([]);
  expect(again.map(({ key }) => key)).toEqual(batches().map(({ key }) => key));
  await again[1]?.files();
  expect(read.filter((key) => key.endsWith(".places"))).toHaveLength(1);
  expect(await filesOf(again)).toEqual(first);
});
