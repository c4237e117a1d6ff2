// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { backend } from "../../backends/choose.ts";
import { demonstrateDeepMlp } from "../deep-mlp/demo.ts";
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

// names are added to its list in later chapters
const unknownBackend = (() => {
  try {
    return backend("gpu").name;
  } catch (mistake) {
    return (mistake as Error).message;
  }
})();

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

test("without a line that is not blank, the map is of blanks", async () => {
  writeFileSync(join(folder, "blank.txt"), " \n".repeat(600));
  const { code, printed } = await run(...small, "--text", "blank.txt", "--json");
  expect(code).toBe(0);
  expect(eventsIn(printed)[1]).toMatchObject({ event: "map", tokens: [..." \n".repeat(8)] });
});

test("of the first line whole characters are shown", async () => {
  writeFileSync(join(folder, "whole.txt"), `${"to see the sea, we sail"}😀 again\n`.repeat(40));
  const { code, printed } = await run(...small, "--text", "whole.txt", "--context", "32", "--json");
  expect(code).toBe(0);
  expect(eventsIn(printed)[1]).toMatchObject({ event: "map", tokens: [..."to see the sea, we sail😀"] });
});

test("it can be asked to end while it writes, and what it has trained is kept", async () => {
  const sampleIn = (printed: string) => eventsIn(printed).find(({ event }) => event === "sample")!.sample as string;
  const args = [...small, "--steps", "1", "--length", "50", "--json"];
  const whole = sampleIn((await run(...args)).printed);
  const stopped = await runFor(3, args);
  expect(whole).toHaveLength(50);
  expect(sampleIn(stopped.printed)).toBe(whole.slice(0, 20));
  expect(stopped).toMatchObject({ code: 130, complained: "" });
  expect(eventsIn(stopped.printed).at(-1)).toEqual({ event: "stopped", when: "during the evaluation", file: "attention-2.safetensors" });
  expect((await run("--resume", "attention-2.safetensors", "--steps", "2", "--length", "0")).code).toBe(0);
});

