// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { backend } from "../../backends/choose.ts";
import { useBackend } from "../../backends/default.ts";
import { readSafetensors, safetensorsOf } from "../../io/safetensors.ts";
import { gpt2CheckpointOf } from "../../models/gpt/checkpoint.ts";
import { gptLastLogits, initGpt, type GptConfig } from "../../models/gpt/gpt.ts";
import { gpt2Sizes } from "../../models/gpt/presets.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, cpu } from "../../tensor-core.ts";
import { demonstrateAttention } from "../attention/demo.ts";
import { demonstrationOf } from "../shell/demonstration.ts";
import { watched } from "../shell/testing.ts";
import { demonstrateGpt } from "./demo.ts";
import { checkMemory, estimatedBytes } from "./memory.ts";
import { checkedOptions, givenIn, gptHelp, type TimingOptions } from "./options.ts";
import { timeSteps } from "./timing.ts";

const folder = mkdtempSync(join(tmpdir(), "gpt-demo-"));
vi.stubEnv("INIT_CWD", folder);
vi.spyOn(process.stderr, "write").mockReturnValue(true); // it says which backend it is
// names are added to its list in later chapters
const unknownBackend = (() => {
  try {
    return backend("gpu").name;
  } catch (mistake) {
    return (mistake as Error).message;
  }
})();
afterAll(() => {
  useBackend(cpu);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  useBackend(cpu);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and nothing but the sea. ".repeat(30));
});

