// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { watched } from "../shell/testing.ts";
import { demonstrateAttention } from "./demo.ts";
import { mapOf, mostRead } from "./map.ts";
import { attentionHelp } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "attention-demo-"));
vi.stubEnv("INIT_CWD", folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and nothing but the sea. ".repeat(30));
});

const runFor = watched(demonstrateAttention, "npm run stage -- 7");
const run = (...args: string[]) => runFor(Infinity, args);
const small = ["--text", "sea.txt", "--context", "16", "--width", "8", "--steps", "20", "--batch", "4", "--length", "12"];
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test("it says what it trains, shows a map of each layer before and after, writes, evaluates and keeps it", async () => {
  const { code, printed, complained, released } = await run(...small, "--probe", "the sea");
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain("sea.txt: a network that reads 16 characters, through 2 attention layers of width 8, with positions; ");
  for (const layer of [1, 2]) expect(printed).toContain(`what layer ${layer} reads, before training\n\n     t h e ␣ s e a\n  t ██\n`);
  for (const layer of [1, 2]) expect(printed).toContain(`what layer ${layer} reads, after step 20\n\n     t h e ␣ s e a\n  t ██\n`);
  expect(printed).toMatch(/\nat temperature 1 it continues "the sea, the sea":\n\nthe sea, the sea[^]{12}\n/);
  expect(printed).toMatch(/\nthe training is kept in attention\.safetensors; to go on with it: npm run stage -- 7 --resume attention\.safetensors\n/);
  expect(printed).toMatch(/a character costs \d\.\d{4} nats on the validation part, \d\.\d{4} on the test part: \d\.\d{3} bits; perplexity \d+\.\d\d$/);
});

test("it learns the text", async () => {
  const { printed } = await run(...small, "--steps", "150", "--lr", "0.01", "--json");
  expect((eventsIn(printed).at(-1) as { testLoss: number }).testLoss).toBeLessThan(1);
});

test("a training goes on from a checkpoint as if it had not been stopped", async () => {
  const args = [...small, "--positions", "no", "--depth", "3", "--every", "10"];
  await run(...args, "--checkpoint", "whole");
  const stopped = await runFor(2, [...args, "--checkpoint", "part"]);
  expect(stopped.code).toBe(130);
  expect((await run("--resume", "part")).code).toBe(0);
  expect(readFileSync(join(folder, "part"))).toEqual(readFileSync(join(folder, "whole")));
});

test("with --json every line is an object, and the maps are rows of weights", async () => {
  const { code, printed } = await run(...small, "--depth", "1", "--probe", "sea", "--json");
  const events = eventsIn(printed);
  expect(code).toBe(0);
  expect(events.map(({ event }) => event)).toEqual(["start", "map", ...Array(10).fill("evaluation"), "kept", "map", "sample", "done"]);
  const { tokens, weights } = events[1] as { tokens: string[]; weights: number[][] };
  expect(tokens).toEqual(["s", "e", "a"]);
  weights.forEach((row, t) => {
    expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 3);
    expect(row.slice(t + 1).every((weight) => weight === 0)).toBe(true);
  });
  expect(events.at(-1)).toMatchObject({ event: "done", optimizer: "adamw", steps: 20, file: "attention.safetensors", validationLoss: expect.any(Number), testLoss: expect.any(Number), bitsPerCharacter: expect.any(Number), tokensPerSecond: expect.any(Number) });
});

test("names are learned too", async () => {
  const { code, printed } = await run("--data", "names", "--context", "8", "--width", "4", "--depth", "1", "--steps", "2", "--batch", "2", "--length", "0", "--json");
  expect(code).toBe(0);
  expect(eventsIn(printed)[0]).toMatchObject({ event: "start", vocabulary: 28 });
}, 60_000);

test("a map is dark where the weight is large, and what no cell can show is a box", () => {
  expect(mapOf(["a", "\n", " ", "😀"], [[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0, 0.04, 0.96, 0], [0.25, 0.25, 0.25, 0.25]])).toEqual(["     a ↵ ␣ □", "  a ██", "  ↵ ▓▓▓▓", "  ␣   ··██", "  □ ▒▒▒▒▒▒▒▒"]);
  expect(mostRead(["a", "b"], [0.25, 0.75])).toBe('"b" at 2 (0.75), "a" at 1 (0.25)');
});

test("a training that diverges ends, and is kept as it was", async () => {
  const { code, printed } = await run(...small, "--optimizer", "sgd", "--lr", "1e12", "--checkpoint", "run", "--json");
  expect(code).toBe(1);
  expect(eventsIn(printed).at(-1)).toMatchObject({ event: "diverged", file: "run" });
});

describe("refused", () => {
  test.each([
    [["--context", "4"], '--context must be a whole number from 8 to 1024, not "4"'],
    [["--width", "0"], '--width must be a whole number from 1 to 512, not "0"'],
    [["--depth", "17"], '--depth must be a whole number from 1 to 16, not "17"'],
    [["--positions", "maybe"], '--positions must be one of yes, no, not "maybe"'],
    [["--context", "1024", "--width", "512", "--depth", "16", "--batch", "64"], "--batch 64, --context 1024, --width 512 and --depth 16 take about 4,563,402,752 numbers in a step, more than 50,000,000; --batch 1 would fit"],
    [["--probe", " "], "--probe has nothing to read"],
    [["--context", "8", "--probe", "Call me Ishmael"], "--probe has 15 characters, more than the 8 of --context"],
    [["--temperature", "0"], '--temperature must be a number from 0.01 to 100, not "0"'],
    [["--data", "names", "--text", "sea.txt"], "--data and --text exclude each other"],
    [["--sweep"], "there is no option --sweep"],
  ])("%j with exit code 2", async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: "", complained: `attention: ${message}\nsee npm run stage -- 7 --help`, live: [], released: false, pauses: 0 });
  });

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
    [[...small, "--probe", "the see!"], 'the probe has "!", which the training text has not'],
    [[...small, "--prompt", "Ä"], 'the prompt has "Ä", which the training text has not'],
    [["--text", "sea.txt", "--context", "512"], "the validation part of the text has 129 characters, and --context 512 needs more"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `attention: ${message}`]);
  });

  test("to go on with another context", async () => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    expect(await run("--resume", "run", "--context", "32")).toMatchObject({ code: 1, complained: "attention: cannot go on with run: made with context 16, and now it is 32" });
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, printed: attentionHelp("npm run stage -- 7"), complained: "" });
});
//# sourceMappingURL=../../.maps/demos/attention/demo.test.ts.map
