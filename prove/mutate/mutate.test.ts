import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { placeOf, render } from "../../tangle/index.ts";
import { proved } from "../testing/proved.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { changeOf } from "./mutant.ts";
import { mutate, type MutationOrder, type Tried } from "./mutate.ts";
import type { Selection } from "./selection.ts";
import type { MutationResult } from "./verdict.ts";
import { cachePath } from "./verdictCache.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

function bookOf(texts: Readonly<Record<string, string>>): SmallBook {
  const book = smallBook(texts);
  books.push(book);
  return book;
}

async function tried(book: SmallBook, selection: Selection = { kind: "every" }, order: Partial<MutationOrder> = {}): Promise<Tried> {
  const result = await mutate({ root: book.root, chapters: [], selection, jobs: 2, progress: () => {}, ...order });
  if (result.kind !== "tried") throw new Error(JSON.stringify(result));
  return result;
}

async function refusal(book: SmallBook, selection: Selection = { kind: "every" }): Promise<string> {
  const result = await mutate({ root: book.root, chapters: [], selection, jobs: 1, progress: () => {} });
  return result.kind === "refused" ? result.diagnostics.map(render).join("") : JSON.stringify(result);
}

/** Place, change and verdict on a line. */
function said({ mutant, verdict }: MutationResult): string {
  const { line, column } = placeOf(mutant.section.source, mutant.span.start);
  const { kind, ...why } = verdict;
  return [`${mutant.section.path.replace("book/", "")}:${line}:${column}`, changeOf(mutant), [kind, ...Object.values(why)].join(": ")].join(" ");
}

const operators = ({ trials }: Tried): readonly string[] => trials.filter(({ mutant }) => mutant.kind === "operator").map(said);

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n\n`;

test("a change under which the tests never end is reported apart, and so is one under which only a cell does not end", async () => {
  const book = bookOf({
    "01-sums/index.md": `# Sums\n\n${fence("ts file=src/sum.ts", "export function sum(n: number): number {\n  let total = 0;\n  for (let i = 1; i < n; i++) total += i;\n  return total;\n}")}${fence("ts file=src/halve.ts", "export function halvings(n: number): number {\n  let [steps, left] = [0, n];\n  for (; left >= 2; left /= 2) steps++;\n  return steps;\n}")}${fence("ts file=src/sum.test.ts", 'import { expect, test } from "vitest";\nimport { sum } from "./sum.ts";\n\ntest("below four", () => expect(sum(4)).toBe(6));')}${fence("ts run", 'import { halvings } from "#src/halve.ts";\n\nconsole.log(halvings(9));')}${fence("output", "3")}`,
  });
  proved(book);
  expect(operators(await tried(book))).toEqual([
    "01-sums/index.md:6:21 `<` → `<=` noticed: the test `below four`",
    "01-sums/index.md:6:27 `++` → `--` timed out: the tests",
    "01-sums/index.md:6:37 `+=` → `-=` noticed: the test `below four`",
    "01-sums/index.md:14:15 `>=` → `>` survived",
    "01-sums/index.md:14:26 `/=` → `*=` timed out: the cells",
    "01-sums/index.md:14:37 `++` → `--` noticed: the cell `run-1` of book/01-sums/index.md",
  ]);
});

test("a test that is ended by its own time limit has not noticed anything", async () => {
  const book = bookOf({
    "01-wait/index.md": `# Waiting\n\n${fence("ts file=src/wait.ts", "export const ready = (ticks: number): Promise<number> => new Promise((resolve) => ticks > 0 && resolve(ticks));")}${fence("ts file=src/wait.test.ts", 'import { expect, test } from "vitest";\nimport { ready } from "./wait.ts";\n\ntest("one tick", { timeout: 2000 }, async () => expect(await ready(1)).toBe(1));\ntest("no tick", () => expect(ready(0)).toBeInstanceOf(Promise));')}`,
  });
  proved(book);
  expect(operators(await tried(book))).toEqual(["01-wait/index.md:4:89 `>` → `>=` survived", "01-wait/index.md:4:93 `&&` → `||` timed out: the tests"]);
});

