import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render, sha256 } from "../../tangle/index.ts";
import { sourcesAt } from "../../tangle/standing/index.ts";
import { readEvidence, type Evidence, type EvidenceReading } from "./evidence.ts";
import type { TextCache } from "../units/outlineCache.ts";
import { planOf } from "./plan.ts";
import type { Result } from "../records/record.ts";
import { saveEvidence } from "../evidence/save.ts";
import { evidenceOf, pathOf } from "../testing/recorded.ts";
import { reconcile } from "./reconcile.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

const first = `# A

\`\`\`ts file=src/mill.ts
export const turns = 3;
\`\`\`

\`\`\`ts run id="one"
import { turns } from "#src/mill.ts";
\`\`\`

It is \`{ts} turns\`.
`;
const second = "# B\n\n```ts run id=\"two\"\nconst a = 1;\n```\n\n:::derivation{#skip unchecked=\"a limit\"}\n$$\nx\n$$\n:::\n";

const conditions = { command: "", machine: "", load: 0, date: "", commit: null, baseline: null };
const results: Readonly<Record<string, Result>> = {
  one: { kind: "run", output: ["1"], shown: [] },
  "value-1": { kind: "value", text: "3" },
  two: { kind: "run", output: [], shown: [] },
  skip: { kind: "derivation", draws: 0, rows: 0, reasons: 0, difference: null, transcribed: [], unchecked: [] },
};

let book: SmallBook;
beforeEach(() => {
  book = smallBook({ "01-a/index.md": first, "02-b/index.md": second, "data/beans.txt": "beans\n" });
  for (const plan of planOf(book.read()).sections) {
    const outcomes = new Map(Object.entries(results).map(([id, result]) => [id, { ok: true, result } as const]));
    const { files } = reconcile(plan, { outcomes, data: new Map([["one", { "beans.txt": sha256("beans\n") }]]), files: new Map() }, conditions);
    saveEvidence(book.root, files);
  }
});
afterEach(() => book.remove());

const evidence = (cache?: TextCache): Evidence => readEvidence(book.read(), { ...(cache !== undefined && { cache }) }).evidence;

/** State of each unit, found as an edition finds it: by where it begins. */
function states(texts: readonly [string, string] = [first, second], cache?: TextCache): readonly string[] {
  const { at } = evidence(cache);
  const [a, b] = texts;
  return [at("book/01-a/index.md", a.indexOf("```ts run")), at("book/01-a/index.md", a.indexOf("`{ts}")), at("book/02-b/index.md", b.indexOf("```ts run")), at("book/02-b/index.md", b.indexOf(":::"))].map(({ state }) => state);
}

const all = ["proved", "proved", "proved", "proved"];

test("what was run is proved, with its record", () => {
  expect(states()).toEqual(all);
  expect(evidence().at("book/01-a/index.md", first.indexOf("`{ts}"))).toMatchObject({ state: "proved", unit: { id: "value-1", kind: "value", unchecked: null }, record: { result: { kind: "value", text: "3" } } });
  expect(evidence().at("book/01-a/index.md", 0)).toEqual({ state: "missing" });
});

test("the totals count it, and give the reasons of what is not checked", () => {
  expect(evidence().totals).toMatchObject({ cells: 2, numbers: 1, derivations: 0, rows: 0, unchecked: [{ path: "book/02-b/index.md", offset: second.indexOf(":::"), id: "skip", row: null, why: "a limit" }] });
});

test("prose may change; the evidence moves with its unit", () => {
  const changed = first.replace("It is", "A sentence more, and it is");
  book.write("01-a/index.md", changed);
  expect(states([changed, second])).toEqual(all);
});

test.each([
  ["a module", "01-a/index.md", first.replace("turns = 3", "turns = 4"), ["stale", "stale", "proved", "proved"]],
  ["a number's expression", "01-a/index.md", first.replace("{ts} turns", "{ts} turns + 1"), ["proved", "stale", "proved", "proved"]],
  ["a cell of another section", "02-b/index.md", second.replace("a = 1", "a = 2"), ["proved", "proved", "stale", "stale"]],
  ["an id: nothing, for it is the same cell", "02-b/index.md", second.replace('id="two"', 'id="zwei"'), ["proved", "proved", "proved", "proved"]],
  ["data that a cell reads", "data/beans.txt", "other beans\n", ["stale", "proved", "proved", "proved"]],
])("what depends on it is stale where there is a change of %s", (_, path, text, expected) => {
  book.write(path, text);
  expect(states(path.startsWith("01") ? [text, second] : path.startsWith("02") ? [first, text] : [first, second])).toEqual(expected);
});

test("with a cache it says the same, parses only what is new, and finds keys again only where more than prose has changed", () => {
  const kept = new Map<string, string>();
  const misses: string[] = [];
  const cache: TextCache = {
    get: (kind, key) => kept.get(key) ?? (misses.push(kind), null),
    put: (_, key, text) => void kept.set(key, text),
  };
  expect([states([first, second], cache), misses]).toEqual([all, ["programs", "outlines", "tokens", "outlines", "tokens", "keys"]]);
  expect([states([first, second], cache), misses.length]).toEqual([all, 6]);
  const changed = `# B\n\nMore.\n${second.slice(3)}`;
  book.write("02-b/index.md", changed);
  expect([states([first, changed], cache), misses.slice(6)]).toEqual([all, ["outlines"]]);
  const other = changed.replace("a = 1", "a = 2");
  book.write("02-b/index.md", other);
  expect([states([first, other], cache), misses.slice(7)]).toEqual([["proved", "proved", "stale", "stale"], ["programs", "outlines", "keys"]]);
});

