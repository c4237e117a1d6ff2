// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { useBackend } from "../../backends/default.ts";
import { cpu } from "../../tensor-core.ts";
import { readTokenizerJson } from "../../tokenizers/files/tokenizer-json.ts";
import { demonstrateGpt } from "../gpt/demo.ts";
import { watched } from "../shell/testing.ts";
import { demonstrateTokenizers } from "./demo.ts";
import { tokenizersHelp } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenizers-demo-"));
vi.stubEnv("INIT_CWD", folder);
vi.spyOn(process.stderr, "write").mockReturnValue(true); // a backend says there which it is
afterAll(() => {
  useBackend(cpu);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and now the sea 🐋.\r\n".repeat(60));
});

const run = (...args: readonly string[]) => watched(demonstrateTokenizers, "npm run stage -- 10")(Infinity, args);
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as { readonly event: string; readonly [figure: string]: unknown });
const small = ["--text", "sea.txt", "--vocab", "270"];

test("it trains, encodes, and says how long the tokens are", async () => {
  const { code, printed, complained, released } = await run(...small);
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain("sea.txt: 2,460 bytes; bpe, 270 tokens at most, cut by the pattern of gpt2\n");
  expect(printed).toMatch(/\n {3}256 +1\.000 +█+░+\n {3}270 +2\.\d{3} +█+\n/);
  expect(printed).toMatch(/\n"the sea, the sea, and now the sea 🐋\." is \d+ tokens:\n\n {2}the│ sea│,│ the│/);
  expect(printed).toMatch(/\n[\d,]+ tokens of 270 kinds: \d\.\d{3} bytes a token, \d\.\d{3} in the last tenth, which it was not trained on\ntrained in \d+\.\d\d s, encoded at \d+\.\d MB\/s$/);
});

test("with --json every line is an object, and the figures belong to each other", async () => {
  const { code, printed } = await run(...small, "--json", "--encode", "sea 🐋");
  expect(code).toBe(0);
  const events = eventsIn(printed);
  expect(events.map(({ event }) => event)).toEqual(["start", "size", "size", "shown", "done"]);
  expect(events[0]).toEqual({ event: "start", bytes: 2460, kind: "bpe" });
  expect(events[1]).toEqual({ event: "size", vocabulary: 256, heldOutTokens: events[4]!["heldOutBytes"], heldOutBytesPerToken: 1 });
  expect(events[3]).toMatchObject({ text: "sea 🐋" });
  const { tokens, bytes, bytesPerToken, vocabulary } = events[4] as unknown as Record<string, number>;
  expect([bytes, vocabulary, bytesPerToken]).toEqual([2460, 270, 2460 / tokens!]);
});

test("bytes and characters need no training", async () => {
  const done = async (kind: string) => eventsIn((await run("--text", "sea.txt", "--kind", kind, "--json")).printed).at(-1)!;
  expect(await done("byte")).toMatchObject({ vocabulary: 256, tokens: 2460, bytesPerToken: 1 });
  expect(await done("char")).toMatchObject({ vocabulary: 16, tokens: 2280 });
});

test("a unigram model of a size has so many tokens, and can be kept", async () => {
  const { code, printed } = await run(...small, "--kind", "unigram", "--save", "unigram.json", "--json");
  expect(code).toBe(0);
  const done = eventsIn(printed).at(-1)!;
  expect(done).toMatchObject({ vocabulary: 270, bytes: 2460 });
  const taken = eventsIn((await run("--text", "sea.txt", "--tokenizer", "unigram.json", "--json")).printed);
  expect(taken.at(-1)).toMatchObject({ vocabulary: 270, tokens: done["tokens"] });
});

test("a tokenizer that was saved is the same when it is taken again, and the GPT trains on its tokens", async () => {
  const trained = eventsIn((await run(...small, "--save", "sea.json", "--json")).printed);
  expect(trained.at(-2)).toEqual({ event: "saved", file: "sea.json" });
  expect(readTokenizerJson(readFileSync(join(folder, "sea.json"), "utf8")).size).toBe(270);
  const taken = eventsIn((await run("--text", "sea.txt", "--tokenizer", "sea.json", "--json")).printed);
  expect(taken[0]).toEqual({ event: "start", bytes: 2460, tokenizer: "sea.json" });
  expect(taken.at(-1)).toMatchObject({ tokens: trained.at(-1)!["tokens"], vocabulary: 270 });
  expect((await run(...small, "--save", "sea.json"))).toMatchObject({ code: 1, complained: "tokenizers: sea.json is there already" });
});

test("the published encoding has the tokens of the novel that it is known to have", async () => {
  const { printed } = await run("--tokenizer", "r50k_base", "--encode", "Hello, I'm a language model,", "--json");
  const events = eventsIn(printed);
  expect(events.find(({ event }) => event === "shown")!["ids"]).toEqual([15496, 11, 314, 1101, 257, 3303, 2746, 11]);
  expect(events.at(-1)).toMatchObject({ tokens: 287_230, bytes: 1_193_018, vocabulary: 50_257 });
}, 30_000);