test("the nearest tests are asked first, and those of the chapter's own program only", async () => {
  const book = bookOf({
    "01-unit/index.md": `# Units\n\n${fence("ts file=src/unit.ts", "export const double = (n: number): number => n * 2;\nexport const odd = (n: number): boolean => n % 2 === 1;")}${fence("ts file=src/unit.test.ts", 'import { expect, test } from "vitest";\nimport { double } from "./unit.ts";\n\ntest("near", () => expect(double(3)).toBe(6));')}${fence("ts file=src/a.ts", 'import { double } from "./unit.ts";\n\nexport const spin = (n: number): string => {\n  for (;;) if (double(n) === 6) return "done";\n};')}${fence("ts file=src/a.test.ts", 'import { expect, test } from "vitest";\nimport { spin } from "./a.ts";\n\ntest("far", () => expect(spin(3)).toBe("done"));')}`,
    "02-later/index.md": `# Later\n\n${fence("ts file=src/later.test.ts", 'import { expect, test } from "vitest";\nimport { odd } from "./unit.ts";\n\ntest("later", () => expect([1, 2].map(odd)).toEqual([true, false]));')}`,
  });
  proved(book);
  expect(operators(await tried(book))).toEqual([
    "01-unit/index.md:4:48 `*` → `/` noticed: the test `near`",
    "01-unit/index.md:5:46 `%` → `*` survived",
    "01-unit/index.md:5:50 `===` → `!==` survived",
    "01-unit/index.md:19:26 `===` → `!==` timed out: the tests",
  ]);
});

test("a chunk that a later chapter replaces is judged in the program that has it", async () => {
  const book = bookOf({
    "01-a/index.md": `# A\n\n${fence("ts file=src/a.ts", "export function twice(n: number): number {\n  <<Double>>\n}")}${fence('ts chunk="Double"', "return n + n;")}${fence("ts file=src/a.test.ts", 'import { expect, test } from "vitest";\nimport { twice } from "./a.ts";\n\ntest("twice", () => expect(twice(3)).toBe(6));')}`,
    "02-b/index.md": `# B\n\n${fence('ts chunk="01-a/Double" :=', "return n * 2;")}`,
  });
  proved(book);
  expect(operators(await tried(book))).toEqual(["01-a/index.md:10:10 `+` → `-` noticed: the test `twice`", "02-b/index.md:4:10 `*` → `/` noticed: the test `twice`"]);
});

test("a program whose tests fail as it is, and a cell that shows something else when it is run again, are refused at their place", async () => {
  const book = bookOf({ "01-a/index.md": `# A\n\n${fence("ts file=src/a.ts", "export const half = (n: number): number => n / 2;")}${fence("ts file=src/a.test.ts", 'import { expect, test } from "vitest";\nimport { half } from "./a.ts";\n\ntest("half", () => expect(half(2)).toBe(3));')}` });
  proved(book);
  expect(await refusal(book)).toBe("book/01-a/index.md:4:46: error[fails-as-it-is]: the program as it is fails here, so no change of it can be judged: the test `half` fails: AssertionError: expected 1 to be 3 // Object.is equality\n  4 │ export const half = (n: number): number => n / 2;\n    ╵                                              ~\n  cure: npm test\n");
  const random = bookOf({ "01-a/index.md": "# A\n\nIt is `{ts} Math.random()`.\n" });
  proved(random);
  expect(await refusal(random)).toBe("book/01-a/index.md:3:7: error[not-repeated]: `value-1` shows something else now than what is recorded, so no change of it can be judged\n  3 │ It is `{ts} Math.random()`.\n    ╵       ~\n  cure: npm run prove -- --fresh\n");
});

test("cells that nothing tried needs are not run again, and where one was needed after all the whole section is", async () => {
  const book = bookOf({
    "01-a/index.md": `# A\n\n${fence("ts file=src/count.ts", "let count = 0;\nexport const next = (): number => (count += 1);")}${fence('ts run id="costly"', 'import { existsSync } from "node:fs";\nif (existsSync(`${process.env["HOME"]}/../second`)) throw new Error("run again");')}\nTwo is \`{ts} 1 + 1\`.\n`,
    "02-b/index.md": `# B\n\n${fence('ts run id="hidden"', 'import { next } from "#src/count.ts";\nvoid next();')}${fence('ts run id="shown"', 'import { next as after } from "#src/count.ts";\nconsole.log(after());')}${fence("output", "2")}`,
  });
  const text = book.read().texts.get("book/01-a/index.md") ?? "";
  // a file that the costly cell finds only the second time
  const marker = join(book.root, "second");
  book.write("01-a/index.md", text.replace('`${process.env["HOME"]}/../second`', JSON.stringify(marker)));
  proved(book);
  writeFileSync(marker, "");
  const { trials } = await tried(book);
  expect(trials.filter(({ mutant }) => mutant.kind !== "operator").map(said)).toEqual(["01-a/index.md:14:8 ``{ts} 1 + 1`` → `3` noticed: not-deterministic", "02-b/index.md:14:1 `2` → `3` noticed: stale-output"]);
});

