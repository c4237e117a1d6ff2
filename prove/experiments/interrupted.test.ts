import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commandArguments } from "../../tangle/index.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

const cell = (rests: string): string => `# Walk

\`\`\`ts experiment="walk" seeds="1,2,3" replay=15
const before = kept();
let [place, i] = before === null ? [seed, 0] : JSON.parse(new TextDecoder().decode(before));
for (; i < 20; i++) {
  place = (place * 16807) % 2147483647;
  step(place);
  if (i === 9) keep(new TextEncoder().encode(JSON.stringify([place, i + 1])));
  if (i === 10) console.log("past the tenth");
  if (i === 12 && before === null && ${rests}) await new Promise((resolve) => setTimeout(resolve, 1e8));
}
({ place })
\`\`\`
`;

const books: SmallBook[] = [];
afterAll(() => books.forEach((book) => book.remove()));

function bookOf(text: string): SmallBook {
  const book = smallBook({ "01-walk/index.md": text });
  books.push(book);
  book.read();
  return book;
}

/** Runs the command; once it has printed all of `awaited`, sends it a signal. */
async function command({ root }: SmallBook, awaited: readonly string[] = []): Promise<{ readonly out: string; readonly errors: string; readonly end: number | NodeJS.Signals | null }> {
  const child = spawn(process.execPath, [...commandArguments("prove/cli.ts"), "--root", root, "--experiments", "--jobs", "2"], { stdio: ["ignore", "pipe", "pipe"] });
  let [out, errors] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (awaited.length > 0 && awaited.every((line) => out.includes(`${line}\n`))) child.kill("SIGINT");
  });
  const end = await new Promise<number | NodeJS.Signals | null>((resolve) => child.once("close", (code, signal) => resolve(code ?? signal)));
  return { out, errors, end };
}

const records = ({ root }: SmallBook): readonly unknown[] => {
  const folder = join(root, "book/evidence/experiments/walk");
  return readdirSync(folder).sort().map((name) => {
    const { count, steps, value } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    return { count, steps, value };
  });
};

test("what was interrupted goes on from what it had kept, and comes to what it would have come to", async () => {
  const through = bookOf(cell("false"));
  expect((await command(through)).end).toBe(0);

  const book = bookOf(cell("seed > 1"));
  const first = await command(book, ["walk seed 2: past the tenth", "walk seed 3: past the tenth"]);
  expect(first.end).toBe("SIGINT");
  expect(first.out).toContain("walk seed 1: 20 steps in ");
  expect(first.errors).toBe(`\ninterrupted: 1 of 3 seeds has its record\n  walk seed 2: kept at step 10\n  walk seed 3: kept at step 10\nto go on: npm run prove -- --root ${book.root} --experiments --jobs 2\n`);
  expect(records(book).length).toBe(1);
  expect(existsSync(join(book.root, "output/.cache/experiments/walk/2.kept"))).toBe(true);

  const second = await command(book);
  const lines = second.out.trimEnd().split("\n").map((line) => line.replace(/ in \d+ s$/, " in … s")).sort();
  expect([second.end, second.errors, lines]).toEqual([0, "", [
    "ran 2 seeds; `npm run prove` renews what reads them",
    "walk seed 2: 20 steps in … s", "walk seed 2: goes on after step 10", "walk seed 2: past the tenth",
    "walk seed 3: 20 steps in … s", "walk seed 3: goes on after step 10", "walk seed 3: past the tenth",
  ]]);
  expect(records(book)).toEqual(records(through));
  expect(readdirSync(join(book.root, "output/.cache/experiments/walk"))).toEqual([]);
});

test("what was kept by other code is not gone on from", async () => {
  const book = bookOf(cell("true"));
  expect((await command(book, ["walk seed 1: past the tenth"])).end).toBe("SIGINT");
  book.write("01-walk/index.md", cell("false"));
  book.read();
  const { out, end } = await command(book);
  expect(end).toBe(0);
  expect(out).not.toContain("goes on");
});

test("the command runs nothing else, and says so where more is asked of it", async () => {
  const book = bookOf(cell("false"));
  for (const option of ["--check", "--measure"]) {
      const child = spawn(process.execPath, [...commandArguments("prove/cli.ts"), "--root", book.root, "--experiments", option], { stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, errors]).toEqual([2, `usage error: \`--experiments\` only runs experiments, so \`${option}\` does not go with it\n  see: npm run prove -- --help\n`]);
  }
});