test("a map is full where the weight is large, and what no cell can show is a box", () => {
  expect(mapOf(["a", "\n", " ", "😀"], [[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0, 0.04, 0.96, 0], [0.25, 0.25, 0.25, 0.25]])).toEqual(["     a ↵ ␣ □", "  a ██", "  ↵ ▓▓▓▓", "  ␣   ··██", "  □ ▒▒▒▒▒▒▒▒"]);
  expect(mapOf(["海", "a", "ア", "ｱ", "。"], [[1], [1, 0], [1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0, 0]])).toEqual(["    海 aア ｱ。", "  海██", "  a ██  ", "  ア██    ", "  ｱ ██      ", "  。██        "]);
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
    [["--context", "1024", "--width", "512", "--depth", "16", "--batch", "64"], "--batch 64, --context 1024, --width 512 and --depth 16 take about 4,563,402,752 numbers in a step, more than 50,000,000; --batch 1 with --context 718 would fit"],
    [["--context", "512", "--width", "64", "--depth", "1", "--batch", "512"], "--batch 512, --context 512, --width 64 and --depth 1 take about 268,435,456 numbers in a step, more than 50,000,000; --batch 95 would fit"],
    [["--depth", "16", "--width", "512", "--batch", "1", "--context", "1024"], "--batch 1, --context 1024, --width 512 and --depth 16 take about 71,303,168 numbers in a step, more than 50,000,000; --batch 1 with --context 718 would fit"],
    [["--context"], "--context must have a value"],
    [["--context", "0"], '--context must be a whole number from 8 to 1024, not "0"'],
    [["--context", "-8"], '--context must be a whole number from 8 to 1024, not "-8"'],
    [["--context", "many"], '--context must be a whole number from 8 to 1024, not "many"'],
    [["--probe", ""], "--probe has nothing to read"],
    [["--text", ""], "--text must name a file"],
    [["--resume", ""], "--resume must name a file"],
    [["--checkpoint", ""], "--checkpoint must name a file"],
    [["--backend", "gpu"], `--backend gpu: ${unknownBackend}`],
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
    [["--text", "."], "cannot read .: it is a folder"],
    [[...small, "--checkpoint", "sea.txt"], "sea.txt is there already; to go on with it: --resume sea.txt"],
    [[...small, "--checkpoint", "nowhere/run"], "cannot write nowhere/run: there is no such file or folder"],
    [["--resume", "nowhere"], "cannot read nowhere: there is no such file or folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
    [[...small, "--probe", "the see!"], 'the probe has "!", which the training text has not'],
    [[...small, "--prompt", "Ä"], 'the prompt has "Ä", which the training text has not'],
    [["--text", "sea.txt", "--context", "512"], "the validation part of the text has 129 characters, and --context 512 needs more"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `attention: ${message}`]);
  });

  test.each([
    ["empty", new Uint8Array(), "empty has 0 characters; there must be at least 1,000 to learn from and be marked on"],
    ["one", Buffer.from("a"), "one has 1 characters; there must be at least 1,000 to learn from and be marked on"],
    ["latin", Buffer.from("é".repeat(2000), "latin1"), "latin is not UTF-8 text"],
    ["binary", new Uint8Array(2000), "binary is not UTF-8 text"],
  ])("a text that is %s", async (name, bytes, message) => {
    writeFileSync(join(folder, name), bytes);
    expect(await run("--text", name)).toMatchObject({ code: 1, printed: "", complained: `attention: ${message}` });
  });

  test("a text with so many kinds of characters that their logits take too much memory", async () => {
    writeFileSync(join(folder, "kinds.txt"), Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(""));
    expect(await run("--text", "kinds.txt", "--context", "256", "--width", "1", "--depth", "1", "--batch", "64")).toMatchObject({
      code: 1,
      printed: "",
      complained: "attention: --batch 64, --context 256, --width 1 and --depth 1 take about 118,276,096 numbers in a step for 2,401 kinds of characters, more than 50,000,000; --batch 27 would fit",
    });
  });

  test.each([
    [["--context", "32"], "made with context 16, and now it is 32"],
    [["--width", "16"], "made with width 8, and now it is 16"],
    [["--positions", "no"], "made with positions yes, and now it is no"],
    [["--data", "names"], "it was trained on another text"],
  ])("to go on with another model or text: %j", async (args, message) => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    expect(await run("--resume", "run", ...args)).toMatchObject({ code: 1, printed: "", complained: `attention: cannot go on with run: ${message}` });
  });

  test("a checkpoint that is cut off, which stays as it is", async () => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    const part = readFileSync(join(folder, "run")).subarray(0, 1000);
    writeFileSync(join(folder, "part"), part);
    const { code, complained } = await run("--resume", "part");
    expect([code, complained]).toEqual([1, expect.stringMatching(/^attention: cannot go on with part: the header is said to have \d+ bytes, and the file ends after 992 of them$/)]);
    expect(readFileSync(join(folder, "part"))).toEqual(part);
  });

  test("a checkpoint of another demonstration", async () => {
    const course = ["--text", "sea.txt", "--width", "2", "--steps", "1"];
    for (const [depth, message] of [["17", '--depth must be a whole number from 1 to 16, not "17"'], ["1", "made with context unsaid, and now it is 64"]] as const) {
      await watched(demonstrateDeepMlp, "npm run stage -- 6")(Infinity, [...course, "--depth", depth, "--checkpoint", `deep-${depth}`]);
      expect(await run("--resume", `deep-${depth}`)).toMatchObject({ code: 1, printed: "", complained: `attention: cannot go on with deep-${depth}: ${message}` });
    }
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, printed: attentionHelp("npm run stage -- 7"), complained: "" });
});
//# sourceMappingURL=../../.maps/demos/attention/demo.test.ts.map