test("formulas after one whose check ends the process are tried all the same", async () => {
  const verify = "const a = normal(), b = normal();\nconst runs = ((globalThis as { runs?: number }).runs ??= 0) + 1;\n(globalThis as { runs?: number }).runs = runs;\nif (runs > 150) process.exit(3);\ngiven({ a, b });\nyield (a + b) ** 2;\nyield a * a + 2 * a * b + b * b;";
  const book = bookOf({ "01-a/index.md": `# A\n\n:::derivation{#square title="A square"}\n$$\n(a + b)^2 = a^2 + 2 a b + b^2\n$$\n\n${fence("ts verify", verify)}:::\n` });
  proved(book);
  const { trials } = await tried(book);
  const verdicts = trials.map(({ verdict }) => (verdict.kind === "noticed" ? verdict.by : verdict.kind));
  const last = verdicts.lastIndexOf("cell-exits");
  expect(last).toBeGreaterThan(0);
  expect(verdicts.slice(last + 1)).toContain("survived");
  expect(verdicts.filter((each) => each === "cell-exits").length).toBeLessThan(verdicts.length / 2);
});

const grams = (factor: string): string => `# Grams\n\n${fence("ts file=src/grams.ts", `/** Grams for some cups. */\nexport const grams = (cups: number): number => cups * ${factor} + 5;`)}${fence("ts file=src/grams.test.ts", `import { expect, test } from "vitest";\nimport { grams } from "./grams.ts";\n\ntest("two cups", () => expect(grams(2)).toBe(2 * ${factor} + 5));`)}For three it is \`{ts} 3 * ${factor}\`.\n\n:::derivation{#a title="A sum" a="1..2"}\n$$\na + a = 2 a\n$$\n:::\n`;
const drops = "# Drops\n\nThere are `{ts} 20 * 3` drops.\n\n:::derivation{#b title=\"A product\" b=\"1..2\"}\n$$\nb b = b^2\n$$\n:::\n";

const changed: Selection = { kind: "changed", writes: "nothing", most: null };
const recording: Selection = { kind: "changed", writes: "record", most: null };

test("a normal run tries what is not recorded; an edit of one section leaves choice and verdicts of the others", async () => {
  const book = bookOf({ "01-grams/index.md": grams("15"), "02-drops/index.md": drops });
  proved(book);
  const first = await tried(book, recording);
  expect(first.now).toBe(first.trials.length);
  expect(first.written.map((path) => path.replace(/[0-9a-f]{12}/, "…"))).toEqual(["book/mutation/01-grams/index.….json", "book/mutation/02-drops/index.….json"]);
  const elsewhere = bookOf({ "01-grams/index.md": grams("15"), "02-drops/index.md": drops });
  for (const path of first.written) elsewhere.write(path.slice("book/".length), readFileSync(join(book.root, path), "utf8"));
  proved(elsewhere);
  // on another machine nothing is tried again
  expect(await tried(elsewhere, changed)).toMatchObject({ now: 0, unrecorded: 0, diagnostics: [], trials: first.trials.map(({ verdict }) => ({ verdict })) });
  elsewhere.write("02-drops/index.md", drops.replace("20 * 3", "20 * 4").replace("There", "In it there"));
  proved(elsewhere);
  const second = await tried(elsewhere, changed);
  const inFirst = (result: Tried): readonly string[] => result.trials.filter(({ mutant }) => mutant.section.path.includes("01-grams")).map(said);
  expect(inFirst(second)).toEqual(inFirst(first));
  // both digits of the number that changed: the formula beside it is as it was
  expect(second).toMatchObject({ now: 2, unrecorded: 2 });
  // what was found stays with this machine until it is recorded
  expect(await tried(elsewhere, changed)).toMatchObject({ now: 0, unrecorded: 2 });
  const third = await tried(elsewhere, recording);
  expect(third).toMatchObject({ now: 0, unrecorded: 0 });
  expect(third.written.map((path) => path.replace(/[0-9a-f]{12}/, "…"))).toEqual(["book/mutation/02-drops/index.….json", "book/mutation/02-drops/index.….json"]);
  expect(readdirSync(join(elsewhere.root, "book/mutation/02-drops"))).toHaveLength(1);
});

