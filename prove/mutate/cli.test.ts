import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandArguments } from "../../tangle/index.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

const project = join(import.meta.dirname, "../..");

function run(script: string, ...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments(`prove/${script}`), ...args], { cwd: project, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const chapter = [
  "# Mill",
  '```ts file=src/mill.ts\n/** Grams for some cups. */\nexport const grams = (cups: number): number => cups * 15 + 5;\n\n/** Nobody tests or shows this. */\nexport const unseen = (cups: number): number => cups * 2;\n```',
  '```ts file=src/mill.test.ts\nimport { expect, test } from "vitest";\nimport { grams } from "./mill.ts";\n\ntest("two cups", () => expect(grams(2)).toBe(35));\n```',
  '```ts run id="two"\nimport { grams } from "#src/mill.ts";\n\nconsole.log(grams(2));\n```',
  "```output\n35\n```",
  "For three it is `{ts} grams(3)`.",
  ':::derivation{#square title="A square"}\n$$\n(a + b)^2 = a^2 + 2 a b + b^2 && a b = b a \\text{, and } c \\le 2\n$$\n\n```ts verify\nconst a = normal(), b = normal();\ngiven({ a, b, c: uniform(0, 2) });\nyield (a + b) ** 2;\nyield a * a + 2 * a * b + b * b;\n```\n:::',
  ':::derivation{#loose title="Nothing is negative" x="0..3"}\n$$\nx^2 + 1 \\ge 0\n$$\n:::',
].join("\n\n");

let book: SmallBook;
beforeAll(() => {
  book = smallBook({ "01-mill/index.md": `${chapter}\n` });
  book.read();
});
afterAll(() => book.remove());

test("a book that is not proved is refused", () => {
  expect(run("mutate/cli.ts", "--root", book.root)).toMatchObject({ code: 1, out: "", err: expect.stringContaining("error[not-proved]: `two` is not proved as it stands, so no change of it can be judged") });
});

test("what nothing notices is listed with its place, and the book is as it was", () => {
  expect(run("cli.ts", "--root", book.root)).toMatchObject({ code: 0, err: "" });
  const { code, out, err } = run("mutate/cli.ts", "--root", book.root);
  expect(err).toBe("");
  expect(out).toContain("digits of outputs           2 of 2 changes noticed (100.0 %), aim 100 %\n");
  expect(out).toContain("digits of numbers in prose  2 of 2 changes noticed (100.0 %), aim 100 %\n");
  expect(out).toMatch(/formulas of derivations {5}(\d+) of \1 changes noticed \(100\.0 %\), aim 95 %; 4 that stay true apart; 8 of 8 without meaning passed\n/);
  expect(out).toContain("operators of chunks         2 of 3 changes noticed (66.7 %), aim 80 %  MISSED\n");
  expect(out).toContain("\nnot noticed: 1\n  book/01-mill/index.md:8:54: operator, `*` → `/`\n    export const unseen = (cups: number): number => cups * 2;\n");
  expect(out).toContain("bounds and expectations that stay true: 4\n");
  expect(code).toBe(1);
  expect(readFileSync(join(book.root, "book/01-mill/index.md"), "utf8")).toBe(`${chapter}\n`);
});

test("a survivor that is explained is listed with its reason", () => {
  book.write("survivors.yml", '- path: 01-mill/index.md\n  change: "* → /"\n  in: unseen\n  why: nothing uses it\n');
  const { out, code } = run("mutate/cli.ts", "--root", book.root);
  expect(out).toContain("operators of chunks         2 of 3 changes noticed (66.7 %), aim 80 %; 1 explained\n");
  expect(code).toBe(0);
  expect(out).toContain("not noticed, and explained in book/survivors.yml: 1\n  book/01-mill/index.md:8:54: operator, `*` → `/`\n    export const unseen = (cups: number): number => cups * 2;\n    because nothing uses it\n");
});

test("a survivor of a line that has gone is listed as out of date, and fails nothing", () => {
  book.write("survivors.yml", '- path: 01-mill/index.md\n  change: "* → /"\n  in: unseen\n  why: nothing uses it\n- path: 01-mill/index.md\n  change: "* → /"\n  in: forgotten\n  why: it has gone\n');
  const { out, code } = run("mutate/cli.ts", "--root", book.root, "--changed");
  expect(out).toContain("\nout of date in book/survivors.yml, since nothing there can be so changed: 1\n  book/survivors.yml:5: `* → /` where 01-mill/index.md has `forgotten`\n");
  expect(code).toBe(0);
});

test("a normal run says what it tried and what the record lacks, and --record writes it", () => {
  const before = run("mutate/cli.ts", "--root", book.root, "--changed");
  expect(before.out).toMatch(/\ntried 0 of (\d+) changes now; of the others the verdict is known\nbook\/mutation\/ lacks \1 of these verdicts: npm run mutate -- --record\n$/);
  expect(run("mutate/cli.ts", "--root", book.root, "--record").out).toMatch(/\nwrote 1 file of book\/mutation\/\n$/);
  const after = run("mutate/cli.ts", "--root", book.root, "--changed");
  expect(after.out).toMatch(/\ntried 0 of (\d+) changes now; of the others the verdict is known\n$/);
  expect(after.code).toBe(0);
});

test.each([
  [["--all", "--shard", "9/8"], "usage error: `--shard` takes a part and the number of parts, `1/8` to `8/8`, not `9/8`\n  see: npm run mutate -- --help\n"],
  [["02-brew"], "usage error: there is no chapter `02-brew`; the chapters are `01-mill`\n  see: npm run mutate -- --help\n"],
])("called wrongly: %j", (args, err) => {
  expect(run("mutate/cli.ts", "--root", book.root, ...args)).toMatchObject({ code: 2, out: "", err });
});