const runFor = watched(demonstrateGpt, "npm run stage -- 8");
const onCpu = (args: readonly string[]) => (args.includes("--backend") ? args : ["--backend", "cpu", ...args]);
const run = (...args: string[]) => runFor(Infinity, onCpu(args));
const small = ["--text", "sea.txt", "--context", "16", "--width", "8", "--layers", "1", "--heads", "2", "--steps", "20", "--batch", "4", "--sample", "12"];
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test("it says what it trains, writes before, while and after it trains, evaluates and keeps it", async () => {
  const { code, printed, complained, released } = await run(...small);
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain("sea.txt: a GPT of one block, 2 heads and width 8 that reads 16 characters, of 15 kinds; 1,040 parameters\n");
  expect(printed).toMatch(/\n {8}0 {39}"[^]{60,70}"\n {8}1 {4}\d\.\d{4} {6}\d\.\d{4} {8}0\.00100  "/);
  expect(printed).toMatch(/\nit continues "the sea, the sea, and no":\n\nthe sea, the sea, and no[^]{12}\n/);
  expect(printed).toMatch(/\nthe training is kept in gpt\.safetensors; to go on with it: npm run stage -- 8 --resume gpt\.safetensors\n/);
  expect(printed).toMatch(/\na character costs \d\.\d{4} nats on the validation part: \d\.\d{3} bits; perplexity \d+\.\d\d\n[\d,]+ tokens\/s with evaluations and samples, \d+ GFLOP\/s$/);
});

test("it learns the text", async () => {
  const { printed } = await run(...small, "--width", "16", "--steps", "150", "--every", "75", "--lr", "0.01", "--json");
  expect((eventsIn(printed).at(-1) as { validationLoss: number }).validationLoss).toBeLessThan(1);
});

test.each([[[]], [["--accumulate", "3"]], [["--dropout", "0.3"]]])("a training goes on from a checkpoint as if it had not been stopped: %j", async (more) => {
  const args = [...small, "--every", "5", ...more];
  await run(...args, "--checkpoint", "whole");
  const stopped = await runFor(3, onCpu([...args, "--checkpoint", "part"]), 60);
  expect(stopped.code).toBe(130);
  expect(stopped.printed).toMatch(/\nstopped after step \d+; to go on:\n\n  npm run stage -- 8 --resume part$/);
  expect((await run("--resume", "part")).code).toBe(0);
  expect(readFileSync(join(folder, "part"))).toEqual(readFileSync(join(folder, "whole")));
});

test("with --json every line is an object", async () => {
  const { code, printed } = await run(...small, "--every", "10", "--json");
  const events = eventsIn(printed);
  expect(code).toBe(0);
  expect(events.map(({ event }) => event)).toEqual(["start", "evaluation", "evaluation", "kept", "sample", "done"]);
  expect(events[1]).toMatchObject({ step: 10, sample: expect.any(String), learningRate: expect.any(Number) });
  expect(events.at(-1)).toMatchObject({ event: "done", parameters: 1040, steps: 20, file: "gpt.safetensors", validationLoss: expect.any(Number), bitsPerCharacter: expect.any(Number), tokensPerSecond: expect.any(Number), utilisation: null });
});

test("two runs with one seed print the same, and another seed prints something else", async () => {
  const samples: unknown[] = [];
  for (const [i, seed] of ["7", "7", "8"].entries()) samples.push(eventsIn((await run(...small, "--every", "10", "--seed", seed, "--checkpoint", `run-${i}`, "--json")).printed).find(({ event }) => event === "sample"));
  expect(samples[0]).toEqual(samples[1]);
  expect(samples[2]).not.toEqual(samples[0]);
  expect(readFileSync(join(folder, "run-0"))).toEqual(readFileSync(join(folder, "run-1")));
});

test("characters of all kinds stay whole", async () => {
  writeFileSync(join(folder, "whole.txt"), "to sea 😀\r\n".repeat(150));
  const { code, printed } = await run(...small, "--every", "10", "--text", "whole.txt", "--json");
  expect(code).toBe(0);
  expect(eventsIn(printed)[0]).toMatchObject({ vocabulary: 9 });
  expect(eventsIn(printed).at(-2)!.sample).not.toMatch(/\p{Surrogate}/u);
});

test("it can be asked to end while it writes or is evaluated, and what it has trained is kept", async () => {
  const whole = await run(...small, "--steps", "1", "--sample", "50", "--json");
  const sampleIn = (printed: string) => eventsIn(printed).find(({ event }) => event === "sample")!.sample as string;
  for (const [pauses, written] of [[2, 0], [3, 20], [4, 40], [5, 50]] as const) {
    const stopped = await runFor(pauses, onCpu([...small, "--steps", "1", "--sample", "50", "--json"]));
    expect(stopped).toMatchObject({ code: 130, complained: "" });
    expect(sampleIn(stopped.printed)).toBe(sampleIn(whole.printed).slice(0, written));
    expect(eventsIn(stopped.printed).at(-1)).toMatchObject({ event: "stopped", when: "during the evaluation" });
  }
  expect((await run("--resume", "gpt-2.safetensors", "--steps", "2", "--sample", "0")).code).toBe(0);
});

test("a training whose loss is no number ends at once, and what it began with is kept", async () => {
  await run(...small, "--steps", "4", "--checkpoint", "run");
  const { tensors, metadata } = readSafetensors(readFileSync(join(folder, "run")));
  const broken = new Map([...tensors, ["parameters.embedding", asTensor(new Float32Array(15 * 8).fill(NaN), { shape: [15, 8], backend: cpu })]]);
  writeFileSync(join(folder, "broken"), safetensorsOf(broken, metadata));
  const { code, printed } = await run("--resume", "broken", "--steps", "20", "--json");
  expect(code).toBe(1);
  expect(eventsIn(printed).at(-1)).toEqual({ event: "diverged", step: 5, file: "broken" });
  expect(readSafetensors(readFileSync(join(folder, "broken"))).metadata.get("step")).toBe("4");
});

test("GPT-2’s shape is what `--preset gpt2` times, where it fits", async () => {
  const { code, printed, complained } = await run("--preset", "gpt2", "--batch", "4096", "--context", "1024");
  expect({ code, printed }).toEqual({ code: 1, printed: "" });
  expect(complained).toContain(`gpt: a step takes about ${(estimatedBytes(gpt2Sizes.small, 4096, 1024) / 1e9).toFixed(1)} GB, and there are `);
});

test("steps on random tokens are timed, of a narrow model with GPT-2’s vocabulary", async () => {
  const config: GptConfig = { ...gpt2Sizes.small, layers: 2, heads: 3, width: 48 };
  const narrow = demonstrationOf({ topic: "gpt", givenIn, checkedOptions: (given) => ({ ...(checkedOptions(given) as TimingOptions), config }), help: gptHelp, show: (_, options, around) => timeSteps(options, around) });
  const { code, printed } = await watched(narrow, "npm run stage -- 8")(Infinity, ["--preset", "gpt2", "--steps", "2", "--batch", "1", "--context", "8", "--backend", "auto", "--json"]);
  expect(code).toBe(0);
  const events = eventsIn(printed);
  expect(events.map(({ event }) => event)).toEqual(["start", "step", "step", "done"]);
  expect(events[0]).toMatchObject({ parameters: 50_257 * 48 + 1024 * 48 + 2 * (12 * 48 ** 2 + 13 * 48) + 2 * 48, vocabulary: 50_257 });
  for (const step of [1, 2]) expect((events[step] as { loss: number }).loss).toBeCloseTo(Math.log(50_257), 0);
  expect(events[3]).toMatchObject({ steps: 2, stepSeconds: expect.any(Number), tokensPerSecond: expect.any(Number), peakBytes: expect.any(Number) });
});

describe("the logits of weights in a file", () => {
  const config: GptConfig = { vocabularySize: 12, context: 6, layers: 2, heads: 2, width: 8 };
  const parameters = initGpt(config, randomFrom(1));
  const wantedLogits = () => {
    useBackend(cpu);
    return [...gptLastLogits(parameters, config, asTensor([[1, 2, 3]], { dtype: "int32" })).dataSync()];
  };
  const write = () => writeFileSync(join(folder, "weights"), gpt2CheckpointOf(parameters, config));

  test("are those of the model, in full with --json", async () => {
    write();
    const { code, printed } = await run("--weights", "weights", "--ids", "1,2,3", "--json");
    expect(code).toBe(0);
    const events = eventsIn(printed);
    expect(events.map(({ event }) => event)).toEqual(["start", "logits", "done"]);
    expect(events[1]).toEqual({ event: "logits", ids: [1, 2, 3], logits: wantedLogits() });
  });

  test("the largest of them are printed for people", async () => {
    write();
    const { printed } = await run("--weights", "weights", "--ids", "1,2,3");
    const logits = wantedLogits();
    expect(printed).toContain("weights: 2 blocks of 2 heads, width 8,");
    const largest = Math.max(...logits);
    expect(printed.split("\n")[2]).toBe(`  ${String(logits.indexOf(largest)).padStart(7)}  ${largest.toFixed(4).padStart(10)}`);
    expect(printed.split("\n")).toHaveLength(12);
  });

  test.each([
    [["--ids", "1,12"], "--ids has 12, and the tokens of weights are 0 to 11"],
    [["--ids", "1,2,3,4,5,6,7"], "--ids are 7 tokens, and weights reads 6"],
    [["--ids", "1", "--heads", "3"], "cannot read the weights in weights: 3 heads do not divide a width of 8"],
  ])("are refused with exit code 1 for %j", async (args, message) => {
    write();
    expect(await run("--weights", "weights", ...args)).toMatchObject({ code: 1, complained: `gpt: ${message}` });
  });

  test("of a file that is none, or cut off, or of another model, are refused", async () => {
    write();
    writeFileSync(join(folder, "part"), readFileSync(join(folder, "weights")).subarray(0, 2000));
    writeFileSync(join(folder, "other"), safetensorsOf(new Map([["bias", asTensor([1])]])));
    expect((await run("--weights", "sea.txt", "--ids", "1")).complained).toBe("gpt: cannot read the weights in sea.txt: this is a text, not a safetensors file");
    expect((await run("--weights", "part", "--ids", "1")).complained).toMatch(/^gpt: cannot read the weights in part: /);
    expect((await run("--weights", "other", "--ids", "1")).complained).toBe("gpt: cannot read the weights in other: it has no `wte.weight`");
    expect((await run("--weights", "nowhere", "--ids", "1")).complained).toBe("gpt: cannot read nowhere: there is no such file or folder");
  });
});

describe("refused", () => {
  test.each([
    [["--preset", "xl"], '--preset must be one of cpu, gpt2, not "xl"'],
    [["--preset", "gpt2", "--text", "sea.txt"], "--preset gpt2 times steps on random tokens, and --text has no place there"],
    [["--weights", "w"], "--weights needs tokens to read: --ids 1,2,3"],
    [["--ids", "1"], "--ids are read by --weights FILE"],
    [["--weights", "w", "--ids", "1,two"], '--ids must be whole numbers with commas between them, not "1,two"'],
    [["--weights", "w", "--ids", ""], '--ids must be whole numbers with commas between them, not ""'],
    [["--weights", "w", "--ids", "1", "--steps", "3"], "--weights prints logits, and --steps has no place there"],
    [["--context", "4"], '--context must be a whole number from 8 to 1024, not "4"'],
    [["--context"], "--context must have a value"],
    [["--width", "0"], '--width must be a whole number from 1 to 1600, not "0"'],
    [["--heads", "3"], "--heads 3 does not divide --width 128; 1, 2, 4, 8, 16, 32 do"],
    [["--layers", "many"], '--layers must be a whole number from 1 to 48, not "many"'],
    [["--steps", "0"], '--steps must be a whole number from 1 to 1000000, not "0"'],
    [["--steps", "10", "--warmup", "10"], '--warmup must be a whole number from 0 to 9, not "10"'],
    [["--accumulate", "0"], '--accumulate must be a whole number from 1 to 1000, not "0"'],
    [["--dropout", "1"], '--dropout must be a number from 0 to 0.9, not "1"'],
    [["--lr", "-1"], '--lr must be a number from 1e-8 to 10, not "-1"'],
    [["--seed", "1.5"], '--seed must be a whole number from -9007199254740991 to 9007199254740991, not "1.5"'],
    [["--text", ""], "--text must name a file"],
    [["--resume", ""], "--resume must name a file"],
    [["--data", "novels"], '--data must be one of moby-dick, names, not "novels"'],
    [["--data", "names", "--text", "sea.txt"], "--data and --text exclude each other"],
    [["--temperature", "0"], '--temperature must be a number from 0.01 to 100, not "0"'],
    [["--backend", "gpu"], `--backend gpu: ${unknownBackend}`],
    [["--sweep"], "there is no option --sweep"],
    [["sea.txt"], '"sea.txt" belongs to no option'],
  ])("%j with exit code 2", async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: "", complained: `gpt: ${message}\nsee npm run stage -- 8 --help`, live: [], released: false, pauses: 0 });
  });

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--text", "."], "cannot read .: it is a folder"],
    [[...small, "--checkpoint", "sea.txt"], "sea.txt is there already; to go on with it: --resume sea.txt"],
    [[...small, "--checkpoint", "nowhere/run"], "cannot write nowhere/run: there is no such file or folder"],
    [["--resume", "nowhere"], "cannot read nowhere: there is no such file or folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
    [[...small, "--prompt", "Ä"], 'the prompt has "Ä", which the text has not'],
    [["--text", "sea.txt", "--context", "512"], "the validation part of the text has 129 characters, and --context 512 needs more"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `gpt: ${message}`]);
  });

  test.each([
    ["empty", new Uint8Array(), "empty has 0 characters; there must be at least 1,000 to learn from and be marked on"],
    ["one", Buffer.from("a"), "one has 1 characters; there must be at least 1,000 to learn from and be marked on"],
    ["latin", Buffer.from("é".repeat(2000), "latin1"), "latin is not UTF-8 text"],
    ["binary", new Uint8Array(2000), "binary is not UTF-8 text"],
  ])("a text that is %s", async (name, bytes, message) => {
    writeFileSync(join(folder, name), bytes);
    expect(await run("--text", name)).toMatchObject({ code: 1, printed: "", complained: `gpt: ${message}` });
  });

  test.each([
    [["--context", "32"], "made with context 16, and now it is 32"],
    [["--width", "16"], "made with width 8, and now it is 16"],
    [["--accumulate", "2"], "made with accumulate 1, and now it is 2"],
    [["--data", "moby-dick"], "it was trained on another text"],
  ])("to go on with another model or text: %j", async (args, message) => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    expect(await run("--resume", "run", ...args)).toMatchObject({ code: 1, printed: "", complained: `gpt: cannot go on with run: ${message}` });
  });

  test("a checkpoint that is cut off, and one of another version, which stay as they are", async () => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    const whole = readFileSync(join(folder, "run"));
    writeFileSync(join(folder, "part"), whole.subarray(0, 1000));
    expect((await run("--resume", "part")).complained).toMatch(/^gpt: cannot go on with part: /);
    const at = whole.indexOf('"version":"3"');
    const newer = Buffer.from(whole);
    newer.write('"version":"9"', at);
    writeFileSync(join(folder, "newer"), newer);
    expect((await run("--resume", "newer")).complained).toBe("gpt: cannot go on with newer: it is of version 9, and versions 1 to 3 are read");
    expect(readFileSync(join(folder, "newer"))).toEqual(newer);
  });

  test("a checkpoint of another demonstration", async () => {
    await watched(demonstrateAttention, "npm run stage -- 7")(Infinity, ["--text", "sea.txt", "--context", "16", "--width", "8", "--steps", "1", "--sample", "1"].slice(0, 8).concat("--length", "0", "--checkpoint", "attention"));
    expect(existsSync(join(folder, "attention"))).toBe(true);
    expect(await run("--resume", "attention")).toMatchObject({ code: 1, printed: "", complained: expect.stringMatching(/^gpt: cannot go on with attention: made with /) });
  });
});

test("a step that does not fit into memory is refused, with what would fit", () => {
  const config: GptConfig = { vocabularySize: 50, context: 64, layers: 2, heads: 2, width: 32 };
  const [one, two] = [1, 2].map((batch) => estimatedBytes(config, batch, 64)) as [number, number];
  expect(() => checkMemory(config, 1000, 64, two)).toThrow(`a step takes about ${(estimatedBytes(config, 1000, 64) / 1e9).toFixed(1)} GB, and there are ${(two / 1e9).toFixed(1)} GB; --batch 2 would fit`);
  expect(() => checkMemory(config, 2, 64, one - 1)).toThrow("a model with fewer --layers, a smaller --width or a shorter --context would fit");
  expect(() => checkMemory(config, 2, 64, two)).not.toThrow();
});

test("--help explains", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, printed: gptHelp("npm run stage -- 8"), complained: "" });
});
//# sourceMappingURL=../../.maps/demos/gpt/demo.test.ts.map
