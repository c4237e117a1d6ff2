import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noCache, type Cache } from "../cache.ts";
import { cells } from "./cells.ts";
import { keptAnswers, type Question } from "./kept.ts";
import type { Seen } from "./measure.ts";
import { narrow } from "./narrow.ts";

const origin = "http://127.0.0.1:8000";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
  for (const name of ["a.html", "assets/a.css", "assets/a b.js", "b.html"]) write(name, name);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Keeps texts for as long as a test takes. */
function memory(): Cache {
  const texts = new Map<string, string>();
  return { get: (kind, key) => texts.get(`${kind}/${key}`) ?? null, put: (kind, key, text) => void texts.set(`${kind}/${key}`, text) };
}

const question: Question = { measure: narrow, page: "a.html", from: "server", variant: "" };
const well: Seen = { amount: 3, places: [] };
const asked = [`${origin}/a.html`, `${origin}/assets/a.css?v=1`, `file://FOLDER/assets/a%20b.js#x`, "data:,", "blob:null/1"];
const answers = (cache: Cache, browser = "Chromium 1"): ReturnType<typeof keptAnswers> => keptAnswers({ folder, origin }, cache, browser);

/** A cache that knows the answer to the question, with all that was asked for. */
function told(seen = well, more: readonly string[] = []): Cache {
  const cache = memory();
  answers(cache).keep(question, seen, [...asked, ...more].map((address) => address.replace("FOLDER", folder)));
  return cache;
}

test("what was seen of a page is known for as long as all that it loads is the same", () => {
  const cache = told();
  write("b.html", "of no page that was looked at");
  expect(answers(cache).find(question)).toEqual(well);
  expect(answers(noCache).find(question)).toBeNull();
});

test.each(["a.html", "assets/a.css", "assets/a b.js"])("it is looked at again where %s has changed, or is gone", (name) => {
  const cache = told();
  write(name, "other");
  expect(answers(cache).find(question)).toBeNull();
  rmSync(join(folder, name));
  expect(answers(cache).find(question)).toBeNull();
  write(name, name);
  expect(answers(cache).find(question)).toEqual(well);
});

test.each<[string, Partial<Question>]>([
  ["another measure", { measure: cells }],
  ["another page", { page: "b.html" }],
  ["the disk", { from: "disk" }],
  ["what else is opened", { variant: "search" }],
])("an answer is none for %s", (_, other) => {
  expect(answers(told()).find({ ...question, ...other })).toBeNull();
});

test("an answer of another browser is none", () => {
  expect(answers(told(), "Chromium 2").find(question)).toBeNull();
});

test("what is wrong is looked at again", () => {
  expect(answers(told({ amount: 3, places: ["a.html is 3 px too wide"] })).find(question)).toBeNull();
});

test.each(["http://127.0.0.1:9/x", `${origin}/gone.css`, "https://example.org/"])("a page that asks for %s is looked at again", (address) => {
  expect(answers(told(well, [address])).find(question)).toBeNull();
});
