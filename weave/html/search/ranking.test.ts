/** What the search puts first, whatever the spelling. */
import { expect, test } from "vitest";
import { engineOf } from "../../reader/searchEngine.ts";
import type { PlaceKind } from "../../reader/searchData.ts";
import { memoryStore } from "../store.ts";
import { searchData } from "./index.ts";
import type { FoundPlace } from "./passages.ts";

const filler = Array.from({ length: 30 }, (_, index) => `filler${index}`).join(" ");
const place = (kind: PlaceKind, title: string, text: string, synonyms: readonly string[] = []): FoundPlace =>
  ({ id: `${kind}-${title}`, kind, title, text: `${text} ${filler}`, names: synonyms.join(" "), signs: "", synonyms });

/** The ids of what is found in pages of one place each, the best first. */
async function finder(...places: readonly FoundPlace[]): Promise<(query: string) => readonly string[]> {
  const data = searchData(places.map((each, page) => ({ href: `${page}.html`, title: `${page}`, places: [each] })), memoryStore());
  const find = await engineOf(data);
  return (query) => find(query).pages.flatMap(({ hits }) => hits.map(({ place: at }) => data.places[at]?.[1] ?? ""));
}

test("a definition stands before a title, a title before a heading, then prose, a derivation, code, a copy, the bibliography", async () => {
  const found = await finder(
    place("bibliography", "Smith 2001", "On momentum."), place("copy", "List", "Of momentum."), place("code", "a.ts", "const momentum = 1;"), place("block", "Derivation 1", "The momentum."),
    place("heading", "Elsewhere", "Some momentum."), place("heading", "Momentum", "It is."), place("page", "Momentum", "It is."), place("definition", "momentum", "It is."),
  );
  expect(found("momentum")).toEqual(["definition-momentum", "page-Momentum", "heading-Momentum", "heading-Elsewhere", "block-Derivation 1", "code-a.ts", "copy-List", "bibliography-Smith 2001"]);
});

test.each(["k-n smoothing", "kneser ney smoothing", "Kneser-Ney Smoothing", "kneserney smoothing", "KN smoothing"])("a synonym in any spelling names its term: %s", async (query) => {
  const found = await finder(place("page", "Smoothing", "Kneser and Ney had k and n, smoothing KN Kneser-Ney smoothing."), place("definition", "Kneser–Ney smoothing", "By continuation.", ["K-N smoothing"]));
  expect(found(query)[0]).toBe("definition-Kneser–Ney smoothing");
});

test("a synonym within a query is read as its term", async () => {
  const found = await finder(place("block", "Derivation 2", "Backward through layer normalisation."), place("definition", "layer normalisation", "It is.", ["LayerNorm"]));
  expect(found("layernorm backward")).toEqual(["block-Derivation 2"]);
});

test.each(["initialization", "initialisation", "initializing", "Initialise"])("British and American spelling and the forms of a word are one: %s", async (query) => {
  expect((await finder(place("heading", "Weights", "How they are initialised.")))(query)).toEqual(["heading-Weights"]);
});

test("two words are found where the book writes one, and one where it writes two", async () => {
  expect((await finder(place("definition", "minibatch", "Some examples.")))("mini batch")).toEqual(["definition-minibatch"]);
  expect((await finder(place("definition", "top-k sampling", "Of the likeliest.")))("topk sampling")).toEqual(["definition-top-k sampling"]);
});

test("the very word in a title counts more than another form of it", async () => {
  const found = await finder(place("heading", "Embed", "It does."), place("heading", "Embedding", "It is."));
  expect(found("embedding")[0]).toBe("heading-Embedding");
});

test("a title is known by what stands before its colon, and a genitive by its noun", async () => {
  expect((await finder(place("page", "Threads: races and joins", "Here."), place("heading", "Threads of two threads", "Threads, threads.")))("threads")[0]).toBe("page-Threads: races and joins");
  expect((await finder(place("definition", "Adam’s epsilon", "Small."), place("block", "adam epsilon", "adam epsilon")))("adam epsilon")[0]).toBe("definition-Adam’s epsilon");
});

test("words of names that run together are no other name", async () => {
  const found = await finder(place("definition", "addon", "A native module that can add one more."), place("definition", "add-one smoothing", "One more.", ["add-one"]));
  expect(found("add-one")[0]).toBe("definition-add-one smoothing");
});

test("one more letter, not a word yet, is not the beginning of everything", async () => {
  expect((await finder(place("heading", "Alpha", "Beta and bravo."), place("heading", "Bravo", "Beta.")))("alpha b")).toEqual(["heading-Alpha"]);
});
