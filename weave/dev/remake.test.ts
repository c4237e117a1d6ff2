import { expect, test } from "vitest";
import type { Edition } from "./rebuild.ts";
import { remakerOf, type Remaker } from "./remake.ts";

const edition = (words: string): Edition => ({ files: new Map([["a.html", { text: words }]]), mistakes: null, warnings: "" });

/** A remaker whose editions are made when the test says so, without a rest, and what it has shown. */
function remaker(): { readonly made: Remaker; readonly shown: string[]; readonly pages: ((page: Edition | null) => void)[]; readonly books: ((book: Edition) => void)[] } {
  const [shown, pages, books]: [string[], ((page: Edition | null) => void)[], ((book: Edition) => void)[]] = [[], [], []];
  const asked = <T>(waiting: ((made: T) => void)[]) => () => new Promise<T>((resolve) => void waiting.push(resolve));
  const made = remakerOf({
    rebuilder: { page: asked(pages), book: asked(books), close: () => undefined },
    show: ({ files, mistakes }, _, what) => {
      const file = files.get("a.html");
      shown.push(`${what}: ${mistakes ?? (file && "text" in file ? file.text : "")}`);
    },
    rest: 0,
  });
  return { made, shown, pages, books };
}

/** All that can happen by itself has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(() => setImmediate(resolve), 5));

test("a saved page is shown, and the whole book after it", async () => {
  const { made, shown, pages, books } = remaker();
  void made.saved();
  pages[0]?.(edition("saved"));
  await settled();
  books[0]?.(edition("whole"));
  await settled();
  expect([shown, pages.length, books.length]).toEqual([["page: saved", "book: whole"], 1, 1]);
});

test("what cannot be made alone waits for the whole book", async () => {
  const { made, shown, pages, books } = remaker();
  void made.saved();
  pages[0]?.(null);
  await settled();
  expect([shown, books.length]).toEqual([[], 1]);
  books[0]?.({ ...edition(""), mistakes: "wrong" });
  await settled();
  expect(shown).toEqual(["book: wrong"]);
});

test("a book during whose making something was saved is not shown, but made again", async () => {
  const { made, shown, pages, books } = remaker();
  void made.book();
  void made.saved();
  pages[0]?.(edition("newer"));
  await settled();
  books[0]?.(edition("older"));
  await settled();
  expect([shown, books.length]).toEqual([["page: newer"], 2]);
  books[1]?.(edition("newest"));
  await settled();
  expect([shown, books.length]).toEqual([["page: newer", "book: newest"], 2]);
});

test("so it is where the saved page could not be made alone", async () => {
  const { made, shown, pages, books } = remaker();
  void made.book();
  void made.saved();
  pages[0]?.(null);
  await settled();
  books[0]?.(edition("older"));
  await settled();
  expect([shown, books.length]).toEqual([[], 2]);
});

test("pages saved one after another put the book off", async () => {
  const { made, shown, pages, books } = remaker();
  const saves = [made.saved(), made.saved()];
  pages[0]?.(edition("first"));
  pages[1]?.(edition("second"));
  await Promise.all(saves);
  await settled();
  expect([shown, books.length]).toEqual([["page: first", "page: second"], 1]);
});

test("after its end nothing is made or shown", async () => {
  const { made, shown, pages, books } = remaker();
  void made.book();
  void made.saved();
  made.stop();
  pages[0]?.(edition("late"));
  books[0]?.(edition("late"));
  await settled();
  expect([shown, books.length]).toEqual([[], 1]);
});
