// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { demonstrate } from "./chain-demo.ts";
import { bar } from "./screen.ts";

const folder = mkdtempSync(join(tmpdir(), "chain-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function run(...args: string[]): { code: number; printed: string; complained: string; steps: readonly number[] } {
  const printed: string[] = [];
  const complained: string[] = [];
  const steps: number[] = [];
  const code = demonstrate(args, {
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    progress: (done) => steps.push(done),
  });
  return { code, printed: printed.join("\n"), complained: complained.join("\n"), steps };
}

const sea = write("sea.txt", "the sea, the sea, and nothing but the sea. ".repeat(50));

test("the novel: the ladder's rungs and a sample that continues the prompt", () => {
  const { code, printed, steps } = run("--order", "2", "--length", "60", "--prompt", "The whale");
  expect(code).toBe(0);
  expect(printed).toContain("1,189,786 characters, of which the last 118,979 are held out; 81 different ones in the rest; in the last tenth, not among them: 0");
  expect(printed).toContain("    0          1     4.414     4.443                  0");
  expect(printed).toContain("    1         81     3.479         ∞                  2");
  expect(printed).toContain("    2      1,731     2.814         ∞                272");
  expect(printed).toMatch(/order 2 continues "The whale":\n\nThe whale[^]{60}$/);
  expect(steps.at(-1)).toBe(1);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
});

test("the same seed writes the same, another seed something else", () => {
  const sample = (seed: string) => run("--order", "1", "--length", "80", "--seed", seed, "--text", sea).printed;
  expect(sample("1")).toBe(sample("1"));
  expect(sample("1")).not.toBe(sample("2"));
});

test("a text of one's own needs no prompt", () => {
  const { code, printed } = run("--text", sea, "--order", "4", "--length", "50");
  expect(code).toBe(0);
  expect(printed).toMatch(/order 4 continues "[^"]{4}":/);
});

test("the shortest text and the longest memory that are accepted", () => {
  const waves = "the sea, the sea, and nothing but the sea. ".repeat(30);
  const shortest = write("shortest.txt", waves.slice(0, 1000));
  expect(run("--text", shortest, "--order", "16", "--length", "5").code).toBe(0);
  expect(run("--text", write("too-short.txt", waves.slice(0, 999)), "--order", "1").complained).toContain("has 999 characters");
});

test("a text of one's own is continued from a place that the seed draws", () => {
  const letters = Array.from({ length: 1200 }, (_, i) => String.fromCharCode(0x4e00 + i)).join("");
  const many = write("letters.txt", letters);
  const starts = ["1", "2", "3"].map((seed) => /continues "(.)"/.exec(run("--text", many, "--order", "1", "--length", "0", "--seed", seed).printed)?.[1]);
  expect(new Set(starts).size).toBe(3);
});

test("characters that only the last tenth has are counted and cost everything", () => {
  const strange = write("strange.txt", `${"the sea, the sea. ".repeat(60)}Ω`);
  const { code, printed } = run("--text", strange, "--order", "1", "--length", "0");
  expect(code).toBe(0);
  expect(printed).toContain("in the last tenth, not among them: 1\n");
  expect(printed).toMatch(/ {4}0 +1 +\d\.\d{3} +∞ +1/);
});

test("help is printed on request", () => {
  const { code, printed } = run("--help");
  expect(code).toBe(0);
  expect(printed).toContain("--prompt TEXT");
});

test.each([
  [["--order", "0"], '--order must be a whole number from 1 to 16, not "0"'],
  [["--order", "40"], '--order must be a whole number from 1 to 16, not "40"'],
  [["--order", "two"], '--order must be a whole number from 1 to 16, not "two"'],
  [["--length", "-1"], "argument is ambiguous"],
  [["--length=-1"], '--length must be a whole number from 0 to 100000, not "-1"'],
  [["--seed", "1e3"], "--seed must be a whole number"],
  [["--prompt", "abc"], "--prompt must have at least 5 characters for a chain of order 5, not 3"],
  [["--temperature", "1"], "Unknown option '--temperature'"],
  [["novel.txt"], "Unexpected argument 'novel.txt'"],
])("a wrong command line is answered and exits with 2: %j", (args, answer) => {
  const { code, printed, complained } = run(...args);
  expect(code).toBe(2);
  expect(printed).toBe("");
  expect(complained).toContain(answer);
});

test.each([
  [["--text", join(folder, "missing.txt")], "cannot read"],
  [["--text", folder], "cannot read"],
  [["--text", write("empty.txt", "")], "has 0 characters; there must be at least 1,000"],
  [["--text", write("bytes.bin", Uint8Array.from({ length: 2000 }, (_, i) => i % 256))], "is not UTF-8 text"],
  [["--text", write("zeros.bin", new Uint8Array(2000))], "is not UTF-8 text"],
  [["--text", sea, "--prompt", "the Ωsea"], 'the prompt has "Ω", which the training text has not'],
  [["--text", sea, "--prompt", "aaaaa"], 'nothing in the training text follows "aaaaa", the last 5 characters of the prompt'],
])("a text or prompt that cannot be used is answered and exits with 1: %j", (args, answer) => {
  const { code, complained } = run(...args);
  expect(code).toBe(1);
  expect(complained).toContain(answer);
});

test("a bar is as full as the work is done", () => {
  expect(bar(0, 4)).toBe("░░░░");
  expect(bar(0.5, 4)).toBe("██░░");
  expect(bar(2, 4)).toBe("████");
});
//# sourceMappingURL=../.maps/stages/chain-demo.test.ts.map