test("a bounded run tries so many of each kind, says how many it leaves, and the next goes on from there", async () => {
  const book = bookOf({ "01-grams/index.md": grams("15"), "02-drops/index.md": drops });
  proved(book);
  const bounded: Selection = { kind: "changed", writes: "nothing", most: 1 };
  const first = await tried(book, bounded);
  const kindsIn = ({ trials }: Tried): readonly string[] => trials.map(({ mutant }) => mutant.kind).toSorted();
  // all that is only held against the record, one formula of the four, and the one operator
  expect(kindsIn(first)).toEqual(["formula", "number", "number", "number", "number", "operator"]);
  expect(first).toMatchObject({ now: 6, left: 3, unrecorded: 6 });
  const second = await tried(book, bounded);
  expect(second).toMatchObject({ now: 1, left: 2, unrecorded: 7 });
  expect(second.trials.map(said)).toEqual(expect.arrayContaining(first.trials.map(said)));
  expect(await tried(book, recording)).toMatchObject({ now: 2, left: 0, unrecorded: 0 });
  expect(await tried(book, bounded)).toMatchObject({ now: 0, left: 0, unrecorded: 0 });
});

test("a normal run holds outputs and numbers against the record, and no full run goes by that", async () => {
  const book = bookOf({ "01-a/index.md": `# A\n\nIt is \`{ts} Math.random()\`.\n\n${fence("ts run", "console.log(35);")}${fence("output", "35")}` });
  proved(book);
  const { trials, now } = await tried(book, changed);
  expect(now).toBe(4);
  expect(trials.map(({ verdict }) => verdict)).toEqual([{ kind: "noticed", by: "stale-output" }, { kind: "noticed", by: "stale-output" }, { kind: "noticed", by: "not-deterministic" }, { kind: "noticed", by: "not-deterministic" }]);
  expect(await refusal(book, { kind: "full", shard: null, most: null })).toContain("error[not-repeated]");
  expect(await tried(book, changed)).toMatchObject({ now: 0 });
});

test("records of two branches stand side by side; one that was edited is passed over with a warning; those of a section that has gone are removed", async () => {
  const book = bookOf({ "02-drops/index.md": drops });
  proved(book);
  const { written, trials } = await tried(book, recording);
  const [path = ""] = written;
  const text = readFileSync(join(book.root, path), "utf8");
  book.write("mutation/02-drops/index.0123456789ab.json", text.replace("noticed", "survived"));
  book.write("mutation/09-gone/index.0123456789ab.json", text);
  writeFileSync(join(book.root, cachePath), "");
  const again = await tried(book, changed);
  expect(again).toMatchObject({ now: 0, unrecorded: 0 });
  expect(again.diagnostics.map(render)).toEqual(["02-drops", "09-gone"].map((name) => `book/mutation/${name}/index.0123456789ab.json: warning[damaged-mutation-record]: \`book/mutation/${name}/index.0123456789ab.json\` is not as \`mutate\` wrote it, so its verdicts are found again\n  cure: npm run mutate -- --record\n`));
  await tried(book, recording);
  expect(readdirSync(join(book.root, "book/mutation"), { recursive: true }).map(String).toSorted()).toEqual(["02-drops", path.replace("book/mutation/", "")].toSorted());
  expect(text.split("\n").filter((line) => line.startsWith("  {"))).toHaveLength(trials.length);
});

test("a full run goes on where it was: parts have each mutant once, and what is known is not tried again", async () => {
  const book = bookOf({ "01-grams/index.md": grams("15"), "02-drops/index.md": drops });
  proved(book);
  const part = (index: number, of: number): Selection => ({ kind: "full", shard: { index, of }, most: null });
  const parts = [await tried(book, part(1, 3)), await tried(book, part(2, 3)), await tried(book, part(3, 3))];
  const whole = await tried(book, { kind: "full", shard: null, most: null });
  expect(parts.map(({ now, trials }) => now === trials.length)).toEqual([true, true, true]);
  expect(parts.flatMap(({ trials }) => trials.map(said)).toSorted()).toEqual(whole.trials.map(said).toSorted());
  expect(whole.now).toBe(0);
  // a run that was killed has left half a line behind
  const cache = join(book.root, cachePath);
  const lines = readFileSync(cache, "utf8").trimEnd().split("\n");
  writeFileSync(cache, lines.slice(0, -2).join("\n"));
  const left = new Set(lines.slice(0, -3).map((line) => JSON.parse(line).key));
  const known = await tried(book, { kind: "full", shard: null, most: 0 });
  expect([known.now, known.left + known.trials.length]).toEqual([0, whole.trials.length]);
  expect(known.left).toBeGreaterThan(0);
  const again = await tried(book, { kind: "full", shard: null, most: null });
  expect(again.trials.map(said)).toEqual(whole.trials.map(said));
  expect(again.now).toBeGreaterThan(0);
  expect(again.now).toBeLessThan(left.size);
});