/** What is read of a cache that has seen all there is, and what is asked of it. */
function keeping(): { readonly now: () => EvidenceReading; readonly asked: () => readonly string[]; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  let asked: string[] = [];
  const cache: TextCache = { get: (kind, key) => (asked.push(kind), kept.get(`${kind} ${key}`) ?? null), put: (kind, key, text) => void kept.set(`${kind} ${key}`, text) };
  return {
    kept,
    now: () => readEvidence(book.read(), { cache, seen: sourcesAt(book.root) }),
    asked() {
      const all = asked;
      asked = [];
      return all;
    },
  };
}

/** All that it says of two texts. */
function said({ evidence: { at, digestOf, totals }, diagnostics }: EvidenceReading): unknown {
  const paths = ["book/01-a/index.md", "book/02-b/index.md"];
  return [paths.map((path) => [digestOf(path), Array.from({ length: 400 }, (_, offset) => at(path, offset))]), totals, diagnostics];
}

test("of what was looked at before nothing is read but what is asked for, and it says the same", () => {
  const { now, asked } = keeping();
  const first = said(now());
  expect(first).toEqual(said(readEvidence(book.read())));
  asked();
  const again = now();
  expect([again.evidence.totals, asked()]).toEqual([readEvidence(book.read()).evidence.totals, ["programs", "evidence"]]);
  expect(said(again)).toEqual(first);
  expect(asked()).toEqual(["evidence", "evidence"]);
});

test("prose that has changed makes the evidence of its own section be read again, and of those on its program the outlines", () => {
  const { now, asked } = keeping();
  now();
  asked();
  book.write("02-b/index.md", `# B\n\nMore.\n${second.slice(3)}`);
  const reading = now();
  expect(asked()).toEqual(["programs", "evidence", "outlines", "outlines", "tokens", "keys"]);
  expect(said(reading)).toEqual(said(readEvidence(book.read())));
});

test.each([
  ["a record that is gone", () => rmSync(join(book.root, "book/evidence", pathOf(book.root, "01-a/index/one.json")))],
  ["a record that is damaged", () => writeFileSync(join(book.root, "book/evidence", pathOf(book.root, "01-a/index/one.json")), "{}")],
  ["data", () => book.write("data/beans.txt", "other beans\n")],
  ["a module of another chapter", () => book.write("01-a/index.md", first.replace("turns = 3", "turns = 4"))],
  ["a record that became a link", () => {
    const path = join(book.root, "book/evidence", pathOf(book.root, "01-a/index/one.json"));
    renameSync(path, join(book.root, "elsewhere.json"));
    symlinkSync(join(book.root, "elsewhere.json"), path);
  }],
])("%s is noticed as by who keeps nothing, and so is its return", (_, change) => {
  const { now } = keeping();
  const before = said(now());
  const saved = mkdtempSync(join(tmpdir(), "saved-"));
  cpSync(join(book.root, "book"), saved, { recursive: true });
  change();
  expect(said(now())).toEqual(said(readEvidence(book.read())));
  expect(said(now())).not.toEqual(before);
  rmSync(join(book.root, "book"), { recursive: true });
  cpSync(saved, join(book.root, "book"), { recursive: true });
  expect(said(now())).toEqual(before);
  rmSync(saved, { recursive: true });
});

test("records that another process has written since they were looked at are not kept under those that there were", () => {
  const { now, kept } = keeping();
  const path = join(book.root, "book/evidence", pathOf(book.root, "01-a/index/one.json"));
  const record = readFileSync(path);
  rmSync(path);
  const without = said(now());
  kept.clear();
  const seen = sourcesAt(book.root);
  writeFileSync(path, record);
  readEvidence(book.read(), { cache: { get: (kind, key) => kept.get(`${kind} ${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind} ${key}`, text) }, seen });
  rmSync(path);
  expect(said(now())).toEqual(without);
});

test.each([
  ["lost", (kept: Map<string, string>) => kept.clear()],
  ["another's", (kept: Map<string, string>) => { for (const key of kept.keys()) if (key.startsWith("evidence ") && kept.get(key)?.includes("totals") === false) kept.set(key, "[]"); }],
])("where what was kept is %s, it is read again", (_, damage) => {
  const { now, kept } = keeping();
  const before = said(now());
  const again = now();
  damage(kept);
  expect(said(again)).toEqual(before);
  expect(said(now())).toEqual(before);
});

test("evidence of the older form is refused", () => {
  const { root } = book;
  for (const path of Object.keys(evidenceOf(root))) rmSync(join(root, "book/evidence", path));
  writeFileSync(join(root, "book/evidence/01-a/index.json"), JSON.stringify({ version: 1, node: "v20", units: {}, seal: "" }));
  expect(readEvidence(book.read()).diagnostics.map(render).join("")).toBe("book/evidence: error[old-evidence]: `book/evidence` is of an older form, in which one file held a whole section\n  cure: `npm run prove` runs the book and writes it anew\n");
  expect(states()).toEqual(["missing", "missing", "missing", "missing"]);
});

test("a record is found by its key, whatever number its unit has now", () => {
  const changed = first.replace("It is", "One is `{ts} 1`, and it is");
  book.write("01-a/index.md", changed);
  const found = evidence().at("book/01-a/index.md", changed.indexOf("`{ts} turns"));
  expect(found).toMatchObject({ state: "proved", unit: { id: "value-2" }, record: { result: { kind: "value", text: "3" } } });
});

test("a damaged record is reported, and its unit was not run", () => {
  writeFileSync(join(book.root, "book/evidence", pathOf(book.root, "01-a/index/one.json")), "{}");
  expect(readEvidence(book.read()).diagnostics.map(({ code }) => code)).toEqual(["edited-evidence"]);
  expect(states()).toEqual(["missing", "proved", "proved", "proved"]);
});
