/** What is made of code alone is kept by its digest, and is what is made without that. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { chunkGraph, readBook } from "../../tangle/index.ts";
import { codeDigest } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { chunkAnchors } from "./chunkAnchors.ts";
import { exportsDigests, exportsOf } from "./exports.ts";
import { identifiers, keptIdentifiers } from "./identifiers.ts";

const { book } = readBook(join(import.meta.dirname, "../fixtures/coffee"));
if (book === null) throw new Error("the small foreign book cannot be read");
const coffee = book;
const { graph } = chunkGraph(coffee);
const code = codeDigest(coffee);
const anchors = chunkAnchors(coffee.sections, graph, new Set());

function memory(): { readonly cache: Cache; readonly puts: () => number } {
  const kept = new Map<string, string>();
  let puts = 0;
  return { puts: () => puts, cache: { get: (kind, key) => kept.get(`${kind} ${key}`) ?? null, put: (kind, key, text) => { puts++; kept.set(`${kind} ${key}`, text); } } };
}

test("identifiers that are read back lead to the very fences", () => {
  const { cache, puts } = memory();
  const plain = identifiers(graph);
  expect(plain.length).toBeGreaterThan(2);
  for (const found of [keptIdentifiers(graph, code, cache), keptIdentifiers(graph, code, cache)]) {
    expect(found).toEqual(plain);
    expect(found.every(({ defined, mentioned }) => [...defined, ...mentioned].every((fence) => graph.definitionOf.has(fence)))).toBe(true);
  }
  expect(puts()).toBe(1);
});

test("digests of exports are of what each chapter exports, and are found once for code and ids", () => {
  const { cache, puts } = memory();
  const exportsAt = exportsOf(coffee, graph, anchors);
  const of = (ids: typeof anchors, key = code) => exportsDigests(exportsOf(coffee, graph, ids), { book: coffee, anchors: ids, code: key }, cache);
  for (const digestOf of [of(anchors), of(anchors)]) for (const { folder } of coffee.chapters) expect(digestOf(folder)).toBe(cacheKey(JSON.stringify(exportsAt(folder))));
  expect(puts()).toBe(1);
  const folder = coffee.chapters.at(-1)?.folder ?? "";
  expect(of(new Map([...anchors].map(([fence, id]) => [fence, `${id}-2`])))(folder)).not.toBe(of(anchors)(folder));
  expect(puts()).toBe(2);
});
