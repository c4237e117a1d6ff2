// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bits } from "../../models/ngram/evaluate.ts";
import { train } from "../../models/ngram/model.ts";
import { countContinuations, discount } from "../../models/ngram/kneser-ney.ts";
import { addAlpha, countsOf, lossUnder, wittenBell, type Counts, type Smoothing } from "../../models/ngram/smoothing.ts";
import { generateGreedily } from "../../models/ngram/greedy.ts";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { demonstrate } from "./demo.ts";
import { helpOf } from "./options.ts";
import { textIn } from "../shell/text.ts";

const folder = mkdtempSync(join(tmpdir(), "chain-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

interface Seen {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
  readonly steps: readonly number[];
}

function runIn(memory: number, ...args: string[]): Seen {
  const printed: string[] = [];
  const complained: string[] = [];
  const steps: number[] = [];
  const screen = {
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complained.push(line),
    progress: (done: number) => void steps.push(done),
  };
  let now = 0;
  return { code: demonstrate(args, { screen, memory, clock: () => (now += 1500), command: "npm run stage -- 1" }), printed: printed.join("\n"), complained: complained.join("\n"), steps };
}

const run = (...args: string[]) => runIn(4e9, ...args);

const sea = write("sea.txt", "the sea, the sea, and nothing but the sea. ".repeat(50));

test("the novel: what it reads, the ladder and a sample that continues the prompt", () => {
  const { code, printed, steps } = run("--order", "2", "--length", "60", "--prompt", "The whale", "--smoothing", "none");
  expect(code).toBe(0);
  expect(printed).toContain(`Moby-Dick, 1,189,786 characters
  training  the first 1,070,807, with 81 different ones
  test      the last 118,979, 0 of them unknown tokens
  smoothing none: relative frequencies

                    bits per character
order     contexts  training      test  perplexity  impossible
    0            1     4.414     4.443       21.75           0
    1           81     3.479         ∞           ∞           2
    2        1,731     2.814         ∞           ∞         272
`);
  expect(printed).toMatch(/order 2 at temperature 1 continues "The whale":\n\nThe whale[^]{60}$/);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  expect(steps.at(0)).toBe(0);
  expect(steps.at(-1)).toBeCloseTo(1, 12);
});

const novel = data("moby-dick.txt").slice(0, 60_000);
const excerpt = write("excerpt.txt", novel);

/** The loss of a rule at order 3 on the excerpt, as the sections compute it. */
function lossOf(rule: Smoothing, change: (counts: Counts) => Counts = (counts) => counts): string {
  const { text, testFrom, train: training } = split(novel);
  return bits(lossUnder(rule(change(countsOf(training, 3))), text, testFrom)).toFixed(3);
}

test.each([
  [["--smoothing", "add-one"], "add-one", lossOf(addAlpha(1))],
  [["--smoothing", "add-alpha"], "add-alpha: 0.02", lossOf(addAlpha(0.02))],
  [["--smoothing", "add-alpha", "--alpha", "2.5"], "add-alpha: 2.5", lossOf(addAlpha(2.5))],
  [["--smoothing", "wb"], "Witten–Bell", lossOf(wittenBell)],
  [["--smoothing", "kn"], "Kneser–Ney", lossOf(discount(3 / 4), countContinuations)],
  [[], "Kneser–Ney", lossOf(discount(3 / 4), countContinuations)],
])("the ladder under a smoothing is the sections': %j", (args, rule, heldOut) => {
  const { code, printed } = run("--text", excerpt, "--order", "3", "--length", "0", ...args);
  expect(code).toBe(0);
  expect(printed).toContain(`  smoothing ${rule}\n`);
  expect(/^ {4}3.*$/m.exec(printed)?.[0].split(/ +/)[4]).toBe(heldOut);
  expect(printed).toMatch(/\n gzip {18}\d\.\d{3} {5}\d\.\d{3} +\d+\.\d\d\n/);
  expect(printed).not.toContain("impossible");
});

test("--json: an object for each order, gzip and the end, with the figures that are printed", () => {
  const options = ["--text", excerpt, "--order", "3", "--length", "20", "--prompt", "the strange"];
  const { code, printed } = run(...options, "--json");
  const [reports, text] = [printed.split("\n").map((line) => JSON.parse(line) as Record<string, number | string>), run(...options).printed];
  expect(code).toBe(0);
  expect(reports.map(({ event, order }) => [event, order])).toEqual([["order", 0], ["order", 1], ["order", 2], ["order", 3], ["gzip", undefined], ["done", 3]]);
  const { trainLoss, testLoss, bitsPerCharacter, perplexity, contexts, sample, ...done } = reports.at(-1)!;
  expect(done).toEqual({ event: "done", characters: 60_000, vocabularySize: new Set(split(novel).train).size, order: 3, impossible: 0, prompt: "the strange", seconds: 1.5 });
  expect(Number(bitsPerCharacter) * Math.LN2).toBeCloseTo(Number(testLoss), 12);
  const row = [3, Number(contexts).toLocaleString("en"), (Number(trainLoss) / Math.LN2).toFixed(3), Number(bitsPerCharacter).toFixed(3), Number(perplexity).toFixed(2)];
  expect(/^ {4}3 .*$/m.exec(text)?.[0].trim().split(/ +/)).toEqual(row.map(String));
  expect(text.endsWith(`the strange${sample}`)).toBe(true);
});

test("--json: a loss that is infinite is null", () => {
  const { printed } = run("--text", excerpt, "--order", "3", "--length", "0", "--smoothing", "none", "--prompt", "the", "--json");
  expect(JSON.parse(printed.split("\n").at(-1)!)).toMatchObject({ event: "done", testLoss: null, perplexity: null });
});

test("the same seed writes the same, another seed something else", () => {
  const sample = (seed: string) => run("--order", "1", "--length", "80", "--seed", seed, "--text", sea).printed;
  expect(sample("1")).toBe(sample("1"));
  expect(sample("1")).not.toBe(sample("2"));
});

test("near temperature 0 the likeliest letter is written, at any seed; at a high one all letters", () => {
  const prompt = "the strange";
  const sample = (temperature: string, seed: string) =>
    run("--text", excerpt, "--order", "3", "--length", "50", "--prompt", prompt, "--seed", seed, "--temperature", temperature).printed.split(":\n\n")[1];
  const greedy = prompt + generateGreedily(train(split(novel).train, 3), { prompt, length: 50 });
  for (const seed of ["1", "2"]) expect(sample("0.01", seed)).toBe(greedy);
  expect(new Set(sample("0.01", "1")).size).toBeLessThan(new Set(sample("100", "1")).size);
});

test("a text of one's own needs no prompt", () => {
  const { code, printed } = run("--text", sea, "--order", "4", "--length", "50");
  expect(code).toBe(0);
  expect(printed).toMatch(/order 4 at temperature 1 continues "[^"]{4}":/);
});

test("a text of one's own is continued from a place that the seed draws", () => {
  const letters = Array.from({ length: 1200 }, (_, i) => String.fromCharCode(0x4e00 + i)).join("");
  const many = write("letters.txt", letters);
  const starts = ["1", "2", "3"].map((seed) => /continues "(.)"/.exec(run("--text", many, "--order", "1", "--length", "0", "--seed", seed).printed)?.[1]);
  expect(new Set(starts).size).toBe(3);
});

test("emoji are characters as all others: no half of one is counted, asked for or written", () => {
  const { code, printed } = run("--text", whales, "--order", "2", "--length", "200", "--seed", "3");
  expect(code).toBe(0);
  // of its 2,050 UTF-16 units, 50 are second halves
  expect(printed).toContain(", 2,000 characters\n  training  the first 1,800, with 16 different ones\n  test      the last 200, 0 of them");
  expect(printed).not.toMatch(/\p{Surrogate}/u);
  expect(printed.split(":\n\n")[1]).toContain("🐋");
  expect([...printed.split(":\n\n")[1]!].length).toBe(202);
  expect(run("--text", whales, "--order", "2", "--length", "20", "--smoothing", "none", "--prompt", "e 🐋").code).toBe(0);
  expect(run("--text", whales, "--order", "2", "--smoothing", "none", "--prompt", "🐋").complained).toContain("--prompt must have at least 2 characters for order 2 and --smoothing none, not 1");
});

test("with shorter memories to ask, a prompt may be short, empty or new", () => {
  for (const prompt of ["t", "", "aaaaaaa"]) {
    for (const smoothing of ["wb", "kn"]) {
      expect(run("--text", sea, "--smoothing", smoothing, "--length", "9", "--prompt", prompt).printed).toMatch(/:\n\n.{9,}$/);
    }
  }
});

test("without smoothing, a sample that comes to the end of the text says so", () => {
  const file = write("end.txt", `${"the sea. ".repeat(111)}.!${"the sea. ".repeat(12)}`.padEnd(1112, " "));
  const { code, printed } = run("--text", file, "--smoothing", "none", "--order", "3", "--length", "5", "--prompt", "a. ");
  expect(code).toBe(0);
  expect(printed).toMatch(/:\n\na\. the s|it is at the end of the training text, and nothing can follow\.$/);
});

test("the shortest text and the longest memory that are accepted", () => {
  const waves = "the sea, the sea, and nothing but the sea. ".repeat(30);
  const shortest = write("shortest.txt", waves.slice(0, 1000));
  expect(run("--text", shortest, "--order", "10", "--length", "5").code).toBe(0);
  const shorter = write("too-short.txt", waves.slice(0, 999));
  expect(run("--text", shorter).complained).toBe(`ngram: ${shorter} has 999 characters; there must be at least 1,000 to learn from and be marked on`);
});

test("characters that only the test set has are counted, and cost everything without smoothing", () => {
  const strange = write("strange.txt", `${"the sea, the sea. ".repeat(60)}Ω`);
  const { code, printed } = run("--text", strange, "--order", "1", "--length", "0", "--smoothing", "none");
  expect(code).toBe(0);
  expect(printed).toContain("test      the last 109, 1 of them unknown tokens\n");
  expect(printed).toMatch(/ {4}0 +1 +\d\.\d{3} +∞ +∞ +1\n/);
});

test("help is printed on request, whatever else is asked", () => {
  for (const args of [["--help"], ["--order", "40", "--help"]]) expect(run(...args)).toMatchObject({ code: 0, printed: helpOf("npm run stage -- 1"), complained: "" });
});

test.each([
  [["--order", "0"], '--order must be a whole number from 1 to 10, not "0"'],
  [["--order", "40"], '--order must be a whole number from 1 to 10, not "40"'],
  [["--order", "two"], '--order must be a whole number from 1 to 10, not "two"'],
  [["--order", "2.5"], '--order must be a whole number from 1 to 10, not "2.5"'],
  [["--order"], "--order must have a value"],
  [["--length", "-1"], '--length must be a whole number from 0 to 100000, not "-1"'],
  [["--seed", "1e3"], '--seed must be a whole number from -9007199254740991 to 9007199254740991, not "1e3"'],
  [["--temperature", "0"], '--temperature must be a number from 0.01 to 100, not "0"'],
  [["--temperature", "-1"], '--temperature must be a number from 0.01 to 100, not "-1"'],
  [["--temperature", "hot"], '--temperature must be a number from 0.01 to 100, not "hot"'],
  [["--temperature", "NaN"], '--temperature must be a number from 0.01 to 100, not "NaN"'],
  [["--temperature="], '--temperature must be a number from 0.01 to 100, not ""'],
  [["--smoothing", "laplace"], '--smoothing must be none, add-one, add-alpha, wb, kn, not "laplace"'],
  [["--smoothing", "toString"], '--smoothing must be none, add-one, add-alpha, wb, kn, not "toString"'],
  [["--smoothing", "add-alpha", "--alpha", "0"], '--alpha must be a number from 0.0001 to 1000, not "0"'],
  [["--alpha", "1"], "--alpha is for --smoothing add-alpha, not for kn"],
  [["--smoothing", "none", "--prompt", "abc"], "--prompt must have at least 5 characters for order 5 and --smoothing none, not 3"],
  [["--smooth", "kn"], "there is no option --smooth"],
  [["-o", "3"], "there is no option -o"],
  [["novel.txt"], '"novel.txt" belongs to no option'],
])("a wrong command line is answered and exits with 2: %j", (args, answer) => {
  expect(run(...args)).toMatchObject({ code: 2, printed: "", complained: `ngram: ${answer}\nsee npm run stage -- 1 --help` });
});

const missing = join(folder, "missing.txt");
const empty = write("empty.txt", "");
const bytes = write("bytes.bin", Uint8Array.from({ length: 2000 }, (_, i) => i % 256));
const zeros = write("zeros.bin", new Uint8Array(2000));
const whales = write("whales.txt", "the sea, the 🐋 and nothing but the sea. ".repeat(50));

test.each([
  [["--text", missing], `cannot read ${missing}: there is no such file or folder`],
  [["--text", folder], `cannot read ${folder}: it is a folder`],
  [["--text", empty], `${empty} has 0 characters; there must be at least 1,000 to learn from and be marked on`],
  [["--text", bytes], `${bytes} is not UTF-8 text`],
  [["--text", zeros], `${zeros} is not UTF-8 text`],
  [["--text", sea, "--prompt", "the Ωsea"], 'the prompt has "Ω", which the training text has not'],
  [["--text", sea, "--prompt", "the 🐋sea"], 'the prompt has "🐋", which the training text has not'],
  [["--text", whales, "--prompt", "the 🐳sea"], 'the prompt has "🐳", which the training text has not'],
  [
    ["--text", sea, "--smoothing", "none", "--prompt", "aaaaa"],
    'without smoothing nothing can follow "aaaaa", which the training text has not; try --smoothing kn',
  ],
])("a text or prompt that cannot be used is answered and exits with 1: %j", (args, answer) => {
  expect(run(...args)).toMatchObject({ code: 1, printed: "", complained: `ngram: ${answer}` });
});

test("a text that is longer than a string can be is refused by name; how long it is, UTF-16 says", () => {
  const units = 50 * 41;
  expect(textIn(whales, units)).toHaveLength(units);
  expect(() => textIn(whales, units - 1)).toThrow(`${whales} is too long: its 2,150 bytes are 2,050 UTF-16 units of text, and at most 2,049 can be read`);
});

test("tables that would not fit into memory are not made", () => {
  const { code, complained } = runIn(2 ** 20, "--order", "4", "--length", "0");
  expect(code).toBe(1);
  expect(complained).toBe("ngram: the table of order 2 is too large for the 1 MiB that Node may use; try --order 1");
  expect(globalThis.bookLedger).toBeUndefined();
});
//# sourceMappingURL=../../.maps/demos/ngram/demo.test.ts.map
