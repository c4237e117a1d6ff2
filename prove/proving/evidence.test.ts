import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render, sha256 } from "../../tangle/index.ts";
import { readEvidence, type Evidence } from "./evidence.ts";
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

const evidence = (cache?: TextCache): Evidence => readEvidence(book.read(), cache).evidence;

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
  expect([states([first, second], cache), misses]).toEqual([all, ["outlines", "tokens", "outlines", "tokens", "keys"]]);
  expect([states([first, second], cache), misses.length]).toEqual([all, 5]);
  const changed = `# B\n\nMore.\n${second.slice(3)}`;
  book.write("02-b/index.md", changed);
  expect([states([first, changed], cache), misses.slice(5)]).toEqual([all, ["outlines"]]);
  const other = changed.replace("a = 1", "a = 2");
  book.write("02-b/index.md", other);
  expect([states([first, other], cache), misses.slice(6)]).toEqual([["proved", "proved", "stale", "stale"], ["outlines", "keys"]]);
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