describe("refused", () => {
  test.each([
    [["--kind", "words"], '--kind must be one of bpe, unigram, byte, char, not "words"'],
    [["--kind", "byte", "--vocab", "300"], "--vocab has no place beside --kind byte"],
    [["--kind", "char", "--save", "a.json"], "--save has no place beside --kind char"],
    [["--vocab", "256"], '--vocab must be a whole number from 257 to 200000, not "256"'],
    [["--vocab", "many"], '--vocab must be a whole number from 257 to 200000, not "many"'],
    [["--split", "gpt5"], '--split must be one of gpt2, cl100k, o200k, none, not "gpt5"'],
    [["--tokenizer", "r50k_base", "--vocab", "300"], "--tokenizer takes one that is trained, and --vocab has no place there"],
    [["--tokenizer", ""], "--tokenizer must name a file"],
    [["--save", ""], "--save must name a file"],
    [["--text", ""], "--text must name a file"],
    [["--data", "novels"], '--data must be one of moby-dick, names, not "novels"'],
    [["--data", "names", "--text", "sea.txt"], "--data and --text exclude each other"],
    [["--backend", "cpu"], "there is no option --backend"],
    [["--steps", "3"], "there is no option --steps"],
    [["sea.txt"], '"sea.txt" belongs to no option'],
  ])("%j with exit code 2", async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, printed: "", complained: `tokenizers: ${message}\nsee npm run stage -- 10 --help` });
  });

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--text", "."], "cannot read .: it is a folder"],
    [["--tokenizer", "nowhere.json"], "cannot read nowhere.json: there is no such file or folder"],
    [["--tokenizer", "sea.txt"], "cannot read the tokenizer in sea.txt: it is not JSON"],
    [[...small, "--save", "nowhere/a.json"], "cannot write nowhere/a.json: there is no such file or folder"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `tokenizers: ${message}`]);
    expect(existsSync(join(folder, "a.json"))).toBe(false);
  });

  test.each([
    ["empty", new Uint8Array(), "empty has 0 characters; there must be at least 1,000 to learn from and be marked on"],
    ["latin", Buffer.from("é".repeat(2000), "latin1"), "latin is not UTF-8 text"],
    ["binary", new Uint8Array(2000), "binary is not UTF-8 text"],
  ])("a text that is %s", async (name, bytes, message) => {
    writeFileSync(join(folder, name), bytes);
    expect(await run("--text", name)).toMatchObject({ code: 1, printed: "", complained: `tokenizers: ${message}` });
  });

  test("an empty text for a tokenizer that is trained", async () => {
    writeFileSync(join(folder, "empty"), "");
    expect(await run("--text", "empty", "--tokenizer", "r50k_base")).toMatchObject({ code: 1, complained: "tokenizers: empty is empty" });
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, printed: tokenizersHelp("npm run stage -- 10"), complained: "" });
});

describe("the GPT on tokens", () => {
  const gpt = (...args: readonly string[]) => watched(demonstrateGpt, "npm run stage -- 8")(Infinity, ["--backend", "cpu", ...args]);
  const training = ["--text", "sea.txt", "--tokenizer", "sea.json", "--context", "8", "--layers", "1", "--heads", "2", "--width", "8", "--steps", "4", "--batch", "4", "--sample", "12"];

  test("trains, writes and says its loss for each byte", async () => {
    await run(...small, "--save", "sea.json");
    const { code, printed } = await gpt(...training, "--json");
    expect(code).toBe(0);
    const events = eventsIn(printed);
    expect(events[0]).toMatchObject({ event: "start", vocabulary: 270 });
    const done = events.at(-1) as unknown as { readonly bitsPerToken: number; readonly bitsPerByte: number; readonly validationLoss: number };
    expect(done.bitsPerToken).toBeCloseTo(done.validationLoss / Math.LN2, 12);
    expect(done.bitsPerByte).toBeLessThan(done.bitsPerToken);
    expect(done).not.toHaveProperty("bitsPerCharacter");
  });

  test("says so to people", async () => {
    await run(...small, "--save", "sea.json");
    const { printed } = await gpt(...training);
    expect(printed).toContain("that reads 8 tokens, of 270 kinds");
    expect(printed).toMatch(/\na token costs \d+\.\d{4} nats on the validation part: \d+\.\d{3} bits, and a byte \d\.\d{3}; perplexity /);
  });

  test("goes on from a checkpoint with the same tokenizer, and with no other", async () => {
    await run(...small, "--save", "sea.json");
    await run("--text", "sea.txt", "--vocab", "260", "--save", "other.json");
    await gpt(...training, "--checkpoint", "run");
    expect((await gpt("--resume", "run", "--steps", "6")).code).toBe(0);
    expect((await gpt("--resume", "run", "--tokenizer", "other.json")).complained).toMatch(/^gpt: cannot go on with run: made with tokenizer \S+sea\.json, and now it is \S+other\.json$/);
  });

  test.each([
    [["--tokenizer", ""], 2, "--tokenizer must name a file\nsee npm run stage -- 8 --help"],
    [["--tokenizer", "nowhere.json"], 1, "cannot read nowhere.json: there is no such file or folder"],
    [["--tokenizer", "sea.txt"], 1, "cannot read the tokenizer in sea.txt: it is not JSON"],
  ])("%j is refused", async (args, code, message) => {
    expect(await gpt(...args)).toMatchObject({ code, complained: `gpt: ${message}` });
  });
});
//# sourceMappingURL=../../.maps/demos/tokenizers/demo.test.ts.map
